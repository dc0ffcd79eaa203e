import { MS_PER_DAY } from '../time/civil.ts';
import { after, MINUTE, type Instant } from '../time/instant.ts';
import { daysTouched, localDay, wallClock } from '../time/zone.ts';
import { normal, type Estimate } from './estimate.ts';

/** One time that a car was away. */
export interface Trip {
  readonly departed: Instant;
  readonly arrived: Instant;
  /** mWh that were put back after it; null where nobody knows. */
  readonly energy: number | null;
}

/** A fading mean and variance. */
interface Usual {
  readonly mean: number;
  readonly variance: number;
  readonly heard: number;
}

/** What a weekday has been like, its first departure and what followed. */
interface Weekday {
  /** Minutes after local midnight. */
  readonly departure: Usual;
  /** ms away. */
  readonly away: Usual;
  /** mWh. */
  readonly energy: Usual;
  /** Share of such days on which it left at all. */
  readonly chance: number;
}

/** Weekdays from Monday; null where none was heard. */
export interface TripHabits {
  readonly days: readonly (Weekday | null)[];
  /** Departure of the last trip that was learned. */
  readonly last: Instant | null;
}

export const NO_TRIPS: TripHabits = { days: new Array<null>(7).fill(null), last: null };

/** What is expected of a local day. */
export interface ExpectedTrip {
  readonly departure: Instant;
  /** Minutes by which departures of such days differ: standard deviation. */
  readonly departureSpread: number;
  readonly arrival: Instant;
  /** mWh. */
  readonly energy: Estimate;
  /** 0..1. */
  readonly chance: number;
}

/** Weeks that count. */
const MEMORY = 8;
/** Half an hour, an hour, 5 kWh: what one trip cannot tell about the next. */
const FIRST = { departure: 30, away: 60 * MINUTE, energy: 5_000_000 } as const;

function heard(before: Usual | undefined, value: number, first: number): Usual {
  const { mean, variance, heard: times } = before ?? { mean: value, variance: first ** 2, heard: 0 };
  const weight = Math.min(MEMORY, times + 1);
  const moved = mean + (value - mean) / weight;
  return { mean: moved, variance: Math.max(0, variance + ((value - mean) * (value - moved) - variance) / (weight + 1)), heard: weight };
}

const weekdayOf = (at: Instant, zone: string): number => wallClock(at, zone).weekday - 1;
const isSameDay = (one: Instant, other: Instant, zone: string): boolean => localDay(one, zone).date === localDay(other, zone).date;

/** Days between two departures on which it did not leave: their chance falls. */
function withIdleDays({ days, last }: TripHabits, until: Instant, zone: string): (Weekday | null)[] {
  const kept = days.slice();
  if (last === null || until - last > 60 * MS_PER_DAY) return kept;
  for (const { interval } of daysTouched({ start: localDay(last, zone).interval.end, end: localDay(until, zone).interval.start }, zone)) {
    const index = weekdayOf(interval.start, zone);
    const day = kept[index];
    if (day) kept[index] = { ...day, chance: day.chance - day.chance / MEMORY };
  }
  return kept;
}

/** After a trip, in order of time. Of several on a day the first counts: that is what it must be ready for. */
export function learnTrip(habits: TripHabits, { departed, arrived, energy }: Trip, zone: string): TripHabits {
  if (habits.last !== null && (departed <= habits.last || isSameDay(habits.last, departed, zone))) return habits;
  const days = withIdleDays(habits, departed, zone);
  const index = weekdayOf(departed, zone);
  const before = days[index];
  days[index] = {
    departure: heard(before?.departure, wallClock(departed, zone).minuteOfDay, FIRST.departure),
    away: heard(before?.away, arrived - departed, FIRST.away),
    energy: energy === null ? (before?.energy ?? { mean: 0, variance: FIRST.energy ** 2, heard: 0 }) : heard(before?.energy.heard ? before.energy : undefined, energy, FIRST.energy),
    chance: before ? before.chance + (1 - before.chance) / MEMORY : 1,
  };
  return { days, last: departed };
}

/** The trip that each local day from an instant on is expected to see; days like none that was heard see none. */
export function expectedTrips({ days }: TripHabits, from: Instant, until: Instant, zone: string): readonly ExpectedTrip[] {
  return daysTouched({ start: from, end: until }, zone).flatMap(({ interval }) => {
    const day = days[weekdayOf(interval.start, zone)];
    if (!day) return [];
    const departure = after(interval.start, Math.round(day.departure.mean) * MINUTE);
    if (departure < from || departure >= until) return [];
    return [{
      departure,
      departureSpread: Math.sqrt(day.departure.variance),
      arrival: after(departure, Math.round(day.away.mean)),
      energy: normal(day.energy.mean, Math.sqrt(day.energy.variance)),
      chance: day.chance,
    }];
  });
}
