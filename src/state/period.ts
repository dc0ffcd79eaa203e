import { civilDate, civilFromDays, daysFromCivil, isoWeekday, parseCivilDate } from '#domain/time/civil.ts';
import type { Instant } from '#domain/time/instant.ts';
import { dayOf, localDay } from '#domain/time/zone.ts';

/** How much of the past is looked at. An hour ends at the minute it was asked in; a week begins on Monday. */
export const SPANS = ['hour', 'day', 'week', 'month', 'year', 'all'] as const;
export type Span = (typeof SPANS)[number];

/** Half-open, ms UTC. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}
export interface Period extends Stretch {
  readonly span: Span;
}
/** What a period is held against; `year` is the same weekday 52 weeks before for days and weeks, else the same month. */
export type Against = 'before' | 'year';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const HALF_HOUR = 30 * MINUTE;
/** Longer than this, all there is is drawn by years. */
const MOST_MONTHS = 36;

/** The day number (since 1970) of the local date of an instant. */
const dayNumber = (at: number, zone: string): number => parseCivilDate(localDay(at as Instant, zone).date) ?? 0;
/** The first instant of a local date by its number. @throws RangeError for an unknown zone. */
const midnight = (days: number, zone: string): number => dayOf(civilDate(days), zone)?.interval.start ?? 0;
const monthOf = (days: number): number => civilFromDays(days).year * 12 + civilFromDays(days).month - 1;
const firstOfMonth = (month: number): number => daysFromCivil(Math.floor(month / 12), (month % 12) + 1, 1);

const between = (span: Span, from: number, to: number, zone: string): Period => ({ span, start: midnight(from, zone), end: midnight(to, zone) });
const months = (span: Span, from: number, count: number, zone: string): Period => between(span, firstOfMonth(from), firstOfMonth(from + count), zone);

/** The period of a kind that an instant is in, right on days of 23 and 25 h. @param known all there is, ms UTC. */
export function periodAt(span: Span, at: number, zone: string, known: Stretch): Period {
  const day = dayNumber(at, zone);
  switch (span) {
    case 'hour':
      return { span, start: Math.floor(at / MINUTE) * MINUTE - HOUR, end: Math.floor(at / MINUTE) * MINUTE };
    case 'day':
      return between(span, day, day + 1, zone);
    case 'week':
      return between(span, day - isoWeekday(day) + 1, day - isoWeekday(day) + 8, zone);
    case 'month':
      return months(span, monthOf(day), 1, zone);
    case 'year':
      return months(span, civilFromDays(day).year * 12, 12, zone);
    case 'all':
      return { span, ...known };
  }
}

/** The period `steps` later, or earlier where negative; all there is has no neighbour. */
export function shifted(period: Period, steps: number, zone: string): Period {
  const { span, start, end } = period;
  const day = dayNumber(start, zone);
  switch (span) {
    case 'hour':
      return { span, start: start + steps * HOUR, end: end + steps * HOUR };
    case 'day':
      return between(span, day + steps, day + steps + 1, zone);
    case 'week':
      return between(span, day + steps * 7, day + steps * 7 + 7, zone);
    case 'month':
      return months(span, monthOf(day) + steps, 1, zone);
    case 'year':
      return months(span, monthOf(day) + steps * 12, 12, zone);
    case 'all':
      return period;
  }
}

/** With what a period can be compared: an hour has no like a year ago, and all there is has none at all. */
export function comparable(span: Span): readonly Against[] {
  if (span === 'all') return [];
  return span === 'hour' || span === 'year' ? ['before'] : ['before', 'year'];
}

/** What a period is compared with; undefined where it has no such like. */
export function likeOf(period: Period, against: Against, zone: string): Period | undefined {
  if (!comparable(period.span).includes(against)) return undefined;
  const steps = against === 'before' ? 1 : { day: 364, week: 52, month: 12, hour: 0, year: 0, all: 0 }[period.span];
  return shifted(period, -steps, zone);
}

/** The bars of a period: minutes, half-hours, days, months or years; each once, in order, without a gap. */
export function barsOf({ span, start, end }: Period, zone: string): readonly Stretch[] {
  if (span === 'hour') return even(start, end, MINUTE);
  if (span === 'day') return even(start, end, HALF_HOUR);
  if (end <= start) return [];
  const [first, last] = [dayNumber(start, zone), dayNumber(end - 1, zone)];
  if (span === 'week' || span === 'month') return Array.from({ length: last - first + 1 }, (_, n) => between('day', first + n, first + n + 1, zone));
  const count = monthOf(last) - monthOf(first) + 1;
  if (count <= MOST_MONTHS) return Array.from({ length: count }, (_, n) => months('month', monthOf(first) + n, 1, zone));
  const [from, to] = [civilFromDays(first).year, civilFromDays(last).year];
  return Array.from({ length: to - from + 1 }, (_, n) => months('year', (from + n) * 12, 12, zone));
}

const even = (start: number, end: number, step: number): Stretch[] =>
  Array.from({ length: Math.ceil((end - start) / step) }, (_, n) => ({ start: start + n * step, end: Math.min(end, start + (n + 1) * step) }));

/** "2023-03-24", the local date of an instant. */
export const dateOf = (at: number, zone: string): string => localDay(at as Instant, zone).date;
/** Noon or so of a typed date, ms UTC; undefined for what is no date. */
export function dateTyped(text: string, zone: string): number | undefined {
  const day = dayOf(text, zone);
  return day && (day.interval.start + day.interval.end) / 2;
}
