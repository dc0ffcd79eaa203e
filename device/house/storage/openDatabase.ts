import { chmodSync, existsSync, readdirSync, renameSync, rmSync, copyFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Libsql from 'libsql';

export type Database = Libsql.Database;

export interface Opened {
  readonly database: Database;
  /** What had to be done to open it, for the log; empty when nothing. */
  readonly notes: readonly string[];
  /** It is not what was last written: empty, or from a backup. */
  readonly replaced: boolean;
}

export interface Wanted {
  readonly file: string;
  /** FULL: an acknowledged record survives a power cut. NORMAL: a minute may be lost. */
  readonly synchronous: 'FULL' | 'NORMAL';
  readonly schema: string;
  /** Backups, newest first, tried when the file is damaged. */
  readonly backups: readonly string[];
}

/** Damaged files set aside are kept for whoever wants to look, but not for ever. */
const SET_ASIDE_KEPT = 2;

/** Opens a database; a damaged one is set aside and replaced by its newest sound backup, else by an empty one. */
export function openDatabase(wanted: Wanted): Opened {
  const fresh = !existsSync(wanted.file);
  const open = companions(wanted.file).flatMap(shut);
  const database = tryOpen(wanted);
  if (database) return { database, notes: open, replaced: fresh };
  const notes = [...open, `${basename(wanted.file)} was damaged: set aside as ${setAside(wanted.file)}`];
  for (const backup of wanted.backups) {
    copyFileSync(backup, wanted.file);
    const restored = tryOpen(wanted);
    if (restored) return { database: restored, notes: [...notes, `restored from ${basename(backup)}`], replaced: true };
    remove(wanted.file);
  }
  const empty = tryOpen(wanted);
  if (!empty) throw new Error(`${wanted.file} cannot be opened, not even empty`);
  return { database: empty, notes: [...notes, 'started empty'], replaced: true };
}

/** Undefined when what is there is no sound database. */
function tryOpen({ file, synchronous, schema }: Wanted): Database | undefined {
  let database: Database | undefined;
  try {
    database = new Libsql(file);
    // Someone looking in with another program must not make a store fail.
    database.pragma('busy_timeout = 2000');
    database.pragma('journal_mode = WAL');
    database.pragma(`synchronous = ${synchronous}`);
    if (!isSound(database)) throw new Error('quick_check');
    database.exec(schema);
    return database;
  } catch (error) {
    database?.close();
    if (isEnvironment(error)) throw error;
    return undefined;
  }
}

function isSound(database: Database): boolean {
  const [row] = database.prepare('PRAGMA quick_check(1)').all();
  return typeof row === 'object' && row !== null && 'quick_check' in row && row.quick_check === 'ok';
}

/** A full disk or a folder that cannot be read is not a damaged file: setting it aside would lose it for nothing. */
const isEnvironment = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && /^SQLITE_(?:FULL|IOERR|CANTOPEN|READONLY|PERM|BUSY|LOCKED|NOMEM)/.test(error.code);

const companions = (file: string): string[] => [file, `${file}-wal`, `${file}-shm`];

/** A file of an earlier version, or copied here, may be open to others. @returns what is to be said where it stays so. */
function shut(file: string): readonly string[] {
  try {
    if (existsSync(file)) chmodSync(file, 0o600);
    return [];
  } catch (error) {
    return [`other users may be able to read ${basename(file)}: ${String(error)}`];
  }
}

function remove(file: string): void {
  for (const name of companions(file)) rmSync(name, { force: true });
}

function setAside(file: string): string {
  const name = `${file}.damaged-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`;
  for (const companion of companions(file)) if (existsSync(companion)) renameSync(companion, companion.replace(file, name));
  const older = readdirSync(dirname(file)).filter((entry) => entry.startsWith(`${basename(file)}.damaged-`) && !/-(?:wal|shm)$/.test(entry));
  for (const entry of older.sort().slice(0, -SET_ASIDE_KEPT)) remove(join(dirname(file), entry));
  return basename(name);
}
