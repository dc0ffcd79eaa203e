import { closeSync, existsSync, fstatSync, fsyncSync, ftruncateSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';
import { rows, type Database } from './database.ts';
import { fromStateText, toStateText } from './stateText.ts';

/** In a mirrored store: the number of the last entry that is in it. */
export const MIRRORED_TABLE = 'CREATE TABLE IF NOT EXISTS mirrored (only INTEGER PRIMARY KEY CHECK (only = 1), n INTEGER NOT NULL);';
export const markMirrored = (database: Database, n: number): void => void database.prepare('INSERT OR REPLACE INTO mirrored VALUES (1, ?)').run(n);
/** The last entry that a store has. @throws SQLite's error for a store of before there was a mirror. */
export const mirroredIn = (database: Database): number => Number(rows(database, 'SELECT n FROM mirrored')[0]?.['n'] ?? 0);

const LINE = /^([0-9a-f]{8}) ((\d+) (\S+))$/;
const checkOf = (text: string): string => crc32(text).toString(16).padStart(8, '0');

export interface MirrorEntry<Written> {
  readonly n: number;
  readonly written: Written;
}

/**
 * What is written to a store a second time, in a file that only grows, since the store's newest copy and the one before: a
 * store that is damaged, or lost the end of its log, takes up from it what it lacks. A line that is not whole is passed over.
 */
export class Mirror<Written> {
  readonly #former: string;
  #last: number;

  /** @param sync whether an entry must be on the disk, and not only with the system, when its work begins. */
  constructor(
    private readonly file: string,
    private readonly sync: boolean,
    private readonly database: Database,
  ) {
    this.#former = `${file}.former`;
    this.#last = Math.max(mirroredIn(database), ...[...this.#lines()].map(({ n }) => n));
  }

  /**
   * Writes an entry, then does the work that puts it into the store. Where either fails the entry goes again: what was
   * answered as failed must not be taken up at the next start. The room that it had is enough for that on a full disk too.
   * @param work is given the entry's number, to be marked in the store with what is written there. @throws the file system's error, and what the work throws.
   */
  during<T>(written: Written, work: (n: number) => T): T {
    const handle = openSync(this.file, 'a', 0o600);
    const { size } = fstatSync(handle);
    try {
      return work(this.#append(handle, written));
    } catch (error) {
      ftruncateSync(handle, size);
      if (this.sync) fsyncSync(handle);
      throw error;
    } finally {
      closeSync(handle);
    }
  }

  /** Within a transaction that has no entry of its own: an older one that failed, and could not be taken back either, does not come over it. */
  overtake(): void {
    if (mirroredIn(this.database) < this.#last) markMirrored(this.database, this.#last);
  }

  /** What the store lacks, oldest first. */
  *lacking(): Generator<MirrorEntry<Written>> {
    const has = mirroredIn(this.database);
    // The check says that it is what was written here.
    for (const { n, text } of this.#lines()) if (n > has) yield { n, written: fromStateText(inflateRawSync(Buffer.from(text, 'base64')).toString()) as Written };
  }

  /** The store has a new copy: what is older than the copy before is not needed. */
  turnOver(): void {
    if (existsSync(this.file)) renameSync(this.file, this.#former);
  }

  #append(handle: number, written: Written): number {
    this.#last++;
    const text = `${this.#last} ${deflateRawSync(toStateText(written)).toString('base64')}`;
    // A line end before it too: after one that was cut this one still stands alone.
    writeFileSync(handle, `\n${checkOf(text)} ${text}\n`);
    if (this.sync) fsyncSync(handle);
    return this.#last;
  }

  *#lines(): Generator<{ readonly n: number; readonly text: string }> {
    for (const file of [this.#former, this.file].filter((one) => existsSync(one)))
      for (const line of readFileSync(file, 'latin1').split('\n')) {
        const [, check, whole = '', n, text = ''] = LINE.exec(line) ?? [];
        if (check !== undefined && check === checkOf(whole)) yield { n: Number(n), text };
      }
  }
}
