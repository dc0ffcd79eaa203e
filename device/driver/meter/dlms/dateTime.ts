import { civilFromDays, daysFromCivil, wallMilliseconds } from '#domain/time/civil.ts';
import type { Instant } from '#domain/time/instant.ts';
import { instantsOf } from '#domain/time/zone.ts';

export const DATE_TIME_LENGTH = 12;
const MINUTE = 60_000;
const NOT_SAID = 0xff;
/** "Not specified" of the deviation (IEC 62056-6-2, 4.1.6.1). */
const NO_DEVIATION = -0x8000;
/** Clock status: the value is not valid; and summer time is in force. FF = no status. */
const INVALID = 0x01;
const SUMMER = 0x80;

/**
 * A COSEM date-time as an instant: year 2, month, day, weekday, hour, minute, second, hundredths, deviation 2, status.
 * The deviation is what has to be added to the local time to get UTC, in minutes; without one it is the zone's time,
 * and of the hour that comes twice in October the status tells which.
 * @param zone IANA zone of the meter.
 * @returns null where a part is left open, is on no calendar, or the clock itself says that it is wrong.
 */
export function readDateTime(bytes: Uint8Array, zone: string): Instant | null {
  if (bytes.length !== DATE_TIME_LENGTH) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [year, month, day] = [view.getUint16(0), view.getUint8(2), view.getUint8(3)];
  const [hour, minute, second] = [view.getUint8(5), view.getUint8(6), view.getUint8(7)];
  const [deviation, status] = [view.getInt16(9), view.getUint8(11)];
  if (status !== NOT_SAID && (status & INVALID) !== 0) return null;
  if (!isDay(year, month, day) || hour > 23 || minute > 59 || second > 59) return null;
  const face = wallMilliseconds({ year, month, day, hour, minute, second });
  if (deviation !== NO_DEVIATION) return Math.abs(deviation) <= 720 ? ((face + deviation * MINUTE) as Instant) : null;
  const both = instantsOf(face, zone);
  const isWinter = status !== NOT_SAID && (status & SUMMER) === 0;
  return (isWinter ? both.at(-1) : both[0]) ?? null;
}

function isDay(year: number, month: number, day: number): boolean {
  if (year < 2000 || month < 1 || month > 12) return false;
  const found = civilFromDays(daysFromCivil(year, month, day));
  return found.month === month && found.day === day;
}
