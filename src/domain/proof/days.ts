import { HOUR, type Instant } from '../time/instant.ts';
import { wallClock } from '../time/zone.ts';
import { QUARTER, type Quarter } from './before.ts';

const QUARTERS = 96;
const DAY = 24 * HOUR;
/** Similar days that a baseline is a mean of, and with fewer than these it is none (the customary "last ten days"). */
const MOST_SIMILAR = 10;
const LEAST_SIMILAR = 3;
/** Older days say little about the season. Our choice. */
const OLDEST = 60 * DAY;
/** A quarter-hour of which less was measured is not known. */
const LEAST_COVERED = QUARTER / 2;

type Kind = 'work' | 'rest';

/** A day at the meter: W by quarter-hours of its wall clock, null where not measured. */
export interface MeteredDay {
  /** Local date, YYYY-MM-DD. */
  readonly date: string;
  readonly kind: Kind;
  readonly start: Instant;
  /** A call ran: what was used is no habit. */
  readonly called: boolean;
  readonly watts: readonly (number | null)[];
}

interface Place {
  readonly date: string;
  readonly kind: Kind;
  /** 0..95; a quarter-hour that comes twice is one. */
  readonly quarter: number;
}

function placeOf(at: Instant, zone: string): Place {
  const { date, weekday, minuteOfDay } = wallClock(at, zone);
  return { date, kind: weekday >= 6 ? 'rest' : 'work', quarter: Math.floor(minuteOfDay / 15) };
}

/** The days with a quarter-hour that is over; ten of each kind and the one that runs are kept. @param zone IANA, of the home. */
export function withQuarter(days: readonly MeteredDay[], { start, work, covered }: Quarter, called: boolean, zone: string): readonly MeteredDay[] {
  const { date, kind, quarter } = placeOf(start, zone);
  const last = days.at(-1);
  const day: MeteredDay = last?.date === date ? last : { date, kind, start, called: false, watts: new Array<number | null>(QUARTERS).fill(null) };
  const power = covered < LEAST_COVERED ? null : Math.round(work / covered);
  const grown = { ...day, called: day.called || called, watts: day.watts.with(quarter, power) };
  return last?.date === date ? [...days.slice(0, -1), grown] : [...shortened(days, start), grown];
}

/** A day with a call is of no use once it is over. */
function shortened(days: readonly MeteredDay[], at: Instant): readonly MeteredDay[] {
  const useful = days.filter(({ called, start }) => !called && Math.abs(at - start) < OLDEST);
  const kept = (['work', 'rest'] as const).flatMap((kind) => useful.filter((day) => day.kind === kind).slice(-MOST_SIMILAR));
  return kept.sort((one, other) => one.start - other.start);
}

/** Mean W of quarter-hours over up to ten similar days before that of `today`; null for each of which fewer than three are known. */
export function similarDays(days: readonly MeteredDay[], quarters: readonly Instant[], today: Instant, zone: string): readonly (number | null)[] {
  const { date } = placeOf(today, zone);
  const usable = days.filter((day) => !day.called && day.date < date);
  return quarters.map((at) => {
    const { kind, quarter } = placeOf(at, zone);
    const known = usable.flatMap((day) => (day.kind === kind ? (day.watts[quarter] ?? []) : []));
    return known.length < LEAST_SIMILAR ? null : known.reduce((sum, one) => sum + one, 0) / known.length;
  });
}
