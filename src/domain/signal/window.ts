import { instantsOf, localDay } from '../time/zone.ts';
import { MS_PER_DAY, parseCivilDate, isoWeekday } from '../time/civil.ts';
import { type Instant, type Interval } from '../time/instant.ts';
import type { ContractWindow } from './contract.ts';

/** The instant at which the clock of a local date shows a minute of the day; where it is left out, the moment of the change. */
function atMinute(days: number, minute: number, zone: string): Instant {
  const wall = days * MS_PER_DAY + minute * 60_000;
  return instantsOf(wall, zone)[0] ?? instantsOf(wall + 3_600_000, zone)[0] ?? (wall as Instant);
}

/** The stretch of a window that begins on a local date; null where it does not begin on that weekday. */
function stretchOn(days: number, { days: weekdays, from, to }: ContractWindow, zone: string): Interval | null {
  if (weekdays && !weekdays.includes(isoWeekday(days))) return null;
  return { start: atMinute(days, from, zone), end: atMinute(to > from ? days : days + 1, to, zone) };
}

/** Whether an interval touches one of the windows. */
export function touches({ start, end }: Interval, windows: readonly ContractWindow[], zone: string): boolean {
  const first = parseCivilDate(localDay(start, zone).date) ?? 0;
  const last = parseCivilDate(localDay(end, zone).date) ?? first;
  const days = Array.from({ length: last - first + 2 }, (_, n) => first - 1 + n);
  return windows.some((window) => days.some((day) => {
    const stretch = stretchOn(day, window, zone);
    return stretch !== null && stretch.start < end && start < stretch.end;
  }));
}

/** The first of the local days, as days since 1970, of the week from Monday in which an instant lies. */
export function weekOf(at: Instant, zone: string): number {
  const day = parseCivilDate(localDay(at, zone).date) ?? 0;
  return day - (isoWeekday(day) - 1);
}

/** Whether an interval lies within one window of the contract; null = any time is agreed. */
export function isWithin({ start, end }: Interval, windows: readonly ContractWindow[] | null, zone: string): boolean {
  if (windows === null) return true;
  const today = parseCivilDate(localDay(start, zone).date) ?? 0;
  const stretches = windows.flatMap((window) => [today - 1, today].flatMap((days) => stretchOn(days, window, zone) ?? []));
  return stretches.some((stretch) => stretch.start <= start && end <= stretch.end);
}
