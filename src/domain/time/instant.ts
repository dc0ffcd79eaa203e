/** Milliseconds since 1970-01-01T00:00:00Z, UTC. */
export type Instant = number & { readonly __unit: 'ms UTC' };
/** A length of time in ms. */
export type Milliseconds = number & { readonly __unit: 'ms' };

export const SECOND = 1_000 as Milliseconds;
export const MINUTE = 60_000 as Milliseconds;
export const HOUR = 3_600_000 as Milliseconds;

/** @throws RangeError when the number is not a whole millisecond. */
export function instant(ms: number): Instant {
  if (!Number.isSafeInteger(ms)) throw new RangeError(`not a whole millisecond: ${ms}`);
  return ms as Instant;
}

export const ms = (value: number): Milliseconds => value as Milliseconds;
export const after = (at: Instant, length: number): Instant => (at + length) as Instant;

/** Half-open: `start` belongs to it, `end` does not. */
export interface Interval {
  readonly start: Instant;
  readonly end: Instant;
}

export const contains = (interval: Interval, at: Instant): boolean => interval.start <= at && at < interval.end;
export const lengthOf = (interval: Interval): Milliseconds => (interval.end - interval.start) as Milliseconds;

/** The boundary of a grid of `step` ms (counted from 1970 UTC) at or before an instant. */
export const floorTo = (at: Instant, step: number): Instant => (Math.floor(at / step) * step) as Instant;
