import type { Grid } from '#wire/message/bodies.ts';

/** One earlier half-hour of this home: mean W drawn from the grid. */
export interface PastPower {
  readonly start: number;
  readonly power: number;
}

/** How the power now compares with this home's own at this hour (U5). `learning` until a fortnight was seen. */
export type Band =
  | { readonly kind: 'none' }
  | { readonly kind: 'known'; readonly word: 'low' | 'usual' | 'high'; /** 0..1 along low–usual–high. */ readonly place: number; readonly learning: boolean; readonly days: number };

const DAY = 86_400_000;
/** Days seen before a band is shown at all, and before it is called learned. */
export const FEWEST_DAYS = 3;
export const LEARNED_DAYS = 14;
/** W that are never worth a word. */
const NARROWEST = 100;

const HALF_HOUR = 1_800_000;
/** A half-hour that has run for less says nothing yet: no peak is worth a word before (U5). */
const SHORTEST = 300_000;

/** W that are compared with earlier half-hours: the mean of this one, or of the last while it has hardly begun, so that a kettle is no peak. */
export const lastingPower = ({ at, averageNow, averageBefore }: Pick<Grid, 'at' | 'averageNow' | 'averageBefore'>, power: number): number => (at % HALF_HOUR < SHORTEST ? averageBefore : averageNow) ?? power;

/** The power at a share (0..1) of the sorted values. */
function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

const daysAgo = (at: number, start: number): number => Math.round((at - start) / DAY);

/** Values of earlier days within an hour of the same time of day; days are 24 h, so clock changes blur, not break. */
function sameHour(past: readonly PastPower[], at: number): PastPower[] {
  return past.filter(({ start }) => daysAgo(at, start) >= 1 && Math.abs(at - start - daysAgo(at, start) * DAY) <= 3_600_000);
}

/** @param power W of {@link lastingPower}; @param at ms UTC now; @param past this home's own half-hours, at most some weeks. */
export function bandOf(power: number, at: number, past: readonly PastPower[]): Band {
  const like = sameHour(past, at);
  const days = new Set(like.map(({ start }) => daysAgo(at, start))).size;
  if (days < FEWEST_DAYS) return { kind: 'none' };
  const sorted = like.map((row) => row.power).sort((a, b) => a - b);
  const low = quantile(sorted, 0.25) - NARROWEST / 2;
  const high = quantile(sorted, 0.75) + NARROWEST / 2;
  return { kind: 'known', ...placed(power, low, high), learning: days < LEARNED_DAYS, days };
}

/** Thirds of the scale: below `low`, between, above `high`; the outer thirds are as wide as the middle one. */
function placed(power: number, low: number, high: number): { word: 'low' | 'usual' | 'high'; place: number } {
  const place = Math.min(1, Math.max(0, (1 + (power - low) / (high - low)) / 3));
  if (power < low) return { word: 'low', place };
  return power > high ? { word: 'high', place } : { word: 'usual', place };
}
