import { MINUTE, type Interval } from '../time/instant.ts';
import type { PaidPrices } from '../tariff/price.ts';

/** Energy is kept by half-hours, and by the tariff's own slot where that is shorter. */
export const LONGEST_SLOT = 30 * MINUTE;
/** A day has at most 300 slots; prices that change off this grid share the slot out. */
export const SHORTEST_SLOT = 5 * MINUTE;

/** The longest slot in ms, on UTC boundaries, over which neither a price nor the local day changes. */
export function slotLength(day: Interval, prices: readonly PaidPrices[]): number {
  const changes = [day.start, day.end, ...prices.flatMap(({ start, end }) => [start, end])];
  const step = changes.reduce((length: number, at) => greatestCommonDivisor(length, Math.abs(at % LONGEST_SLOT)), LONGEST_SLOT);
  return Math.max(step, SHORTEST_SLOT);
}

const greatestCommonDivisor = (a: number, b: number): number => (b === 0 ? a : greatestCommonDivisor(b, a % b));
