import { daysFromCivil, MS_PER_DAY, wallMilliseconds, type Wall } from '#domain/time/civil.ts';
import type { Instant } from '#domain/time/instant.ts';
import { instantsOf, offsetAt } from '#domain/time/zone.ts';

const PATTERN = /^(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})([SW])?$/;

export const isTimestamp = (text: string): boolean => PATTERN.test(text);

/**
 * A P1 time stamp, YYMMDDhhmmssX in local time, as an instant. X tells summer from winter time, so the repeated hour
 * in October is exact; DSMR 2 and 3 leave it out, and the first of both hours is taken (DSMR 5.0.2 P1, 6.4 TST).
 * @param zone IANA zone of the meter.
 * @returns null for a time that is on no calendar: a gas meter without a reading sends 632525252525.
 */
export function parseTimestamp(text: string, zone: string): Instant | null {
  const match = PATTERN.exec(text);
  if (!match) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number);
  const wall: Wall = { year: 2000 + year, month, day, hour, minute, second };
  if (!isOnCalendar(wall)) return null;
  const face = wallMilliseconds(wall);
  if (match[7] === undefined) return instantsOf(face, zone)[0] ?? null;
  return (face - seasonOffset(wall.year, match[7] === 'S', zone)) as Instant;
}

/** Summer and winter offset of a zone in a year: every telegram asks, and asking the calendar costs more than reading it. */
const offsets = new Map<string, readonly [summer: number, winter: number]>();

/** ms from UTC to the summer or the winter time of a zone; both are the same where the clock never changes. */
function seasonOffset(year: number, summer: boolean, zone: string): number {
  const key = `${year} ${zone}`;
  const known = offsets.get(key) ?? offsetsOf(year, zone);
  offsets.set(key, known);
  return known[summer ? 0 : 1];
}

function offsetsOf(year: number, zone: string): readonly [number, number] {
  const both = [1, 7].map((month) => offsetAt((daysFromCivil(year, month, 1) * MS_PER_DAY) as Instant, zone));
  return [Math.max(...both), Math.min(...both)];
}

function isOnCalendar({ year, month, day, hour, minute, second }: Wall): boolean {
  if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 59) return false;
  const next = month === 12 ? daysFromCivil(year + 1, 1, 1) : daysFromCivil(year, month + 1, 1);
  return daysFromCivil(year, month, day) < next;
}
