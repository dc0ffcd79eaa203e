import type Libsql from 'libsql';

export type Database = Libsql.Database;

/** A row is an object with its columns; what is in them is read as unknown. */
export interface Row {
  readonly [column: string]: unknown;
}

// libsql types rows as unknown; every row is an object.
export const rows = (database: Database, sql: string, ...values: readonly unknown[]): Row[] => database.prepare(sql).all(...values) as Row[];

export const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);

/** libsql gives blobs as ArrayBuffer or Buffer. @throws TypeError for anything else. */
export function bytesOf(value: unknown): Buffer {
  if (value instanceof ArrayBuffer) return Buffer.from(value);
  if (Buffer.isBuffer(value)) return value;
  throw new TypeError('no bytes where bytes are stored');
}

/** SQLite's and the file system's words for "no room". Where the log's index cannot grow SQLite says "disk I/O error". */
export const isFull = (error: unknown): boolean => error instanceof Error && 'code' in error && /^(?:SQLITE_FULL|SQLITE_IOERR_SHMSIZE|ENOSPC|EDQUOT)/.test(String(error.code));

/** Puts what is in the log into the file; libsql leaves it beside the file when statements are still referred to. Where another program reads, some of it stays. */
export const foldLog = (database: Database): void => void database.pragma('wal_checkpoint(TRUNCATE)');

/** What is made of something just opened; where that fails, it does not stay open. @throws what the work throws. */
export function orClosed<T>(opened: { close(): unknown }, work: () => T): T {
  try {
    return work();
  } catch (error) {
    opened.close();
    throw error;
  }
}

/**
 * Does work in one transaction. On a full disk SQLite rolls back by itself, and a second ROLLBACK would hide why.
 * @throws what the work throws; nothing of it is written then.
 */
export function transact<T>(database: Database, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const done = work();
    database.exec('COMMIT');
    return done;
  } catch (error) {
    if (database.inTransaction) database.exec('ROLLBACK');
    throw error;
  }
}
