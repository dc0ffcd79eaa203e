import type { Excursion } from './event.ts';

/** Sags and swells that this gateway saw begin on one UTC day. */
export interface DayTally {
  readonly day: number;
  readonly sags: number;
  readonly swells: number;
}

/** E7: three months. */
export const KEPT_DAYS = 92;
const DAY = 86_400_000;

/** What the meter counts stands in its own counters: here only what was seen, so that nothing is told twice. */
export function tallied(before: readonly DayTally[], over: readonly Excursion[]): readonly DayTally[] {
  let days = before;
  for (const { kind, start, by } of over) if (by === 'gateway') days = withOne(days, Math.floor(start / DAY), kind);
  return days;
}

function withOne(days: readonly DayTally[], day: number, kind: Excursion['kind']): readonly DayTally[] {
  const known = days.find((one) => one.day === day) ?? { day, sags: 0, swells: 0 };
  const added = kind === 'sag' ? { ...known, sags: known.sags + 1 } : { ...known, swells: known.swells + 1 };
  return [...days.filter((one) => one.day !== day), added];
}

/** Days of the last three months; the oldest go. @param today UTC day number. */
export const ofLate = (days: readonly DayTally[], today: number): readonly DayTally[] => (days.some(({ day }) => day <= today - KEPT_DAYS) ? days.filter(({ day }) => day > today - KEPT_DAYS) : days);

export const dayNumber = (at: number): number => Math.floor(at / DAY);
