import type { Instant, Interval } from '../time/instant.ts';
import { wallClock } from '../time/zone.ts';
import { MWH_PER_KWH } from '../units/energy.ts';
import { likeDays, sameTimeOf, type PastDay, type PastSlot } from './pastDay.ts';
import { ascending, quantile } from './quantile.ts';

/** The day as it stands: mWh and micro before standing charge, known up to `until`. */
export interface DaySoFar {
  readonly day: Interval;
  readonly until: Instant;
  readonly import: number;
  readonly cost: number | null;
}

export interface Range {
  readonly low: number;
  readonly high: number;
}

/** What the day likely comes to by midnight: mWh and micro. Four of five such days of this home ended within it. */
export interface LikelyTotal {
  readonly import: Range;
  /** Null where the rest of the day has no price, or the day so far none. */
  readonly cost: Range | null;
  readonly days: number;
}

/** Share of days left out at either end: what changes from week to week takes another tenth. */
const TAIL = 0.05;

/**
 * The day so far and what this home's own days of the kind used after the same minute, at today's prices (U6).
 * @param priceAt micro per kWh of import, null where none is known. Null while too few days are known.
 * @throws RangeError for an unknown zone.
 */
export function likelyByMidnight(past: readonly PastDay[], so: DaySoFar, zone: string, priceAt: (at: Instant) => number | null): LikelyTotal | null {
  const like = likeDays(past, so.until, zone, ['kind', 'any']);
  if (!like) return null;
  const priceOf = byMinute(so.day, zone, priceAt);
  const rests = like.days.map((day) => restOf(day, sameTimeOf(day, so.until, zone), zone, priceOf));
  const costs = rests.flatMap(({ cost }) => (cost === null ? [] : [cost]));
  return {
    import: rangeFrom(so.import, rests.map((rest) => rest.import)),
    cost: so.cost === null || costs.length < rests.length ? null : rangeFrom(so.cost, costs),
    days: like.days.length,
  };
}

function rangeFrom(soFar: number, rests: readonly number[]): Range {
  const sorted = ascending(rests);
  return { low: soFar + quantile(sorted, TAIL), high: soFar + quantile(sorted, 1 - TAIL) };
}

interface Rest {
  readonly import: number;
  readonly cost: number | null;
}

function restOf(day: PastDay, from: Instant, zone: string, priceOf: (minute: number) => number | null): Rest {
  return day.slots.reduce<Rest>((sum, slot) => added(sum, slot, from, zone, priceOf), { import: 0, cost: 0 });
}

function added(sum: Rest, slot: PastSlot, from: Instant, zone: string, priceOf: (minute: number) => number | null): Rest {
  const share = (slot.end - Math.max(from, slot.start)) / (slot.end - slot.start);
  if (share <= 0) return sum;
  const energy = (slot.import ?? 0) * share;
  const price = priceOf(wallClock(slot.start, zone).minuteOfDay);
  return { import: sum.import + energy, cost: sum.cost === null || price === null ? null : sum.cost + (energy / MWH_PER_KWH) * price };
}

/** Today's price by the minute that a clock shows; of an hour that comes twice the later one. */
function byMinute(day: Interval, zone: string, priceAt: (at: Instant) => number | null): (minute: number) => number | null {
  const STEP = 15;
  const prices = new Map<number, number | null>();
  for (let at: number = day.start; at < day.end; at += STEP * 60_000) prices.set(Math.floor(wallClock(at as Instant, zone).minuteOfDay / STEP), priceAt(at as Instant));
  // A minute that today's clock leaves out is priced as the one after it.
  return (minute) => prices.get(Math.floor(minute / STEP)) ?? prices.get(Math.floor(minute / STEP) + 60 / STEP) ?? null;
}
