import { DAY } from '#domain/plan/tolerance.ts';
import { HOUR, instant, type Instant, type Interval } from '#domain/time/instant.ts';

/** A Monday in March. */
export const MIDNIGHT = Date.UTC(2023, 2, 6);

/** 0 to 24. */
export const hourOf = (at: number): number => ((at - MIDNIGHT) / HOUR) % 24;

/** The hours of each day that a window can touch, as intervals; an end at or before its start is of the next day. */
export const daily = (from: number, to: number): readonly Interval[] =>
  [-1, 0, 1, 2, 3].map((day) => ({
    start: instant(MIDNIGHT + day * DAY + from * HOUR),
    end: instant(MIDNIGHT + day * DAY + (to > from ? to : to + 24) * HOUR),
  }));

/** The first time of day at or after an instant. */
export function nextAt(from: Instant, hour: number): Instant {
  const today = from - hourOf(from) * HOUR + hour * HOUR;
  return instant(today >= from ? today : today + DAY);
}
