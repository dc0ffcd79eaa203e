import type { Milliseconds } from '#domain/time/instant.ts';

/** How fast a meter speaks: as its standard says, until its own telegrams say otherwise. */
export interface Pace {
  readonly last: number | null;
  /** The latest gaps between telegrams in ms, oldest first. */
  readonly gaps: readonly number[];
}

export const NO_PACE: Pace = { last: null, gaps: [] };
const GAPS = 5;

/** @param at of the telegram in ms, on any clock that is always the same one. */
export function paced(pace: Pace, at: number): Pace {
  const gap = pace.last === null ? 0 : at - pace.last;
  return { last: at, gaps: gap > 0 ? [...pace.gaps, gap].slice(-GAPS) : pace.gaps };
}

/** The middle of the last five gaps, in whole seconds: one lost telegram does not change it. @param declared by the standard, ms. */
export function periodOf(pace: Pace, declared: Milliseconds): Milliseconds {
  if (pace.gaps.length < GAPS) return declared;
  const middle = [...pace.gaps].sort((a, b) => a - b)[Math.floor(GAPS / 2)] ?? declared;
  return (Math.max(1, Math.round(middle / 1000)) * 1000) as Milliseconds;
}
