import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Backups } from './backups.ts';
import { rows, transact, type Database } from './database.ts';
import { openDatabase, type Replaced } from './openDatabase.ts';
import type { Schema } from './schema.ts';
import { fromStateText, toStateText, type KeptStates } from './stateText.ts';

const SCHEMA: Schema = [
  {
    version: 1_001,
    sql: `
CREATE TABLE IF NOT EXISTS about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS record (seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, at INTEGER NOT NULL, record TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS state (machine TEXT PRIMARY KEY, at INTEGER NOT NULL, state TEXT NOT NULL) WITHOUT ROWID;
`,
  },
];
/** Counted, not dated: a clock that was wrong must not empty the journal. Years of an ordinary home. */
const KEPT_RECORDS = 200_000;
const KEPT_BACKUPS = 7;
/** More than all machines together can have under way. */
const LAST_IDS = 256;

export interface JournalRecord {
  readonly seq: number;
  readonly id: string;
  readonly at: number;
  /** As it was stored; exact integers as text. */
  readonly record: string;
}

/** What must survive anything: limits, consents, wishes, plans, log; and the machine states that go with them. */
export class Journal {
  /** The state texts as they stand in the store: what has not changed is not written again. */
  readonly #written = new Map<string, string>();

  private constructor(
    private readonly database: Database,
    private readonly backups: Backups,
    readonly storeId: string,
    readonly notes: readonly string[],
    readonly replaced: Replaced | null,
  ) {}

  /** @throws when the folder or disk does not let a database be opened. */
  static open(folder: string): Journal {
    const backups = new Backups(join(folder, 'backup'), 'journal', KEPT_BACKUPS);
    const { database, notes, replaced } = openDatabase({ file: join(folder, 'journal.db'), synchronous: 'FULL', schema: SCHEMA, backups: backups.files });
    if (replaced !== null) database.prepare("DELETE FROM about WHERE key = 'storeId'").run();
    database.prepare("INSERT OR IGNORE INTO about VALUES ('storeId', ?)").run(randomUUID());
    const [about] = rows(database, "SELECT value FROM about WHERE key = 'storeId'");
    return new Journal(database, backups, String(about?.['value']), notes, replaced);
  }

  /** Committed and on the disk when it returns. The same id a second time changes nothing. */
  store(id: string, at: number, record: unknown, states: KeptStates): void {
    this.#commit(() => {
      const { changes } = this.database.prepare('INSERT OR IGNORE INTO record (id, at, record) VALUES (?, ?, ?)').run(id, at, toStateText(record));
      return changes > 0 ? this.#keep(at, states) : [];
    });
  }

  keep(at: number, states: KeptStates): void {
    this.#commit(() => this.#keep(at, states));
  }

  withdraw(at: number, ids: readonly string[], states: KeptStates): void {
    this.#commit(() => {
      for (const id of ids) this.database.prepare('DELETE FROM record WHERE id = ?').run(id);
      return this.#keep(at, states);
    });
  }

  states(): KeptStates {
    return Object.fromEntries(rows(this.database, 'SELECT machine, state FROM state').map((row) => [String(row['machine']), fromStateText(String(row['state']))]));
  }

  /** Ids of the last records, oldest first. */
  lastIds(): string[] {
    return rows(this.database, 'SELECT id FROM record ORDER BY seq DESC LIMIT ?', LAST_IDS).map((row) => String(row['id'])).reverse();
  }

  /** Records in the order in which they were stored. @param after the `seq` of the last one that is known. */
  recordsAfter(after: number, most: number): JournalRecord[] {
    const found = rows(this.database, 'SELECT seq, id, at, record FROM record WHERE seq > ? ORDER BY seq LIMIT ?', after, most);
    return found.map((row) => ({ seq: Number(row['seq']), id: String(row['id']), at: Number(row['at']), record: String(row['record']) }));
  }

  /** Once a day: a whole copy, the last seven kept; and only the last 200 000 records stay. @param at real wall time, ms. */
  tidy(at: number): void {
    this.backups.daily(at, (file) => {
      this.database.prepare('DELETE FROM record WHERE seq <= (SELECT MAX(seq) FROM record) - ?').run(KEPT_RECORDS);
      this.database.prepare('VACUUM INTO ?').run(file);
    });
  }

  close(): void {
    // libsql leaves the log beside the file when statements are still referred to: it is folded in here.
    this.database.pragma('wal_checkpoint(TRUNCATE)');
    this.database.close();
  }

  /** One transaction; what it wrote counts as written when it is committed. */
  #commit(work: () => readonly (readonly [string, string])[]): void {
    for (const [machine, text] of transact(this.database, work)) this.#written.set(machine, text);
  }

  #keep(at: number, states: KeptStates): (readonly [string, string])[] {
    const put = this.database.prepare('INSERT OR REPLACE INTO state (machine, at, state) VALUES (?, ?, ?)');
    const changed = Object.entries(states)
      .map(([machine, state]) => [machine, toStateText(state)] as const)
      .filter(([machine, text]) => this.#written.get(machine) !== text);
    for (const [machine, text] of changed) put.run(machine, at, text);
    return changed;
  }
}
