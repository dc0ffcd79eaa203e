import type { PastSlot } from '#domain/answers/pastDay.ts';
import { HOUR, type Instant } from '#domain/time/instant.ts';

export const HALF_HOUR = HOUR / 2;
/** Monday 6 March 2023, midnight in London and in UTC. */
export const MONDAY = Date.UTC(2023, 2, 6) as Instant;
export const DAY = 24 * HOUR;
export const at = (day: number, hour = 0): Instant => (MONDAY + day * DAY + hour * HOUR) as Instant;

/** Half-hours of so many UTC days from a Monday on. @param energy kWh of the half-hour number (0..47) of the day number; null = not known. */
export const halfHours = (days: number, energy: (half: number, day: number) => number | null, price = 200_000): PastSlot[] =>
  Array.from({ length: days * 48 }, (_, n) => {
    const kilo = energy(n % 48, Math.floor(n / 48));
    const start = (MONDAY + n * HALF_HOUR) as Instant;
    return { start, end: (start + HALF_HOUR) as Instant, import: kilo === null ? null : Math.round(kilo * 1e6), export: 0, cost: kilo === null ? null : kilo * price };
  });
