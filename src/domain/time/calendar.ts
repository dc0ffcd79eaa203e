import { type CivilDate, civilDate, civilFromDays, daysFromCivil, isoWeekday, parseCivilDate } from './civil.ts';
import type { Instant, Interval } from './instant.ts';
import { dayOf, localDay } from './zone.ts';

/** A stretch of the local calendar; `key` is its first date. */
export interface CalendarPeriod extends Interval {
  readonly key: CivilDate;
}

export type PeriodKind = 'day' | 'week' | 'month' | 'year' | 'billing';

/** Bills of so many months, one of which begins on a date: the day of the month of the others is its own, or the month's last. */
export interface BillingAnchor {
  readonly from: CivilDate;
  readonly months: number;
}

/** A bill a month from its first day on, where a tariff says nothing. */
export const MONTHLY: BillingAnchor = { from: '1970-01-01' as CivilDate, months: 1 };

/** The periods of a kind that an interval touches, whole, in order; weeks begin on Monday. @throws RangeError for an unknown zone. */
export function periodsTouched(kind: PeriodKind, interval: Interval, zone: string, anchor: BillingAnchor = MONTHLY): readonly CalendarPeriod[] {
  const periods: CalendarPeriod[] = [];
  for (let at = interval.start; at < interval.end; ) {
    const period = periodAt(kind, at, zone, anchor);
    periods.push(period);
    at = period.end;
  }
  return periods;
}

/** The period of a kind that an instant is in. */
export function periodAt(kind: PeriodKind, at: Instant, zone: string, anchor: BillingAnchor = MONTHLY): CalendarPeriod {
  const days = dayNumber(localDay(at, zone).date);
  const [first, next] = boundsOf(kind, days, anchor);
  return { key: civilDate(first), start: startOf(first, zone), end: startOf(next, zone) };
}

function dayNumber(date: string): number {
  const days = parseCivilDate(date);
  if (days === undefined) throw new RangeError(`no date: ${date}`);
  return days;
}

function startOf(days: number, zone: string): Instant {
  const day = dayOf(civilDate(days), zone);
  if (!day) throw new RangeError(`no day: ${days}`);
  return day.interval.start;
}

function boundsOf(kind: PeriodKind, days: number, anchor: BillingAnchor): readonly [number, number] {
  const { year, month } = civilFromDays(days);
  switch (kind) {
    case 'day': return [days, days + 1];
    case 'week': return [days - isoWeekday(days) + 1, days - isoWeekday(days) + 8];
    case 'month': return [daysFromCivil(year, month, 1), firstOfMonth(year * 12 + month)];
    case 'year': return [daysFromCivil(year, 1, 1), daysFromCivil(year + 1, 1, 1)];
    case 'billing': return billingBounds(days, anchor);
  }
}

/** Day number of the first of a month counted from year 0, January = 0. */
const firstOfMonth = (months: number): number => daysFromCivil(Math.floor(months / 12), (months % 12) + 1, 1);

function billingBounds(days: number, { from, months }: BillingAnchor): readonly [number, number] {
  const anchor = civilFromDays(dayNumber(from));
  const { year, month } = civilFromDays(days);
  const beginning = (count: number): number => {
    const first = firstOfMonth(count);
    const length = firstOfMonth(count + 1) - first;
    return first + Math.min(anchor.day, length) - 1;
  };
  const origin = anchor.year * 12 + anchor.month - 1;
  let index = Math.floor((year * 12 + month - 1 - origin) / months);
  if (beginning(origin + index * months) > days) index--;
  return [beginning(origin + index * months), beginning(origin + (index + 1) * months)];
}

/** Local days in a period. */
export const daysIn = ({ start, end }: Interval, zone: string): number => dayNumber(localDay((end - 1) as Instant, zone).date) - dayNumber(localDay(start, zone).date) + 1;
