import { chmodSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { renameDurably } from '../../durableFile.ts';
import { dayNameOf } from './unsealed.ts';

/** Six of them sort by name, too, for as long as a home may live. */
const DIGITS = 6;

interface Copy {
  readonly name: string;
  /** Of its making, from 1; 0 of a build that did not number them. */
  readonly number: number;
  readonly day: string;
}

/** Whole copies of one store, one a day, the newest few kept. */
export class Backups {
  constructor(
    private readonly folder: string,
    private readonly store: 'journal' | 'telemetry',
    private readonly kept: number,
  ) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
  }

  /** Absolute files, newest first, in the order in which they were made: the days in their names are told by a clock that may be wrong. A copy that was cut short is none. */
  get files(): readonly string[] {
    return this.#copies.map(({ name }) => join(this.folder, name));
  }

  /**
   * Makes the day's copy, unless the newest is of this day. It gets its name when it is whole and on the disk.
   * @param at the home's wall time, ms UTC. @param copy writes a whole copy to the file it is given. @returns whether one was made. @throws what the disk says; what was kept is kept.
   */
  daily(at: number, copy: (file: string) => void): boolean {
    const day = dayNameOf(at);
    const [newest] = this.#copies;
    if (newest?.day === day) return false;
    const name = join(this.folder, `${this.store}-${String((newest?.number ?? 0) + 1).padStart(DIGITS, '0')}-${day}.db`);
    const unfinished = `${name}.unfinished`;
    this.#clear();
    try {
      copy(unfinished);
    } catch (error) {
      this.#clear();
      throw error;
    }
    renameDurably(unfinished, name);
    for (const old of this.files.slice(this.kept)) rmSync(old, { force: true });
    return true;
  }

  /** What was cut short takes room only, which on a full disk the journal needs. */
  #clear(): void {
    for (const name of readdirSync(this.folder)) if (name.startsWith(`${this.store}-`) && name.endsWith('.unfinished')) rmSync(join(this.folder, name), { force: true });
  }

  /** Newest first. Copies of builds that did not number them are older than all that are. */
  get #copies(): readonly Copy[] {
    const whole = new RegExp(`^${this.store}-(?:(\\d{${DIGITS},})-)?(\\d{4}-\\d\\d-\\d\\d)\\.db$`);
    return readdirSync(this.folder)
      .flatMap((name) => {
        const [, number = 0, day] = whole.exec(name) ?? [];
        return day === undefined ? [] : [{ name, number: Number(number), day }];
      })
      .sort((a, b) => b.number - a.number || (a.day < b.day ? 1 : -1));
  }
}
