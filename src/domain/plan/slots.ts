import { after, floorTo, MINUTE, SECOND, type Instant, type Interval } from '../time/instant.ts';

const FIVE = 5 * MINUTE;
const QUARTER = 15 * MINUTE;
const HALF_HOUR = 30 * MINUTE;
const NEAR = 24 * FIVE;
const MIDDLE = 40 * QUARTER;
const FAR = 72 * HALF_HOUR;
/** A plan takes effect at a boundary at least this far ahead (DESIGN, Wish -> plan -> act). */
export const COMMIT_LEAD = 2 * SECOND;

/** The first boundary of five minutes that a plan made now can still take effect at. */
export const nextBoundary = (now: Instant): Instant => floorTo(after(now, COMMIT_LEAD + FIVE - 1), FIVE);

function* run(from: number, to: number, step: number): Generator<Interval> {
  for (let start = from; start < to; start += step) yield { start: start as Instant, end: (start + step) as Instant };
}

/**
 * Slots of a planning horizon: 5 min for 2 h, 15 min for 10 h, 30 min for 36 h; 136 slots, a few fewer where the start
 * is not on a half-hour, so that the 15 min and 30 min slots stand on the tariff's quarters and half-hours.
 */
export function slotsFor(start: Instant): readonly Interval[] {
  const near = floorTo(after(start, NEAR), QUARTER);
  const middle = floorTo(after(near, MIDDLE), HALF_HOUR);
  return [...run(start, near, FIVE), ...run(near, middle, QUARTER), ...run(middle, middle + FAR, HALF_HOUR)];
}

/** Slots of one length from a start to the first boundary at or after an end. */
export const uniformSlots = (start: Instant, end: Instant, step: number): readonly Interval[] => [...run(start, end, step)];
