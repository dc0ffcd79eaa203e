import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Backups } from './backups.ts';
import { foldLog, orClosed, rows, transact, type Database } from './database.ts';
import { markMirrored, Mirror, MIRRORED_TABLE, mirroredIn } from './mirror.ts';
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
  { version: 1_002, sql: MIRRORED_TABLE },
];
/** Counted, not dated: a clock that was wrong must not empty the journal. Years of an ordinary home. */
const KEPT_RECORDS = 200_000;
const KEPT_BACKUPS = 7;
/** More than all machines together can have under way. */
const LAST_IDS = 256;

/** What was done to the journal, as its mirror has it. */
type Mirrored =
  | { readonly done: 'store'; readonly id: string; readonly at: number; readonly record: unknown; readonly states: KeptStates }
  | { readonly done: 'withdraw'; readonly at: number; readonly ids: readonly string[]; readonly states: KeptStates };

/** States as texts by machine, as they were put into the store. */
type Written = readonly (readonly [machine: string, text: string])[];

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
    private readonly mirror: Mirror<Mirrored>,
    readonly storeId: string,
    readonly notes: readonly string[],
    readonly replaced: Replaced | null,
  ) {}

  /** @throws when the folder or disk does not let a database be opened. */
  static open(folder: string): Journal {
    const backups = new Backups(join(folder, 'backup'), 'journal', KEPT_BACKUPS);
    const { database, notes, replaced } = openDatabase({ file: join(folder, 'journal.db'), synchronous: 'FULL', schema: SCHEMA, backups: backups.files, progress: mirroredIn });
    return orClosed(database, () => {
      if (replaced !== null) database.prepare("DELETE FROM about WHERE key = 'storeId'").run();
      database.prepare("INSERT OR IGNORE INTO about VALUES ('storeId', ?)").run(randomUUID());
      const [about] = rows(database, "SELECT value FROM about WHERE key = 'storeId'");
      const journal = new Journal(database, backups, new Mirror<Mirrored>(join(folder, 'backup', 'journal.mirror'), true, database), String(about?.['value']), notes, replaced);
      journal.#takeUp();
      return journal;
    });
  }

  /** Committed and on the disk when it returns. The same id a second time changes nothing. @throws what the disk says: then nothing of it is there, now or at the next start. */
  store(id: string, at: number, record: unknown, states: KeptStates): void {
    this.mirror.during({ done: 'store', id, at, record, states }, (n) => this.#do(n, () => this.#store(id, at, record, states)));
  }

  keep(at: number, states: KeptStates): void {
    this.#commit(() => {
      this.mirror.overtake();
      return this.#keep(at, states);
    });
  }

  withdraw(at: number, ids: readonly string[], states: KeptStates): void {
    this.mirror.during({ done: 'withdraw', at, ids, states }, (n) => this.#do(n, () => this.#withdraw(at, ids, states)));
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
    return rows(this.database, 'SELECT seq, id, at, record FROM record WHERE seq > ? ORDER BY seq LIMIT ?', after, most).map(recordOf);
  }

  /** The newest first, of a time [from, to) in ms UTC. @param before only those with a smaller `seq`. */
  recordsBetween(from: number, to: number, before: number, most: number): JournalRecord[] {
    return rows(this.database, 'SELECT seq, id, at, record FROM record WHERE at >= ? AND at < ? AND seq < ? ORDER BY seq DESC LIMIT ?', from, to, before, most).map(recordOf);
  }

  /** Once a day: a whole copy, the last seven kept; and only the last 200 000 records stay. @param at the home's wall time, ms UTC. */
  tidy(at: number): void {
    const made = this.backups.daily(at, (file) => {
      this.database.prepare('DELETE FROM record WHERE seq <= (SELECT MAX(seq) FROM record) - ?').run(KEPT_RECORDS);
      this.database.prepare('VACUUM INTO ?').run(file);
    });
    if (!made) return;
    foldLog(this.database);
    this.mirror.turnOver();
  }

  close(): void {
    foldLog(this.database);
    this.database.close();
  }

  /** What was acknowledged and is not here: the end of a log cut off, or later than the copy that took the journal's place. */
  #takeUp(): void {
    for (const { n, written } of this.mirror.lacking()) {
      const { at, states } = written;
      this.#do(n, () => (written.done === 'store' ? this.#store(written.id, at, written.record, states) : this.#withdraw(at, written.ids, states)));
    }
  }

  #do(n: number, work: () => Written): void {
    this.#commit(() => {
      markMirrored(this.database, n);
      return work();
    });
  }

  #store(id: string, at: number, record: unknown, states: KeptStates): Written {
    const { changes } = this.database.prepare('INSERT OR IGNORE INTO record (id, at, record) VALUES (?, ?, ?)').run(id, at, toStateText(record));
    return changes > 0 ? this.#keep(at, states) : [];
  }

  #withdraw(at: number, ids: readonly string[], states: KeptStates): Written {
    for (const id of ids) this.database.prepare('DELETE FROM record WHERE id = ?').run(id);
    return this.#keep(at, states);
  }

  /** One transaction; what it wrote counts as written when it is committed. */
  #commit(work: () => Written): void {
    for (const [machine, text] of transact(this.database, work)) this.#written.set(machine, text);
  }

  #keep(at: number, states: KeptStates): Written {
    const put = this.database.prepare('INSERT OR REPLACE INTO state (machine, at, state) VALUES (?, ?, ?)');
    const changed = Object.entries(states)
      .map(([machine, state]) => [machine, toStateText(state)] as const)
      .filter(([machine, text]) => this.#written.get(machine) !== text);
    for (const [machine, text] of changed) put.run(machine, at, text);
    return changed;
  }
}

const recordOf = (row: Readonly<Record<string, unknown>>): JournalRecord => ({ seq: Number(row['seq']), id: String(row['id']), at: Number(row['at']), record: String(row['record']) });
