import { HOUR, type Instant, type Interval } from './instant.ts';
import { type CivilDate, civilDate, isoWeekday, MS_PER_DAY, parseCivilDate, wallMilliseconds } from './civil.ts';

/** What a wall clock in a zone shows. */
export interface WallClock {
  readonly date: CivilDate;
  readonly year: number;
  /** 1..12. */
  readonly month: number;
  readonly day: number;
  /** 1 = Monday .. 7 = Sunday. */
  readonly weekday: number;
  /** 0..1439, by the clock's face: 02:30 is 150 on any day. */
  readonly minuteOfDay: number;
}

/** One local day: 23, 24 or 25 h where the clock changes. */
export interface LocalDay {
  readonly date: CivilDate;
  readonly interval: Interval;
}

/** A stretch of time in which the zone's offset does not change; `offset` is ms to add to UTC to get the wall. */
export interface OffsetRun extends Interval {
  readonly offset: number;
}

// Both are memos of pure functions: a formatter costs 50 µs to make, and callers walk the same day again and again.
const formatters = new Map<string, Intl.DateTimeFormat>();
const lastDays = new Map<string, LocalDay>();

/** @throws RangeError for a name that is no IANA zone. */
function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known) return known;
  const numeric = 'numeric';
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone, hourCycle: 'h23', year: numeric, month: numeric, day: numeric, hour: numeric, minute: numeric, second: numeric,
  });
  formatters.set(zone, made);
  return made;
}

/** True for a name of the IANA database that this runtime knows ("Europe/London", "UTC"); offsets such as "+01:00" are no zones. */
export function isZone(text: string): boolean {
  if (!/^[A-Za-z]/.test(text)) return false;
  try {
    return Boolean(formatterOf(text));
  } catch {
    return false;
  }
}

/** ms to add to UTC to get the wall time of a zone at an instant. @throws RangeError for an unknown zone. */
export function offsetAt(at: Instant, zone: string): number {
  if (Math.abs(at) > FARTHEST) return formattedOffset(at, zone);
  const before = Math.floor(at / PROBE);
  const offset = probed(before, zone);
  return offset === probed(before + 1, zone) ? offset : formattedOffset(at, zone);
}

/** Zones are asked at this distance: between two answers that are alike nothing is taken to change. */
const PROBE = 6 * HOUR;
const MOST_PROBES = 40_000;
/** A day short of what a Date can say. */
const FARTHEST = 8.64e15 - MS_PER_DAY;
const probes = new Map<string, Map<number, number>>();

/** The offset at a multiple of {@link PROBE}: asked once, for a formatter takes as long as pricing a hundred intervals. */
function probed(index: number, zone: string): number {
  const known = probes.get(zone) ?? new Map<number, number>();
  const offset = known.get(index);
  if (offset !== undefined) return offset;
  if (known.size >= MOST_PROBES) known.clear();
  const asked = formattedOffset((index * PROBE) as Instant, zone);
  known.set(index, asked);
  probes.set(zone, known);
  return asked;
}

function formattedOffset(at: Instant, zone: string): number {
  const fields: Record<string, number> = {};
  for (const { type, value } of formatterOf(zone).formatToParts(at)) fields[type] = Number(value);
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = fields;
  return wallMilliseconds({ year, month, day, hour, minute, second }) - Math.floor(at / 1000) * 1000;
}

/** What the wall clock shows at an instant. @throws RangeError for an unknown zone. */
export function wallClock(at: Instant, zone: string): WallClock {
  return wallClockAt(at, offsetAt(at, zone));
}

/** The same where the offset (ms) is already known, from an {@link OffsetRun}. */
export function wallClockAt(at: Instant, offset: number): WallClock {
  const days = Math.floor((at + offset) / MS_PER_DAY);
  const date = civilDate(days);
  return {
    date,
    year: Number(date.slice(0, -6)),
    month: Number(date.slice(-5, -3)),
    day: Number(date.slice(-2)),
    weekday: isoWeekday(days),
    minuteOfDay: Math.floor((at + offset - days * MS_PER_DAY) / 60_000),
  };
}

