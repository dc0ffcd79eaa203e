import { localDay } from '../time/zone.ts';
import { after, HOUR, type Instant, type Interval } from '../time/instant.ts';
import type { Wish } from '../wish/wish.ts';

/** The hour of the wall clock at which the dishwasher is filled, and by which it is wanted clean. */
const FILLED = 19;
const CLEAN = 7;

/** An hour of the wall clock after the clocks change, counted back from the end of the day: right on days of 23 and 25 h too. */
const atHour = (day: Interval, hour: number): Instant => after(day.end, (hour - 24) * HOUR);

/** When the dishwasher is filled next, at or after an instant. */
export function nextFilling(at: Instant, zone: string): Instant {
  const today = localDay(at, zone).interval;
  const filled = atHour(today, FILLED);
  return filled >= at ? filled : atHour(localDay(today.end, zone).interval, FILLED);
}

/** What somebody who fills the dishwasher asks for: done by seven the next morning. */
export function dishesByMorning(at: Instant, zone: string): Wish {
  const tomorrow = localDay(localDay(at, zone).interval.end, zone).interval;
  return { kind: 'readyBy', id: 'dishes', device: 'plug', rank: 2, from: at, by: atHour(tomorrow, CLEAN) };
}
