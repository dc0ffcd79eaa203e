import { chmodSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { renameDurably } from '../../durableFile.ts';

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

  /** Absolute files, newest first; a copy that was cut short is none. */
  get files(): readonly string[] {
    const whole = new RegExp(`^${this.store}-[\\d-]+\\.db$`);
    return readdirSync(this.folder)
      .filter((entry) => whole.test(entry))
      .sort()
      .reverse()
      .map((entry) => join(this.folder, entry));
  }

  /**
   * Makes the day's copy, unless there is one. It gets its name when it is whole and on the disk.
   * @param at real wall time, ms. @param copy writes a whole copy to the file it is given. @returns whether one was made.
   */
  daily(at: number, copy: (file: string) => void): boolean {
    const name = join(this.folder, `${this.store}-${new Date(at).toISOString().slice(0, 10)}.db`);
    if (this.files.includes(name)) return false;
    const unfinished = `${name}.unfinished`;
    rmSync(unfinished, { force: true });
    copy(unfinished);
    renameDurably(unfinished, name);
    for (const old of this.files.slice(this.kept)) rmSync(old, { force: true });
    return true;
  }
}