/**
 * The instants at which a zone's wall clock shows a time, earliest first: one, two in the hour that is repeated in
 * autumn, none in the hour left out in spring.
 * @param wall ms since 1970-01-01T00:00 on the wall, see `wallMilliseconds`.
 */
export function instantsOf(wall: number, zone: string): readonly Instant[] {
  const around = [wall - MS_PER_DAY, wall + MS_PER_DAY].map((at) => offsetAt(at as Instant, zone));
  const candidates = [...new Set(around)].map((offset) => ({ at: (wall - offset) as Instant, offset }));
  return candidates
    .filter(({ at, offset }) => offsetAt(at, zone) === offset)
    .map(({ at }) => at)
    .sort((a, b) => a - b);
}

/** The first instant after `low` and up to `high` with another offset than `low`; the offsets of both ends differ. */
function transition(low: number, high: number, zone: string): Instant {
  const before = offsetAt(low as Instant, zone);
  let [same, changed] = [low, high];
  while (changed - same > 1) {
    const middle = Math.floor((same + changed) / 2);
    if (offsetAt(middle as Instant, zone) === before) same = middle;
    else changed = middle;
  }
  return changed as Instant;
}

/** The first instant of a local date; where midnight is left out (Cairo, Santiago), the moment of the change. */
function startOfDay(days: number, zone: string): Instant {
  const [midnight] = instantsOf(days * MS_PER_DAY, zone);
  if (midnight !== undefined) return midnight;
  const wall = days * MS_PER_DAY;
  return transition(wall - MS_PER_DAY, wall + MS_PER_DAY, zone);
}

const dayOfNumber = (days: number, zone: string): LocalDay => ({
  date: civilDate(days),
  interval: { start: startOfDay(days, zone), end: startOfDay(days + 1, zone) },
});

/** The interval of a local date; undefined for a text that is no date. @throws RangeError for an unknown zone. */
export function dayOf(date: string, zone: string): LocalDay | undefined {
  const days = parseCivilDate(date);
  return days === undefined ? undefined : dayOfNumber(days, zone);
}

/** The local day that an instant is in; days of a zone follow each other without a gap. @throws RangeError for an unknown zone. */
export function localDay(at: Instant, zone: string): LocalDay {
  const last = lastDays.get(zone);
  if (last && last.interval.start <= at && at < last.interval.end) return last;
  let days = Math.floor((at + offsetAt(at, zone)) / MS_PER_DAY);
  let day = dayOfNumber(days, zone);
  // A clock set back over midnight shows yesterday again, and a date line moved leaves a date out.
  while (at >= day.interval.end) day = dayOfNumber(++days, zone);
  while (at < day.interval.start) day = dayOfNumber(--days, zone);
  lastDays.set(zone, day);
  return day;
}

/** Every local day that a half-open interval has a moment in, in order; none for an empty interval. */
export function daysTouched(interval: Interval, zone: string): readonly LocalDay[] {
  const days: LocalDay[] = [];
  for (let at = interval.start; at < interval.end; ) {
    const day = localDay(at, zone);
    days.push(day);
    at = day.interval.end;
  }
  return days;
}

/** An interval cut where the zone's offset changes. Two changes within 6 h of each other are not looked for. */
export function offsetRuns(interval: Interval, zone: string): readonly OffsetRun[] {
  const runs: OffsetRun[] = [];
  for (let start = interval.start; start < interval.end; ) {
    const offset = offsetAt(start, zone);
    const end = runEnd(start, interval.end, offset, zone);
    runs.push({ start, end, offset });
    start = end;
  }
  return runs;
}

function runEnd(start: Instant, limit: Instant, offset: number, zone: string): Instant {
  let low = start;
  while (low < limit) {
    const high = Math.min(low + PROBE, limit) as Instant;
    if (offsetAt(high, zone) !== offset) return Math.min(transition(low, high, zone), limit) as Instant;
    low = high;
  }
  return limit;
}
