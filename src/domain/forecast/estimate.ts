import type { Instant, Interval } from '../time/instant.ts';
import { HALF_HOUR } from './habit.ts';

/** A tenth of a normal distribution lies this many deviations below its mean. */
export const NORMAL_TENTH = 1.2816;

/** What is expected of a moment, in the unit of the series. */
export interface Estimate {
  readonly mean: number;
  /** Standard deviation. */
  readonly spread: number;
  /** What it is below with one chance in ten, one in two, nine in ten. */
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
}

/** Whether an estimate rests on something: `stale` on what is old or not believed, `missing` on nothing learned. */
export type Standing = 'known' | 'stale' | 'missing';

export interface SlotEstimate extends Estimate {
  readonly standing: Standing;
}

/** An estimate of a normal distribution. */
export const normal = (mean: number, spread: number): Estimate => ({ mean, spread, p10: mean - NORMAL_TENTH * spread, p50: mean, p90: mean + NORMAL_TENTH * spread });

/** The time-weighted mean of what is expected of the half-hours that an interval touches. */
export function meanOver({ start, end }: Interval, estimateAt: (at: Instant) => Estimate): Estimate {
  const sum = { mean: 0, spread: 0, p10: 0, p50: 0, p90: 0 };
  for (let from: number = start; from < end; ) {
    const to = Math.min(end, (Math.floor(from / HALF_HOUR) + 1) * HALF_HOUR);
    const part = estimateAt(from as Instant);
    const share = (to - from) / (end - start);
    sum.mean += share * part.mean;
    sum.spread += share * part.spread;
    sum.p10 += share * part.p10;
    sum.p50 += share * part.p50;
    sum.p90 += share * part.p90;
    from = to;
  }
  return sum;
}

/** How much wider an estimate is taken to be whose source is old or not believed. */
const STALE_WIDENS = 1.5;

/** The same estimate, not believed as much. */
export const widened = ({ mean, p10, p50, p90, spread }: Estimate): Estimate => ({
  mean, p50, spread: STALE_WIDENS * spread, p10: p50 + STALE_WIDENS * (p10 - p50), p90: p50 + STALE_WIDENS * (p90 - p50),
});

export const movedBy = ({ mean, spread, p10, p50, p90 }: Estimate, by: number): Estimate => ({ mean: mean + by, spread, p10: p10 + by, p50: p50 + by, p90: p90 + by });
