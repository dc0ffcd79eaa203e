import { HOUR, type Instant } from '../time/instant.ts';
import { wallClock } from '../time/zone.ts';

export const HALF_HOUR = HOUR / 2;
export const HALF_HOURS = 48;
/** Working days, Saturdays, Sundays. */
const DAY_TYPES = 3;
export const CELLS = DAY_TYPES * HALF_HOURS;

/** What one half-hour of one kind of day has been like. */
export interface Cell {
  /** In the unit of the series: W of a load, micro per kWh of a price. */
  readonly mean: number;
  /** The same, squared. */
  readonly variance: number;
  /** Half-hours heard, up to `MEMORY`. */
  readonly weight: number;
}

/** One cell a half-hour of the three kinds of day; null where it was never heard. */
export type Habit = readonly (Cell | null)[];

export const NO_HABIT: Habit = new Array<Cell | null>(CELLS).fill(null);

/** How many days of a kind count: older ones fade, and the season with them. */
const MEMORY = 12;
/** What two days cannot tell about a third: W standard deviation of a cell heard once. */
const FIRST_DEVIATION = 300;

const dayType = (weekday: number): number => Math.max(0, weekday - 5);

/** Number of the cell of an instant, by the wall clock of the home: an hour that comes twice is heard twice. */
export function cellOf(at: Instant, zone: string): number {
  const { weekday, minuteOfDay } = wallClock(at, zone);
  return dayType(weekday) * HALF_HOURS + Math.floor(minuteOfDay / 30);
}

/** Exponentially fading mean and variance (West 1979, with a weight that stops growing). @param mean of a half-hour. */
export function learn(habit: Habit, cell: number, mean: number): Habit {
  const before = habit[cell] ?? { mean, variance: FIRST_DEVIATION ** 2, weight: 0 };
  const weight = Math.min(MEMORY, before.weight + 1);
  const difference = mean - before.mean;
  const moved = before.mean + difference / weight;
  const variance = before.variance + (difference * (mean - moved) - before.variance) / (weight + 1);
  return habit.with(cell, { mean: moved, variance: Math.max(0, variance), weight });
}

/** The same half-hour of this kind of day, else of another kind; undefined where none was ever heard. */
export function habitAt(habit: Habit, cell: number): Cell | undefined {
  for (let other = 0; other < DAY_TYPES; other++) {
    const found = habit[(cell + other * HALF_HOURS) % CELLS];
    if (found) return found;
  }
  return undefined;
}
