import type { Instant } from '#domain/time/instant.ts';
import { parseTimestamp } from '../p1/timestamp.ts';

/** P1 and TIC write the same twelve digits; E (été) and H (hiver) are its S and W. */
const SEASONS: Readonly<Record<string, string>> = { E: 'S', H: 'W' };

/**
 * A TIC date, season and YYMMDDhhmmss in local time, as an instant (Enedis-NOI-CPT_54E, 6.2.1.1).
 * @param zone IANA zone of the meter.
 * @returns null where the clock runs by itself (small letter) or its season is not known, and for no time of a calendar.
 */
export function parseHorodate(text: string, zone: string): Instant | null {
  const season = SEASONS[text.slice(0, 1)];
  return season === undefined ? null : parseTimestamp(text.slice(1) + season, zone);
}
