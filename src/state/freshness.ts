/** What the age of a value is called. It changes no emphasis and no automation: those go by the kind. */
export type AgeWord = 'fresh' | 'late' | 'stale';

/** How far a live value can be believed. Ages in ms of the home's time. */
export type Freshness =
  | { readonly kind: 'fresh'; readonly age: number; readonly word: AgeWord }
  | { readonly kind: 'stale'; readonly age: number; readonly at: number; readonly word: AgeWord }
  | { readonly kind: 'unknown' };

const SHORTEST = 15_000;
/** From here on the time it was measured says more than its age. */
const LONGEST_LATE = 60_000;
/** A gas meter tells by the half-hour. */
const GAS_FRESH = 45 * 60_000;
/** ms of real time that the link of a fast replay is given before its value counts as stale. */
const DELIVERY = 2_000;

const delivery = (pace: number): number => (pace > 1 ? pace * DELIVERY : 0);

/** Stale after max(15 s, 3 periods) (DESIGN, Units); a replay at speed gets what two real seconds are worth. */
export const staleAfter = (period: number, pace: number): number => Math.max(SHORTEST, 3 * period, delivery(pace));

/** Late once the next reading is overdue by half its period, 15 s at least; called stale after a minute or three periods. */
export function ageWord(age: number, period: number, pace: number): AgeWord {
  if (age <= Math.max(SHORTEST, 1.5 * period, delivery(pace))) return 'fresh';
  return age <= Math.max(LONGEST_LATE, staleAfter(period, pace)) ? 'late' : 'stale';
}

/** @param age ms since a gas meter told. */
export const isGasFresh = (age: number): boolean => age <= GAS_FRESH;

/** @param at when it was measured, @param now the home's time: ms UTC, null = not known. @param period ms. */
export function freshnessOf(at: number | null, now: number | null, period: number, pace: number): Freshness {
  if (at === null || now === null) return { kind: 'unknown' };
  const age = Math.max(0, now - at);
  const word = ageWord(age, period, pace);
  return age > staleAfter(period, pace) ? { kind: 'stale', age, at, word } : { kind: 'fresh', age, word };
}
