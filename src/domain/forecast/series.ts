import { HOUR, type Instant } from '../time/instant.ts';
import { blendAt, learnBlend, NO_BLEND, type Blend } from './blend.ts';
import { firstErrors, goesOn, learnErrors, type Errors } from './errors.ts';
import { normal, type Estimate } from './estimate.ts';
import { cellOf, HALF_HOUR, HALF_HOURS, habitAt, learn, NO_HABIT, type Habit } from './habit.ts';

/** Something that has habits by half-hours: a load in W, a price in micro per kWh. */
export interface Series {
  readonly habit: Habit;
  /** How far the last half-hours lay above what was expected, smoothed, and when the last of them ended; null before there is anything to compare. */
  readonly anchor: { readonly at: Instant; readonly above: number } | null;
  /** Left out before anything was learned beside the habit: it then stands alone. */
  readonly blend?: Blend | undefined;
  readonly errors?: Errors | undefined;
}

export const NO_SERIES: Series = { habit: NO_HABIT, anchor: null };

/** A difference from what was expected has lost two thirds of itself after this. */
export const ANCHOR_FADES = 2 * HOUR;
/** Each half-hour is half of the smoothed difference. */
const SMOOTHING = 0.5;

const placeOf = (cell: number): number => cell % HALF_HOURS;
const expectedIn = ({ habit, blend = NO_BLEND }: Series, cell: number): number | null => blendAt(blend, habit, cell);
const fadedTo = (passed: number): number => Math.exp(-Math.max(0, passed) / ANCHOR_FADES);

function smoothedBefore({ anchor }: Series, at: Instant): number {
  return anchor ? anchor.above * fadedTo(at - anchor.at) : 0;
}

/** After one half-hour from `at` that was `actual`. @param deviation taken for the standard deviation before anything was learned. */
export function learnHalfHour(series: Series, at: Instant, actual: number, zone: string, deviation: number): Series {
  const cell = cellOf(at, zone);
  const { habit, blend = NO_BLEND, errors = firstErrors(deviation) } = series;
  const expected = expectedIn(series, cell);
  const learned = { habit: learn(habit, cell, actual), blend: learnBlend(blend, habit, cell, actual) };
  if (expected === null) return { ...learned, anchor: null, errors };
  const smoothed = smoothedBefore(series, at);
  const above = smoothed + SMOOTHING * (actual - expected - smoothed);
  return { ...learned, anchor: { at: (at + HALF_HOUR) as Instant, above }, errors: learnErrors(errors, placeOf(cell), actual - expected, smoothed) };
}

/** Of the spread this much is left near the last half-hours, which are known: an AR(1) whose past is told. */
const uncertainty = (carry: number, passed: number): number => Math.sqrt(Math.max(0.2, 1 - (carry * fadedTo(passed)) ** 2));

/** What is expected of the half-hour that holds an instant; undefined where none like it was ever heard. */
export function seriesAt(series: Series, at: Instant, zone: string): Estimate | undefined {
  const cell = cellOf(at, zone);
  const usual = expectedIn(series, cell);
  if (usual === null) return undefined;
  const { errors, anchor } = series;
  if (!errors) return normal(usual + smoothedBefore(series, at), Math.sqrt(habitAt(series.habit, cell)?.variance ?? 0));
  const carry = anchor ? goesOn(errors) : 0;
  const mean = usual + carry * smoothedBefore(series, at);
  const left = uncertainty(carry, anchor ? at - anchor.at : Infinity);
  const off = (list: readonly number[]): number => mean + left * (list[placeOf(cell)] ?? 0);
  const [p10, p50, p90] = [off(errors.low), off(errors.middle), off(errors.high)].sort((one, other) => one - other) as [number, number, number];
  return { mean, spread: left * Math.sqrt(errors.squares[placeOf(cell)] ?? 0), p10, p50, p90 };
}
