/** How far a live value can be believed. Ages in ms of the home's time. */
export type Freshness =
  | { readonly kind: 'fresh'; readonly age: number }
  | { readonly kind: 'stale'; readonly age: number; readonly at: number }
  | { readonly kind: 'unknown' };

const SHORTEST = 15_000;
/** ms of real time that the link of a fast replay is given before its value counts as stale. */
const DELIVERY = 2_000;

/** Stale after max(15 s, 3 periods) (DESIGN, Units); a replay at speed gets what two real seconds are worth. */
export const staleAfter = (period: number, pace: number): number => Math.max(SHORTEST, 3 * period, pace > 1 ? pace * DELIVERY : 0);

/** @param at when it was measured, @param now the home's time: ms UTC, null = not known. @param period ms. */
export function freshnessOf(at: number | null, now: number | null, period: number, pace: number): Freshness {
  if (at === null || now === null) return { kind: 'unknown' };
  const age = Math.max(0, now - at);
  return age > staleAfter(period, pace) ? { kind: 'stale', age, at } : { kind: 'fresh', age };
}
