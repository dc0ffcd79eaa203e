import { type CivilDate, civilFromDays, daysFromCivil, parseCivilDate } from '../time/civil.ts';
import type { Interval } from '../time/instant.ts';
import { daysTouched } from '../time/zone.ts';

/** Days of a local month that a bill answers for: from..to of its `length`, the first being 0. */
export interface MonthDays {
  /** The month's first date. */
  readonly month: CivilDate;
  readonly from: number;
  readonly to: number;
  readonly length: number;
}

/**
 * The local days that a piece of a bill's period answers for, by month: those whose first moment within the period lies
 * in the piece, so that a day cut by a change of tariff is owed once.
 */
export function monthDays(piece: Interval, period: Interval, zone: string): readonly MonthDays[] {
  const months: MonthDays[] = [];
  for (const { date, interval } of daysTouched(piece, zone)) {
    if (Math.max(interval.start, period.start) < piece.start) continue;
    const day = Number(date.slice(-2));
    const last = months.at(-1);
    if (last?.month.slice(0, 7) === date.slice(0, 7)) months[months.length - 1] = { ...last, to: day };
    else months.push({ month: `${date.slice(0, 7)}-01` as CivilDate, from: day - 1, to: day, length: monthLength(date) });
  }
  return months;
}

export const countDays = (months: readonly MonthDays[]): number => months.reduce((sum, { from, to }) => sum + to - from, 0);

/** So many days' share of what a month costs; the shares of all its days add up to it. */
export function shareOfMonth(amount: bigint, { from, to, length }: MonthDays): bigint {
  const until = (day: number): bigint => (amount * BigInt(day)) / BigInt(length);
  return until(to) - until(from);
}

function monthLength(date: CivilDate): number {
  const { year, month } = civilFromDays(parseCivilDate(date) ?? 0);
  return month === 12 ? 31 : daysFromCivil(year, month + 1, 1) - daysFromCivil(year, month, 1);
}
