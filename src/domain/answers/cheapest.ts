import type { Instant, Interval } from '../time/instant.ts';

/** A price of a time, micro per kWh; `known` false where it is somebody's guess. */
export interface KnownPrice extends Interval {
  readonly importPrice: number;
  readonly known: boolean;
}

/** What is asked: so many ms at one go, begun not before `from`, over by `by`. */
export interface CheapestQuestion {
  readonly from: Instant;
  readonly by: Instant;
  readonly length: number;
}

/** `pricesEnd` = prices are known only until then, before what was asked for; null = they reach. */
export type Cheapest =
  | { readonly kind: 'found'; readonly start: Instant; readonly end: Instant; /** Micro per kWh over it, and over one begun at once. */ readonly price: number; readonly priceNow: number; readonly pricesEnd: Instant | null }
  | { readonly kind: 'too-short' }
  | { readonly kind: 'no-prices'; readonly pricesEnd: Instant | null };

/** The cheapest time at one go under published prices; of equals the earliest. @param prices in order of time. */
export function cheapest(prices: readonly KnownPrice[], { from, by, length }: CheapestQuestion): Cheapest {
  if (length <= 0 || from + length > by) return { kind: 'too-short' };
  const known = knownFrom(prices, from);
  const end = known.at(-1)?.end ?? null;
  const pricesEnd = end !== null && end < by ? end : null;
  const latest = Math.min(end ?? -Infinity, by) - length;
  if (latest < from) return { kind: 'no-prices', pricesEnd };
  const best = startsOf(known, from, latest, length).map((start) => ({ start, price: meanOver(known, start, length) })).reduce((a, b) => (b.price < a.price ? b : a));
  return { kind: 'found', start: best.start, end: (best.start + length) as Instant, price: best.price, priceNow: meanOver(known, from, length), pricesEnd };
}

/** As far as prices are published without a gap. */
function knownFrom(prices: readonly KnownPrice[], from: Instant): readonly KnownPrice[] {
  const run: KnownPrice[] = [];
  for (const slot of prices) {
    if (slot.end <= from) continue;
    const expected = run.at(-1)?.end ?? from;
    if (!slot.known || slot.start > expected) break;
    run.push(slot);
  }
  return run;
}

/** The mean is linear between these, so the least of it is at one of them. */
function startsOf(prices: readonly KnownPrice[], from: Instant, latest: number, length: number): readonly Instant[] {
  const edges = prices.flatMap(({ start, end }) => [start, end - length, end]);
  return [...new Set([from, ...edges, latest])].filter((at) => at >= from && at <= latest).sort((a, b) => a - b) as Instant[];
}

function meanOver(prices: readonly KnownPrice[], start: number, length: number): number {
  const sum = prices.reduce((total, slot) => total + slot.importPrice * Math.max(0, Math.min(slot.end, start + length) - Math.max(slot.start, start)), 0);
  return sum / length;
}
