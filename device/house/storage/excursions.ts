import type { Excursion } from '#domain/safety/event.ts';
import { KEPT_DAYS } from '#domain/safety/tally.ts';
import { after } from '#domain/time/instant.ts';
import { rows, type Database } from './database.ts';
import type { Stamp } from './stamp.ts';

const DAY = 86_400_000;
/** A line that flutters must not fill the disk: the newest of its sags and swells stay. */
const KEPT = 50_000;

/** Sags and swells of three months (E7). */
export class Excursions {
  constructor(private readonly database: Database) {}

  /** Days with a sag or swell are counted, not dated: a clock that was wrong must not empty the list. @param stamp of a clock that may yet be put right. */
  add(excursions: readonly Excursion[], stamp: Stamp | null): void {
    if (excursions.length === 0) return;
    const put = this.database.prepare('INSERT INTO excursion (day, record) VALUES (?, ?)');
    for (const excursion of excursions) {
      if (this.#has(excursion)) continue;
      const { lastInsertRowid } = put.run(dayOf(excursion), JSON.stringify(excursion));
      if (stamp) this.database.prepare('INSERT INTO excursion_clock VALUES (?, ?, ?)').run(lastInsertRowid, stamp.boot, stamp.shift);
    }
    this.database.prepare('DELETE FROM excursion WHERE day < (SELECT DISTINCT day FROM excursion ORDER BY day DESC LIMIT 1 OFFSET ?)').run(KEPT_DAYS - 1);
    this.database.prepare('DELETE FROM excursion WHERE seq <= (SELECT MAX(seq) FROM excursion) - ?').run(KEPT);
  }

  /** Handed over a second time after a flush that failed late, or from the mirror. */
  #has(excursion: Excursion): boolean {
    return rows(this.database, 'SELECT seq FROM excursion WHERE day = ? AND record = ?', dayOf(excursion), JSON.stringify(excursion)).length > 0;
  }

  /** Oldest first. */
  get all(): Excursion[] {
    return rows(this.database, 'SELECT record FROM excursion ORDER BY seq').map(({ record }) => JSON.parse(String(record)) as Excursion);
  }

  /** Moves what a clock has told that was wrong; told by one that is only believed, it may have to move again. */
  putRight({ boot, shift, trust }: Stamp): void {
    const told = rows(this.database, 'SELECT seq, shift, record FROM excursion JOIN excursion_clock USING (seq) WHERE boot = ?', boot);
    for (const { seq, shift: toldBy, record } of told) {
      const excursion = JSON.parse(String(record)) as Excursion;
      const moved = shift - Number(toldBy);
      const right = { ...excursion, start: after(excursion.start, moved), end: after(excursion.end, moved) };
      this.database.prepare('UPDATE excursion SET day = ?, record = ? WHERE seq = ?').run(dayOf(right), JSON.stringify(right), seq);
    }
    if (trust === 'synced') this.database.prepare('DELETE FROM excursion_clock WHERE boot = ?').run(boot);
    else this.database.prepare('UPDATE excursion_clock SET shift = ? WHERE boot = ?').run(shift, boot);
  }
}

const dayOf = ({ start }: Excursion): number => Math.floor(start / DAY);
