import { type CivilDate, civilDate, daysFromCivil } from '../time/civil.ts';

/** The weekday of a holiday in rules, beside 1 = Monday .. 7 = Sunday. */
export const HOLIDAY = 8;

/** A date (`2026-05-04`), a day of every year (`12-25`), or days from Easter Sunday (`easter`, `easter+1`, `easter-2`). */
export type Holiday = string & { readonly __unit: 'holiday' };

const PATTERN = /^(?:(\d{4}-)?(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])|easter([+-]\d{1,2})?)$/;

export const isHoliday = (text: string): text is Holiday => PATTERN.test(text);

/** Day number of Easter Sunday of the Gregorian calendar. Method: J. Meeus, "Astronomical Algorithms", ch. 8. */
export function easterOf(year: number): number {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100];
  const f = Math.floor((b + 8) / 25);
  const g = Math.floor((b - f + 1) / 3);
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return daysFromCivil(year, Math.floor(n / 31), (n % 31) + 1);
}

/** True for a local date that is one of the holidays. */
export function isOneOf(holidays: readonly Holiday[], date: CivilDate): boolean {
  return holidays.some((holiday) => (holiday.startsWith('easter') ? fromEaster(holiday, date) : date.endsWith(holiday)));
}

function fromEaster(holiday: Holiday, date: CivilDate): boolean {
  const easter = easterOf(Number(date.slice(0, -6)));
  return civilDate(easter + Number(holiday.slice('easter'.length) || '0')) === date;
}

/** The weekday by which rules are matched. */
export function weekdayOf(date: CivilDate, weekday: number, holidays: readonly Holiday[]): number {
  return holidays.length > 0 && isOneOf(holidays, date) ? HOLIDAY : weekday;
}
