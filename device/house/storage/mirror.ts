import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';
import { rows, type Database } from './database.ts';
import { fromStateText, toStateText } from './stateText.ts';

/** In a mirrored store: the number of the last entry that is in it. */
export const MIRRORED_TABLE = 'CREATE TABLE IF NOT EXISTS mirrored (only INTEGER PRIMARY KEY CHECK (only = 1), n INTEGER NOT NULL);';
export const markMirrored = (database: Database, n: number): void => void database.prepare('INSERT OR REPLACE INTO mirrored VALUES (1, ?)').run(n);
const mirroredIn = (database: Database): number => Number(rows(database, 'SELECT n FROM mirrored')[0]?.['n'] ?? 0);

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

  /** @param sync whether an entry must be on the disk, and not only with the system, when `append` returns. */
  constructor(
    private readonly file: string,
    private readonly sync: boolean,
    private readonly database: Database,
  ) {
    this.#former = `${file}.former`;
    this.#last = Math.max(mirroredIn(database), ...[...this.#lines()].map(({ n }) => n));
  }

  /** @returns its number, to be marked in the store with what is written there. @throws the file system's error. */
  append(written: Written): number {
    const n = this.#last + 1;
    const text = `${n} ${deflateRawSync(toStateText(written)).toString('base64')}`;
    const handle = openSync(this.file, 'a', 0o600);
    try {
      // A line end before it too: after one that was cut this one still stands alone.
      writeFileSync(handle, `\n${checkOf(text)} ${text}\n`);
      if (this.sync) fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    this.#last = n;
    return n;
  }

  /** What the store lacks, oldest first. */
  *lacking(): Generator<MirrorEntry<Written>> {
    const has = mirroredIn(this.database);
    // The check says that it is what `append` wrote.
    for (const { n, text } of this.#lines()) if (n > has) yield { n, written: fromStateText(inflateRawSync(Buffer.from(text, 'base64')).toString()) as Written };
  }

  /** The store has a new copy: what is older than the copy before is not needed. */
  turnOver(): void {
    if (existsSync(this.file)) renameSync(this.file, this.#former);
  }

  *#lines(): Generator<{ readonly n: number; readonly text: string }> {
    for (const file of [this.#former, this.file].filter((one) => existsSync(one)))
      for (const line of readFileSync(file, 'latin1').split('\n')) {
        const [, check, whole = '', n, text = ''] = LINE.exec(line) ?? [];
        if (check !== undefined && check === checkOf(whole)) yield { n: Number(n), text };
      }
  }
}
