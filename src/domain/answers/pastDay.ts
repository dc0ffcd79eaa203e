import { type Instant, type Interval, lengthOf } from '../time/instant.ts';
import { daysTouched, instantsOf, wallClock } from '../time/zone.ts';
import { type CivilDate, isoWeekday, MS_PER_DAY, parseCivilDate } from '../time/civil.ts';

/** A slot of a home's past: mWh, and micro of the currency before standing charge; null where it is not known. */
export interface PastSlot extends Interval {
  readonly import: number | null;
  readonly export: number | null;
  readonly cost: number | null;
}

/** A local day that is over, and well enough known to be compared with. */
export interface PastDay {
  readonly date: CivilDate;
  readonly interval: Interval;
  /** 1 = Monday. */
  readonly weekday: number;
  /** Those whose import is known, in order. */
  readonly slots: readonly PastSlot[];
}

/** Less than this share of a day known says nothing of the day. */
const LEAST_KNOWN = 0.9;

/** The days that were over at `now`, oldest first. @param slots in order of time. @throws RangeError for an unknown zone. */
export function pastDays(slots: readonly PastSlot[], now: Instant, zone: string): readonly PastDay[] {
  const known = slots.filter((slot) => slot.import !== null);
  const [first, last] = [known[0], known.at(-1)];
  if (!first || !last) return [];
  const over = daysTouched({ start: first.start, end: last.end }, zone).filter(({ interval }) => interval.end <= now);
  let at = 0;
  return over.flatMap(({ date, interval }) => {
    const from = at;
    while (at < known.length && (known[at]?.start ?? Infinity) < interval.end) at++;
    const own = known.slice(from, at);
    const covered = own.reduce((sum, slot) => sum + lengthOf(slot), 0);
    return covered < LEAST_KNOWN * lengthOf(interval) ? [] : [{ date, interval, weekday: isoWeekday(parseCivilDate(date) ?? 0), slots: own }];
  });
}

/** Which days a day is held against: its own weekday, its kind (working day or weekend), or any. */
export type LikeBasis = 'weekday' | 'kind' | 'any';

export interface LikeDays {
  readonly basis: LikeBasis;
  readonly days: readonly PastDay[];
}

const WEEK = 7 * MS_PER_DAY;
/** Fewer days say nothing of what is usual. */
export const FEWEST_LIKE = 3;
const isWeekend = (weekday: number): boolean => weekday > 5;

/** Days like that of an instant, of the last eight weeks; where its own weekdays are too few, days of its kind, then any of four weeks. Null while all are. */
export function likeDays(days: readonly PastDay[], at: Instant, zone: string, bases: readonly LikeBasis[] = ['weekday', 'kind', 'any']): LikeDays | null {
  const { weekday } = wallClock(at, zone);
  const fits: Readonly<Record<LikeBasis, (day: PastDay) => boolean>> = {
    weekday: (day) => day.weekday === weekday,
    kind: (day) => isWeekend(day.weekday) === isWeekend(weekday),
    any: () => true,
  };
  for (const basis of bases) {
    const since = at - (basis === 'any' ? 4 : 8) * WEEK - MS_PER_DAY;
    const found = days.filter((day) => day.interval.start >= since && day.interval.end <= at && fits[basis](day));
    if (found.length >= FEWEST_LIKE) return { basis, days: found };
  }
  return null;
}

/** The moment of a day when its clock first shows the time that another's shows at `at`; in an hour left out, so long after midnight. */
export function sameTimeOf({ date, interval }: PastDay, at: Instant, zone: string): Instant {
  const minutes = wallClock(at, zone).minuteOfDay * 60_000 + (at % 60_000);
  const [shown] = instantsOf((parseCivilDate(date) ?? 0) * MS_PER_DAY + minutes, zone);
  return shown ?? (Math.min(interval.end, interval.start + minutes) as Instant);
}

/** What slots sum to over a stretch, shared in proportion to time where one reaches over its end. */
export interface PastSum {
  /** mWh. */
  readonly import: number;
  /** Micro; null where a slot of it has no price. */
  readonly cost: number | null;
}

export function sumBetween(slots: readonly PastSlot[], { start, end }: Interval): PastSum {
  let [bought, cost]: [number, number | null] = [0, 0];
  for (const slot of slots) {
    const share = Math.max(0, Math.min(end, slot.end) - Math.max(start, slot.start)) / lengthOf(slot);
    if (share === 0) continue;
    bought += (slot.import ?? 0) * share;
    cost = cost === null || slot.cost === null ? null : cost + slot.cost * share;
  }
  return { import: bought, cost };
}
