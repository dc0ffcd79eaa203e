import type { DayTotal } from '#wire/history/catalogue.ts';
import { dayTotals } from '#wire/history/dayTotals.ts';
import { HISTORY_MOST } from '#wire/message/history.ts';
import { after, type Instant, type Interval } from '#domain/time/instant.ts';
import { daysTouched } from '#domain/time/zone.ts';
import { rows, transact, type Database } from './database.ts';
import type { Slots } from './slots.ts';

const DAY = 86_400_000;
/** UTC days summed at one time: years, after an update or in another zone, hold up no store. */
const MOST_AT_ONCE = 30;

/**
 * Sums of slots by local day, kept: each link asks for all of them. The store itself marks a UTC day in which a slot came
 * or went (`unsummed`), so that what another build writes counts too; what is marked is summed anew when it is asked for.
 */
export class DaySums {
  constructor(
    private readonly database: Database,
    private readonly slots: Slots,
  ) {}

  /** Oldest first; null when some are still to be summed: ask again. @throws SQLite's error. */
  of(zone: string): readonly DayTotal[] | null {
    if (this.#isBehind(zone)) transact(this.database, () => this.#catchUp(zone));
    if (this.#isBehind(zone)) return null;
    return rows(this.database, 'SELECT total FROM day_sum ORDER BY start').map(({ total }) => JSON.parse(String(total)) as DayTotal);
  }

  #isBehind(zone: string): boolean {
    return this.#zone !== zone || this.#unsummed(1).length > 0;
  }

  #catchUp(zone: string): void {
    if (this.#zone !== zone) this.#beginAnew(zone);
    const days = this.#unsummed(MOST_AT_ONCE);
    const touched = new Map(days.flatMap((day) => daysTouched(spanOf(day), zone)).map(({ interval }) => [interval.start, interval]));
    for (const interval of touched.values()) this.#sum(interval, zone);
    for (const day of days) this.database.prepare('DELETE FROM unsummed WHERE day = ?').run(day);
  }

  #sum({ start, end }: Interval, zone: string): void {
    this.database.prepare('DELETE FROM day_sum WHERE start = ?').run(start);
    const [total] = dayTotals(this.slots.between(start, end, HISTORY_MOST), zone);
    if (total) this.database.prepare('INSERT INTO day_sum VALUES (?, ?)').run(start, JSON.stringify(total));
  }

  #beginAnew(zone: string): void {
    this.database.exec('DELETE FROM day_sum; INSERT OR IGNORE INTO unsummed SELECT DISTINCT start / 86400000 FROM slot');
    this.database.prepare('INSERT OR REPLACE INTO summed_zone VALUES (1, ?)').run(zone);
  }

  get #zone(): unknown {
    return rows(this.database, 'SELECT zone FROM summed_zone')[0]?.['zone'];
  }

  /** Days since 1970, UTC, oldest first. */
  #unsummed(most: number): number[] {
    return rows(this.database, 'SELECT day FROM unsummed ORDER BY day LIMIT ?', most).map(({ day }) => Number(day));
  }
}

const spanOf = (day: number): Interval => ({ start: (day * DAY) as Instant, end: after((day * DAY) as Instant, DAY) });
