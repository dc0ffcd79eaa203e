import type { Instant } from '#domain/time/instant.ts';
import { instantsOf, localDay, wallClock } from '#domain/time/zone.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

/** The local midnight that ends the day of `at`. @returns ms UTC. */
export const dayAfter = (at: number, zone: string): number => localDay(at as Instant, zone).interval.end;

/** The whole hours of the home's wall clock in [from, to): ms UTC with the hour, right on days of 23 and 25 h. */
export function localHours(from: number, to: number, zone: string): readonly { at: number; hour: number }[] {
  const hours: { at: number; hour: number }[] = [];
  for (let at = Math.ceil(from / (30 * MINUTE)) * 30 * MINUTE; at < to; at += 30 * MINUTE) {
    const { minuteOfDay } = wallClock(at as Instant, zone);
    if (minuteOfDay % 60 === 0) hours.push({ at, hour: minuteOfDay / 60 });
  }
  return hours;
}

/** Minutes of the day of "HH:MM", "H:MM", "HHMM" or "HH.MM"; undefined for another text. */
export function minutesTyped(text: string): number | undefined {
  const match = /^\s*([01]?\d|2[0-3])[:.]?([0-5]\d)\s*$/.exec(text);
  return match ? Number(match[1]) * 60 + Number(match[2]) : undefined;
}

/** The first instant after `now` at which the zone's clock shows what was typed, within three days; undefined for another text. */
export function nextTimeOfDay(now: number, text: string, zone: string): number | undefined {
  const minutes = minutesTyped(text);
  if (minutes === undefined) return undefined;
  const { year, month, day } = wallClock(now as Instant, zone);
  const today = Date.UTC(year, month - 1, day);
  const shown = [0, 1, 2].flatMap((days) => [...instantsOf(today + days * DAY + minutes * MINUTE, zone)]);
  return shown.find((at) => at > now);
}
