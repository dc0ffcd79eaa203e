import type { Instant } from '#domain/time/instant.ts';
import { localDay } from '#domain/time/zone.ts';
import type { DayTotal } from '#wire/history/catalogue.ts';
import type { ChunkRow } from '#wire/history/chunk.ts';
import { sumOf } from './pastSums.ts';
import { slotsOf } from './pastView.ts';

/** Sums of local days, of half-hours that come month by month; a day over two months is made when both are there. */
export class OwnDays {
  private readonly days = new Map<string, { readonly start: number; readonly end: number; readonly rows: ChunkRow[] }>();

  constructor(private readonly zone: string) {}

  add(rows: readonly ChunkRow[]): void {
    for (const row of rows) {
      const { date, interval } = localDay(Number(row['start']) as Instant, this.zone);
      const day = this.days.get(date) ?? { ...interval, rows: [] };
      this.days.set(date, day);
      day.rows.push(row);
    }
  }

  /** In lists of at most `most`, so that the page draws between two of them. */
  *totals(most: number): Generator<readonly DayTotal[]> {
    const days = [...this.days];
    for (let at = 0; at < days.length; at += most) yield days.slice(at, at + most).map(([date, { start, end, rows }]) => ({ date, ...sumOf({ start, end }, slotsOf(rows)) }));
  }
}
