import { type Interval, lengthOf, MINUTE } from '../time/instant.ts';

/** What a householder wants to be told of; null = not that. */
export interface HighUseLimits {
  /** W, held for at least so many minutes. */
  readonly power: { readonly watts: number; readonly minutes: number } | null;
  /** mWh a local day. */
  readonly dayEnergy: number | null;
  /** Micro a local day, before standing charge. */
  readonly dayCost: number | null;
}

/** A peak shorter than this is a kettle, whatever was asked (U5). */
export const SHORTEST = 5;

/** W over a time. */
export interface PowerOver extends Interval {
  readonly power: number;
}

/** The home as it is now: its last minutes in order, and the day so far. */
export interface UseNow {
  readonly lately: readonly PowerOver[];
  readonly dayEnergy: number | null;
  readonly dayCost: number | null;
}

export type HighUse =
  | { readonly kind: 'power'; readonly watts: number; /** ms it has lasted. */ readonly lasts: number }
  | { readonly kind: 'day-energy'; readonly over: number }
  | { readonly kind: 'day-cost'; readonly over: number };

/** What of the limits is exceeded now; what is not known exceeds nothing. */
export function highUse(limits: HighUseLimits, now: UseNow): readonly HighUse[] {
  const { power, dayEnergy, dayCost } = limits;
  const found: HighUse[] = [];
  if (power) {
    const run = runAbove(now.lately, power.watts);
    const lasts = run.reduce((sum, one) => sum + lengthOf(one), 0);
    if (lasts >= Math.max(SHORTEST, power.minutes) * MINUTE) found.push({ kind: 'power', watts: run.reduce((sum, one) => sum + one.power * lengthOf(one), 0) / lasts, lasts });
  }
  if (dayEnergy !== null && now.dayEnergy !== null && now.dayEnergy > dayEnergy) found.push({ kind: 'day-energy', over: now.dayEnergy - dayEnergy });
  if (dayCost !== null && now.dayCost !== null && now.dayCost > dayCost) found.push({ kind: 'day-cost', over: now.dayCost - dayCost });
  return found;
}

/** The latest stretches that lie above without a break or a hole. */
function runAbove(lately: readonly PowerOver[], watts: number): readonly PowerOver[] {
  const run: PowerOver[] = [];
  for (const one of [...lately].reverse()) {
    const next = run[0];
    if (one.power <= watts || (next && one.end < next.start)) break;
    run.unshift(one);
  }
  return run;
}
