import type { Instant } from '../time/instant.ts';
import { likeDays, sameTimeOf, sumBetween, type LikeBasis, type PastDay } from './pastDay.ts';
import { median } from './quantile.ts';

/** What this home usually has used by this minute of such a day: medians, mWh and micro as it was then paid. */
export interface Usual {
  readonly import: number;
  /** Null where a price was missing. */
  readonly cost: number | null;
  readonly basis: LikeBasis;
  readonly days: number;
}

/** This home's own usual, from midnight to the minute of `at` (U7). Null while too few days are known. @throws RangeError for an unknown zone. */
export function usualBy(days: readonly PastDay[], at: Instant, zone: string): Usual | null {
  const like = likeDays(days, at, zone);
  if (!like) return null;
  const sums = like.days.map((day) => sumBetween(day.slots, { start: day.interval.start, end: sameTimeOf(day, at, zone) }));
  const costs = sums.flatMap(({ cost }) => (cost === null ? [] : [cost]));
  return {
    import: median(sums.map((sum) => sum.import)) ?? 0,
    cost: costs.length < sums.length ? null : (median(costs) ?? null),
    basis: like.basis,
    days: like.days.length,
  };
}

/** How far from the usual something is before it is called other than usual: a tenth, and never less than 0.1 kWh. */
const WIDTH = 0.1;
const LEAST_WIDTH = 100_000;

/** A word for the day so far against its usual, by energy, so that another price is no other use. */
export function againstUsual(imported: number, usual: Usual): { readonly word: 'less' | 'like' | 'more'; /** Of the usual, below zero for less. */ readonly share: number } {
  const difference = imported - usual.import;
  const share = usual.import > 0 ? difference / usual.import : 0;
  if (Math.abs(difference) <= Math.max(LEAST_WIDTH, WIDTH * usual.import)) return { word: 'like', share };
  return { word: difference < 0 ? 'less' : 'more', share };
}
