import { chmodSync, copyFileSync, existsSync } from 'node:fs';
import { basename } from 'node:path';
import Libsql from 'libsql';
import type { Database } from './database.ts';
import { bringUp, copyBefore, familiesAbove, isTooNew, versionOf, type Schema } from './schema.ts';
import { companions, removeDatabase, setAside } from './setAside.ts';

export interface Opened {
  readonly database: Database;
  /** What had to be done to open it, for the log; empty when nothing. */
  readonly notes: readonly string[];
  /** It is not what was last written: empty, or from a backup. */
  readonly replaced: Replaced | null;
}

/** What took the place of a store, so that the householder can be told; `new` was never there. */
export type Replaced = 'new' | 'backup' | 'empty';

export interface Wanted {
  readonly file: string;
  /** FULL: an acknowledged record survives a power cut. NORMAL: a minute may be lost. */
  readonly synchronous: 'FULL' | 'NORMAL';
  readonly schema: Schema;
  /** Backups, newest first, tried when the file cannot be used. */
  readonly backups: readonly string[];
  /** How far a store has come: one that is behind its newest backup has lost what was in its log. Left out = its backups do not tell. */
  readonly progress?: (database: Database) => number;
}

/** Why a file cannot be used; `version` of a store from a newer build. */
type Unusable = { readonly why: 'damaged' | 'behind' } | { readonly why: 'newer'; readonly version: number };
type Tried = { readonly database: Database; readonly notes: readonly string[] } | Unusable;

/** Opens a database; one that is damaged or too new is set aside and replaced by its newest sound backup, else by an empty one. */
export function openDatabase(wanted: Wanted): Opened {
  const fresh = !existsSync(wanted.file);
  const open = companions(wanted.file).flatMap(shut);
  if (fresh && wanted.backups.length > 0) return replace(wanted, wanted.backups, [`${basename(wanted.file)} was gone`]);
  const tried = notBehind(tryOpen(wanted), wanted);
  if ('database' in tried) return { database: tried.database, notes: [...open, ...tried.notes], replaced: fresh ? 'new' : null };
  return replace(wanted, copiesFor(tried, wanted), [...open, `${basename(wanted.file)} ${saidOf(tried)}: set aside as ${setAside(wanted.file, tried.why === 'newer' ? 'newer' : 'damaged')}`]);
}

function saidOf(unusable: Unusable): string {
  if (unusable.why === 'newer') return `was written by a newer version (form ${unusable.version})`;
  return unusable.why === 'behind' ? 'had lost more than was written since its newest backup' : 'was damaged';
}

/** A log that is cut off leaves a sound store, as it was some time ago. */
function notBehind(tried: Tried, { backups: [newest], progress }: Wanted): Tried {
  if (!('database' in tried) || newest === undefined || !progress || progress(tried.database) >= progressOf(newest, progress)) return tried;
  tried.database.close();
  return { why: 'behind' };
}

/** A copy that cannot be read, or of before this was counted, is ahead of nothing. */
function progressOf(copy: string, progress: (database: Database) => number): number {
  let database: Database | undefined;
  try {
    database = new Libsql(copy);
    return progress(database);
  } catch {
    return 0;
  } finally {
    database?.close();
  }
}

/** For a store that is too new first the copy made before it took that form. */
function copiesFor(tried: Unusable, { file, schema, backups }: Wanted): readonly string[] {
  const before = tried.why === 'newer' ? familiesAbove(schema, tried.version).map((family) => copyBefore(file, family)) : [];
  return [...before.filter((copy) => existsSync(copy)), ...backups];
}

function replace(wanted: Wanted, copies: readonly string[], notes: readonly string[]): Opened {
  for (const copy of copies) {
    copyFileSync(copy, wanted.file);
    const restored = tryOpen(wanted);
    if ('database' in restored) return { database: restored.database, notes: [...notes, `restored from ${basename(copy)}`], replaced: 'backup' };
    removeDatabase(wanted.file);
  }
  const empty = tryOpen(wanted);
  if (!('database' in empty)) throw new Error(`${wanted.file} cannot be opened, not even empty`);
  return { database: empty.database, notes: [...notes, 'started empty'], replaced: 'empty' };
}

/** @throws what the disk says, and what bringing a sound store to this form says: neither is mended by setting it aside. */
function tryOpen({ file, synchronous, schema }: Wanted): Tried {
  const database = openSound(file, synchronous);
  if (!database) return { why: 'damaged' };
  try {
    const version = versionOf(database);
    if (!isTooNew(version, schema)) return { database, notes: bringUp(database, file, schema).map((note) => `${basename(file)} ${note}`) };
    database.close();
    return { why: 'newer', version };
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Undefined when what is there is no sound database. */
function openSound(file: string, synchronous: Wanted['synchronous']): Database | undefined {
  let database: Database | undefined;
  try {
    database = new Libsql(file);
    // Someone looking in with another program must not make a store fail.
    database.pragma('busy_timeout = 2000');
    // Of a new store. What a minute changes is little and lies apart: of small pages less is written to the log.
    database.pragma('page_size = 1024');
    database.pragma('journal_mode = WAL');
    database.pragma('wal_autocheckpoint = 4000');
    database.pragma(`synchronous = ${synchronous}`);
    if (!isSound(database)) throw new Error('quick_check');
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

/**
 * A full disk or a folder that cannot be read is not a damaged file: setting it aside would lose it for nothing. A file that is
 * shorter than its log says is damaged, though SQLite calls that an error of the disk.
 */
const isEnvironment = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && /^(?:SQLITE_(?:FULL|IOERR(?!_SHORT_READ)|CANTOPEN|READONLY|PERM|BUSY|LOCKED|NOMEM)|ENOSPC|EDQUOT|EROFS|EIO)/.test(error.code);

/** A file of an earlier version, or copied here, may be open to others. @returns what is to be said where it stays so. */
function shut(file: string): readonly string[] {
  try {
    if (existsSync(file)) chmodSync(file, 0o600);
    return [];
  } catch (error) {
    return [`other users may be able to read ${basename(file)}: ${String(error)}`];
  }
}
