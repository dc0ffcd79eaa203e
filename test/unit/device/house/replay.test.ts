import { expect, it } from 'vitest';
import type { PricedSlot } from '#domain/ledger/pricedSlot.ts';
import { HOUR, type Instant } from '#domain/time/instant.ts';
import { readTariff } from '#wire/tariff.ts';
import { Archive } from '../../../../device/house/archive.ts';
import { HISTORY_MOST } from '#wire/message/history.ts';

const DAY = 24 * HOUR;
const NOW = Date.parse('2026-01-20T13:00Z') as Instant;
const FIRST = Date.parse('2025-01-01T00:00Z');

/** Half-hours of 0.5 kWh since the year before, each paid for with 10p; the store gives at most so many at once. */
function stored(from: number, to: number, most: number): PricedSlot[] {
  const slots: PricedSlot[] = [];
  for (let start = Math.ceil(Math.max(from, FIRST) / (HOUR / 2)) * (HOUR / 2); start < Math.min(to, NOW) && slots.length < most; start += HOUR / 2)
    slots.push({ start: start as Instant, end: (start + HOUR / 2) as Instant, import: 500_000, export: 0, quality: 'measured', revision: 1, rate: 'day', cost: 100_000, currency: 'GBP' });
  return slots;
}

const own = readTariff({ tidewatt: 'tariff', version: 1, name: 'Own', currency: 'GBP', zone: 'Europe/London', parts: [{ name: 'Energy', kind: 'energy', price: '0.20' }, { name: 'Standing charge', kind: 'standing', pricePerDay: '0.50' }] });
if (!own.ok) throw new Error(own.reason);
const { tariff } = own;

const typed = { name: 'Fix', validFrom: '2026-01-01', vat: null, rates: [{ name: 'day', price: '0.15', days: 'all' as const, from: 0, to: 1_440 }], standingPerDay: '0.40', exportPrice: null };

it('a year that is over is held against a typed tariff: all of it, however the store hands it out', async () => {
  const asked: number[] = [];
  const archive = new Archive({
    storage: { ask: async (_kind, range) => (asked.push((range as { from: number }).from), stored((range as { from: number }).from, (range as { to: number }).to, HISTORY_MOST) as never) },
    storeId: () => 's',
    zone: 'Europe/London',
    tariff: () => tariff,
  });
  // 366 days of 24 kWh: paid 20p and 50p a day, and 15p and 40p on the other.
  expect(await archive.replay(typed, NOW)).toMatchObject({ kind: 'compared', compared: { end: Date.parse('2026-01-20T00:00Z'), start: Date.parse('2026-01-20T00:00Z') - 366 * DAY, days: 366, paid: 366 * 5_300_000, other: 366 * 4_000_000, leftOut: 0, unpriced: 0 } });
  expect(asked.length).toBeGreaterThan(5);
});

it('without a tariff of its own nothing was paid', async () => {
  const archive = new Archive({ storage: { ask: () => expect.fail('nothing is to be asked') }, storeId: () => 's', zone: 'Europe/London', tariff: () => null });
  expect(await archive.replay(typed, NOW)).toEqual({ kind: 'nothing-known' });
});
