import { rmSync } from 'node:fs';
import { renameDurably } from '../../durableFile.ts';
import { transact, type Database } from './database.ts';

/**
 * One step of a store's form. Versions are `family * 1000 + step`: within a family steps only add tables, so that an
 * older build goes on with a newer store and loses nothing; a new family is what an older build cannot read.
 */
export interface SchemaVersion {
  readonly version: number;
  readonly sql: string;
}

/** A store's forms, oldest first. The first is also that of stores made before versions were kept (`user_version` 0). */
export type Schema = readonly [SchemaVersion, ...SchemaVersion[]];

const FAMILY = 1_000;
const familyOf = (version: number): number => Math.floor(version / FAMILY);
export const latestOf = (schema: Schema): number => Math.max(...schema.map(({ version }) => version));

/** The version a store says it has; 0 when it is new, or older than versions. */
export function versionOf(database: Database): number {
  const [row] = database.prepare('PRAGMA user_version').all();
  return typeof row === 'object' && row !== null && 'user_version' in row ? Number(row.user_version) : 0;
}

/** Whether a store was written by a newer build in a form that this one cannot read. */
export const isTooNew = (version: number, schema: Schema): boolean => familyOf(version) > familyOf(latestOf(schema));

/** The copy of a store as it was before it took the form of a family. */
export const copyBefore = (file: string, family: number): string => `${file}.before-${family}`;
export const familiesAbove = (schema: Schema, version: number): readonly number[] => {
  const own = familyOf(latestOf(schema));
  return Array.from({ length: Math.max(0, familyOf(version) - own) }, (_, n) => own + 1 + n);
};

/**
 * Brings a store to the newest form, whole or not at all. Before a new family a copy is kept for the way back.
 * @returns what was done, for the log. @throws SQLite's error; the store is as it was.
 */
export function bringUp(database: Database, file: string, schema: Schema): readonly string[] {
  const had = versionOf(database);
  const latest = latestOf(schema);
  if (had >= latest) return [];
  const isNew = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table' LIMIT 1").all().length === 0;
  if (!isNew && familyOf(latest) > Math.max(1, familyOf(had))) keepCopy(database, copyBefore(file, familyOf(latest)));
  transact(database, () => {
    for (const { version, sql } of schema) if (version > had) database.exec(sql);
    database.exec(`PRAGMA user_version = ${latest}`);
  });
  return isNew ? [] : [`brought from form ${had} to ${latest}`];
}

function keepCopy(database: Database, copy: string): void {
  const unfinished = `${copy}.unfinished`;
  rmSync(unfinished, { force: true });
  database.prepare('VACUUM INTO ?').run(unfinished);
  renameDurably(unfinished, copy);
}
