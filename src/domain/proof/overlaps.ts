import { paidPrices } from '../tariff/price.ts';
import type { Tariff } from '../tariff/tariff.ts';
import { after, HOUR, type Instant } from '../time/instant.ts';
import { endOf, type Tracked } from './track.ts';

/** A price that begins. */
export interface PriceChange {
  readonly at: Instant;
  readonly rate: string;
}

/** Half a day back for a call that runs over midnight, two days ahead: the tariff is told anew each day. */
const BACK = 12 * HOUR;
const AHEAD = 48 * HOUR;
const MOST = 256;

/** Where prices change around an instant; none for no tariff. */
export function priceChanges(tariff: Tariff | null, at: Instant): readonly PriceChange[] {
  if (!tariff) return [];
  const slots = paidPrices(tariff, { start: after(at, -BACK), end: after(at, AHEAD) });
  const changes = slots.flatMap(({ start, rate, importPrice }, n) => (n > 0 && slots[n - 1]?.importPrice !== importPrice ? [{ at: start, rate: rate ?? 'unpriced' }] : []));
  return changes.slice(0, MOST);
}

/** What else happened in the time of a call, so that its effect cannot be told apart (E16). */
export function overlapsOf(tracked: Tracked, all: readonly Tracked[], changes: readonly PriceChange[]): readonly string[] {
  const [start, end] = [tracked.from, endOf(tracked)];
  const rates = changes.filter(({ at }) => at > start && at < end).map(({ rate }) => `price:${rate}`);
  const calls = all.filter((other) => other.call.id !== tracked.call.id && other.from < end && endOf(other) > start).map(({ call }) => call.id);
  return [...new Set([...rates, ...calls])];
}
