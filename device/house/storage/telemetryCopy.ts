import Libsql from 'libsql';
import { transact, type Database } from './database.ts';
import { latestOf } from './schema.ts';
import { COPIED_TABLES, TELEMETRY_SCHEMA } from './telemetrySchema.ts';

/** Whoever gets the copy puts it on the disk once, when it is whole. */
const unsynced = (name: string): string => `PRAGMA ${name}.synchronous = OFF; PRAGMA ${name}.journal_mode = MEMORY`;

/** A copy of telemetry without its raw readings: those are a week's detail, and the most bytes. */
export function writeCopy(database: Database, file: string): void {
  layOut(file);
  database.prepare('ATTACH ? AS copy').run(file);
  try {
    database.exec(unsynced('copy'));
    // Emptied first: the copy of a table may have put marks into another.
    transact(database, () => COPIED_TABLES.forEach((table) => database.exec(`DELETE FROM copy.${table}; INSERT INTO copy.${table} SELECT * FROM main.${table}`)));
  } finally {
    database.exec('DETACH copy');
  }
}

function layOut(file: string): void {
  const copy = new Libsql(file);
  try {
    copy.exec(unsynced('main'));
    for (const { sql } of TELEMETRY_SCHEMA) copy.exec(sql);
    copy.exec(`PRAGMA user_version = ${latestOf(TELEMETRY_SCHEMA)}`);
  } finally {
    copy.close();
  }
}
