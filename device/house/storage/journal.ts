import { randomUUID } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase, type Database } from './openDatabase.ts';
import type { KeptStates } from './protocol.ts';
import { fromStateText, toStateText } from './stateText.ts';

const SCHEMA = `
CREATE TABLE IF NOT EXISTS about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS record (seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, at INTEGER NOT NULL, record TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS state (machine TEXT PRIMARY KEY, at INTEGER NOT NULL, state TEXT NOT NULL) WITHOUT ROWID;
`;
/** Counted, not dated: a clock that was wrong must not empty the journal. Years of an ordinary home. */
const KEPT_RECORDS = 200_000;
const KEPT_BACKUPS = 7;
/** More than all machines together can have under way. */
const LAST_IDS = 256;

interface Row {
  readonly [column: string]: unknown;
}
// A row of libsql is an object with its columns; what is in them is read as unknown.
const rows = (database: Database, sql: string, ...values: readonly unknown[]): Row[] => database.prepare(sql).all(...values) as Row[];

/** What must survive anything: limits, consents, wishes, plans, log; and the machine states that go with them. */
export class Journal {
  private constructor(
    private readonly database: Database,
    private readonly backupFolder: string,
    readonly storeId: string,
    readonly notes: readonly string[],
  ) {}

  /** @throws when the folder or disk does not let a database be opened. */
  static open(folder: string): Journal {
    const backupFolder = join(folder, 'backup');
    mkdirSync(backupFolder, { recursive: true, mode: 0o700 });
    chmodSync(backupFolder, 0o700);
    const { database, notes, replaced } = openDatabase({ file: join(folder, 'journal.db'), synchronous: 'FULL', schema: SCHEMA, backups: backups(backupFolder) });
    if (replaced) database.prepare("DELETE FROM about WHERE key = 'storeId'").run();
    database.prepare("INSERT OR IGNORE INTO about VALUES ('storeId', ?)").run(randomUUID());
    const [about] = rows(database, "SELECT value FROM about WHERE key = 'storeId'");
    return new Journal(database, backupFolder, String(about?.['value']), notes);
  }

  /** Committed and on the disk when it returns. The same id a second time changes nothing. */
  store(id: string, at: number, record: unknown, states: KeptStates): void {
    this.database.transaction(() => {
      const { changes } = this.database.prepare('INSERT OR IGNORE INTO record (id, at, record) VALUES (?, ?, ?)').run(id, at, toStateText(record));
      if (changes > 0) this.#keep(at, states);
    })();
  }

  keep(at: number, states: KeptStates): void {
    this.database.transaction(() => this.#keep(at, states))();
  }

  withdraw(at: number, ids: readonly string[], states: KeptStates): void {
    this.database.transaction(() => {
      for (const id of ids) this.database.prepare('DELETE FROM record WHERE id = ?').run(id);
      this.#keep(at, states);
    })();
  }

  states(): KeptStates {
    return Object.fromEntries(rows(this.database, 'SELECT machine, state FROM state').map((row) => [String(row['machine']), fromStateText(String(row['state']))]));
  }

  /** Ids of the last records, oldest first. */
  lastIds(): string[] {
    return rows(this.database, 'SELECT id FROM record ORDER BY seq DESC LIMIT ?', LAST_IDS).map((row) => String(row['id'])).reverse();
  }

  /** Once a day: a whole copy, the last seven kept; and only the last 200 000 records stay. @param at real wall time, ms. */
  tidy(at: number): void {
    const name = join(this.backupFolder, `journal-${new Date(at).toISOString().slice(0, 10)}.db`);
    if (existsSync(name)) return;
    this.database.prepare('DELETE FROM record WHERE seq <= (SELECT MAX(seq) FROM record) - ?').run(KEPT_RECORDS);
    // A copy that is cut short must not pass for a backup: it gets its name when it is whole.
    const unfinished = `${name}.unfinished`;
    rmSync(unfinished, { force: true });
    this.database.prepare('VACUUM INTO ?').run(unfinished);
    renameSync(unfinished, name);
    for (const old of backups(this.backupFolder).slice(KEPT_BACKUPS)) rmSync(old, { force: true });
  }

  close(): void {
    // libsql leaves the log beside the file when statements are still referred to: it is folded in here.
    this.database.pragma('wal_checkpoint(TRUNCATE)');
    this.database.close();
  }

  #keep(at: number, states: KeptStates): void {
    const put = this.database.prepare('INSERT OR REPLACE INTO state (machine, at, state) VALUES (?, ?, ?)');
    for (const [machine, state] of Object.entries(states)) put.run(machine, at, toStateText(state));
  }
}

/** Whole backups, newest first. */
const backups = (folder: string): string[] =>
  readdirSync(folder)
    .filter((entry) => /^journal-[\d-]+\.db$/.test(entry))
    .sort()
    .reverse()
    .map((entry) => join(folder, entry));
