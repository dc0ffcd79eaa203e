import type { Interval } from '../time/instant.ts';
import { MS_PER_DAY } from '../time/civil.ts';
import { offsetAt } from '../time/zone.ts';
import { goesOn, type Errors } from './errors.ts';
import type { Estimate } from './estimate.ts';
import { HALF_HOUR, HALF_HOURS } from './habit.ts';
import { ANCHOR_FADES } from './series.ts';

/** How errors of a series go together: part of each is that of its whole day, the rest fades within hours. */
export interface Correlation {
  /** IANA zone of the days. */
  readonly zone: string;
  /** Share of the variance that a whole day has in common. */
  readonly day: number;
  /** How much of that is left in the next day, and of the rest in the next half-hour: 0..1. */
  readonly nextDay: number;
  readonly carry: number;
}

/** Nothing is known of the errors: those of a day are half in common. */
const UNKNOWN = { day: 0.25, nextDay: 0.3, carry: 0.6 };
const within = (value: number): number => Math.min(1, Math.max(0, value));
const fadedTo = (carry: number, apart: number): number => (apart === 0 ? 1 : carry * Math.exp(-apart / ANCHOR_FADES));

/** Variance of the mean of a day's half-hours, of which each has a variance of one and goes on as `carry` says. */
function varianceOfDay(carry: number): number {
  let sum = HALF_HOURS;
  for (let apart = 1; apart < HALF_HOURS; apart++) sum += 2 * (HALF_HOURS - apart) * fadedTo(carry, apart * HALF_HOUR);
  return sum / HALF_HOURS ** 2;
}

/** What whole days erred by more than their half-hours' carrying on explains is what a day has in common. */
export function correlationOf(errors: Errors | undefined, zone: string): Correlation {
  if (!errors) return { zone, ...UNKNOWN };
  const square = errors.squares.reduce((sum, one) => sum + one, 0) / errors.squares.length;
  const carry = goesOn(errors);
  const explained = varianceOfDay(carry);
  const day = square > 0 ? within((errors.day / square - explained) / (1 - explained)) : 0;
  return { zone, day, nextDay: errors.day > 0 ? within(errors.days / errors.day) : 0, carry };
}

interface Moment {
  readonly at: number;
  /** Number of its local day. */
  readonly date: number;
}

function momentOf({ start, end }: Interval, zone: string): Moment {
  const at = (start + end) / 2;
  return { at, date: Math.floor((at + offsetAt(start, zone)) / MS_PER_DAY) };
}

/** How errors at two moments go together: 1 = they are one. */
const between = ({ day, nextDay, carry }: Correlation, one: Moment, other: Moment): number =>
  day * nextDay ** Math.abs(one.date - other.date) + (1 - day) * fadedTo(carry, Math.abs(one.at - other.at));

/** Deviation of a sum of parts that deviate by `parts`, one a moment. */
function together(correlation: Correlation, moments: readonly Moment[], parts: readonly number[]): number {
  let square = 0;
  moments.forEach((one, i) => {
    const part = parts[i] ?? 0;
    square += part ** 2;
    for (const [j, other] of moments.slice(0, i).entries()) square += 2 * part * (parts[j] ?? 0) * between(correlation, one, other);
  });
  return Math.sqrt(square);
}

/**
 * The energy of slots together, Wh: of one slot its own quantiles; of many less than their sum, because not all err the
 * same way, and more than if each erred for itself.
 * @param estimates W, one a slot.
 */
export function energyOver(correlation: Correlation, slots: readonly Interval[], estimates: readonly Estimate[]): Estimate {
  const hours = slots.map(({ start, end }) => (end - start) / 3_600_000);
  const moments = slots.map((slot) => momentOf(slot, correlation.zone));
  const parts = (of: (estimate: Estimate) => number): readonly number[] => estimates.map((estimate, n) => (hours[n] ?? 0) * of(estimate));
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
  const spreads = parts(({ spread }) => spread);
  const [mean, spread] = [sum(parts((estimate) => estimate.mean)), together(correlation, moments, spreads)];
  // What makes one half-hour lopsided evens out in a sum.
  const lopsided = sum(spreads) > 0 ? spread / sum(spreads) : 1;
  const p50 = mean + lopsided * sum(parts((estimate) => estimate.p50 - estimate.mean));
  return { mean, spread, p50, p10: p50 - together(correlation, moments, parts((estimate) => estimate.p50 - estimate.p10)), p90: p50 + together(correlation, moments, parts((estimate) => estimate.p90 - estimate.p50)) };
}
