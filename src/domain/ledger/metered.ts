import type { Instant, Interval } from '../time/instant.ts';
import type { ExactEnergy } from '../units/money.ts';

/** Energy of one stretch as metered; a direction that is not known is null, never 0. */
export interface Metered extends Interval {
  readonly import: ExactEnergy | null;
  readonly export: ExactEnergy | null;
  /** True where somebody shared it out or filled it in. */
  readonly estimated: boolean;
}

/**
 * The part of an energy that falls in `piece` of `whole`, in proportion to time. Pieces that fill the whole add up to it:
 * each is a difference of two cumulative shares, cut to the quantum.
 */
export function shareOf<Energy extends bigint>(energy: Energy, piece: Interval, whole: Interval): Energy {
  const length = BigInt(whole.end - whole.start);
  const until = (at: Instant): bigint => (energy * BigInt(at - whole.start)) / length;
  return (until(piece.end) - until(piece.start)) as Energy;
}

/** What of a metered stretch lies in an interval; itself where all of it does, else shared out and estimated. */
export function within(metered: Metered, interval: Interval): Metered | undefined {
  const start = Math.max(metered.start, interval.start) as Instant;
  const end = Math.min(metered.end, interval.end) as Instant;
  if (start >= end) return undefined;
  if (start === metered.start && end === metered.end) return metered;
  const piece = { start, end };
  const share = (energy: ExactEnergy | null): ExactEnergy | null => (energy === null ? null : shareOf(energy, piece, metered));
  return { start, end, import: share(metered.import), export: share(metered.export), estimated: true };
}
