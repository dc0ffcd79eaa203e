import { NORMAL_TENTH } from './estimate.ts';
import { HALF_HOURS } from './habit.ts';

/** How far half-hours lay from what was expected of them a day before, by the half-hour of the day. */
export interface Errors {
  /** Mean square. */
  readonly squares: readonly number[];
  /** What a tenth, half and nine tenths of the errors lie below: negative = it was less than expected. */
  readonly low: readonly number[];
  readonly middle: readonly number[];
  readonly high: readonly number[];
  /** Of an error and the smoothed error before it: their product and the latter's square, for how much of it goes on. */
  readonly carried: number;
  readonly before: number;
  /** Half-hours learned. */
  readonly heard: number;
  /** Mean square of whole days' mean error, and mean product of those of days that follow each other. */
  readonly day: number;
  readonly days: number;
  /** The mean error of the last whole day, and the day that is under way. */
  readonly lastDay: number;
  readonly open: { readonly sum: number; readonly count: number };
}

/** A learned distribution begins as a normal one of this standard deviation, in the unit of the series. */
export function firstErrors(deviation: number): Errors {
  const all = (value: number): readonly number[] => new Array<number>(HALF_HOURS).fill(value);
  return { squares: all(deviation ** 2), low: all(-NORMAL_TENTH * deviation), middle: all(0), high: all(NORMAL_TENTH * deviation), carried: FIRST_CARRY * deviation ** 2, before: deviation ** 2, heard: 0, day: (deviation / 2) ** 2, days: 0, lastDay: 0, open: { sum: 0, count: 0 } };
}

/** What is left of a difference after half an hour in homes that nothing is known of. */
const FIRST_CARRY = 0.75;
/** Days whose errors count; the first guess counts as one. */
const MEMORY = 25;
/** A step of a quantile, in deviations: small enough to stand still, large enough to follow a season. */
const STEP = 0.08;
const DAYS = 14;
/** Half-hours: an array is seen in the light only. */
const LEAST_OF_DAY = 8;
/** Half-hours whose carrying on counts; the first guess counts as so many. */
const CARRY_FADES = 500;
const CARRY_FIRST = 24;

/** Share of something new in a mean over `memory`, while that is not full yet. */
const share = (heard: number, memory: number): number => Math.max(1 / (heard + 2), 1 / memory);

/** A quantile climbs by its share when the error lies above it, and falls by the rest when below (Koenker and Bassett's loss, by stochastic steps). */
const stepped = (value: number, share: number, error: number, deviation: number): number => value + STEP * deviation * (error > value ? share : share - 1);

function withDay({ open, day, days, lastDay }: Errors, place: number, error: number): Pick<Errors, 'day' | 'days' | 'lastDay' | 'open'> {
  const [sum, count] = [open.sum + error, open.count + 1];
  if (place !== HALF_HOURS - 1) return { day, days, lastDay, open: { sum, count } };
  const begun = { sum: 0, count: 0 };
  if (count < LEAST_OF_DAY) return { day, days, lastDay: 0, open: begun };
  const mean = sum / count;
  return { day: day + (mean ** 2 - day) / DAYS, days: days + (mean * lastDay - days) / DAYS, lastDay: mean, open: begun };
}

/** The half-hours beside learn half as much: people are not punctual. */
const BESIDE = [[-1, 0.5], [0, 1], [1, 0.5]] as const;

/**
 * After one more error.
 * @param smoothed the error that was being carried on before it.
 */
export function learnErrors(errors: Errors, place: number, error: number, smoothed: number): Errors {
  const [squares, low, middle, high] = [errors.squares.slice(), errors.low.slice(), errors.middle.slice(), errors.high.slice()];
  const days = share(errors.heard / HALF_HOURS, MEMORY);
  for (const [beside, part] of BESIDE) {
    const cell = (place + beside + HALF_HOURS) % HALF_HOURS;
    const square = squares[cell] ?? 0;
    const deviation = part * Math.sqrt(square);
    squares[cell] = square + part * days * (error ** 2 - square);
    low[cell] = stepped(low[cell] ?? 0, 0.1, error, deviation);
    middle[cell] = stepped(middle[cell] ?? 0, 0.5, error, deviation);
    high[cell] = stepped(high[cell] ?? 0, 0.9, error, deviation);
  }
  const news = share(errors.heard + CARRY_FIRST, CARRY_FADES);
  const carried = errors.carried + news * (error * smoothed - errors.carried);
  const before = errors.before + news * (smoothed ** 2 - errors.before);
  return { squares, low, middle, high, carried, before, heard: errors.heard + 1, ...withDay(errors, place, error) };
}

/** Share of the smoothed error that is left in the half-hour after it: 0..1. */
export const goesOn = ({ carried, before }: Errors): number => (before > 0 ? Math.min(1, Math.max(0, carried / before)) : 0);
