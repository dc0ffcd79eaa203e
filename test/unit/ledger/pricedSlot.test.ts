import { expect, it } from 'vitest';
import { pricedSlot } from '#domain/ledger/pricedSlot.ts';
import type { Tariff } from '#domain/tariff/tariff.ts';
import { instant } from '#domain/time/instant.ts';
import { readTariff } from '#wire/tariff.ts';

const tariff = (rate: string, price: string): Tariff => {
  const read = readTariff({ tidewatt: 'tariff', version: 1, name: rate, currency: 'GBP', zone: 'Europe/London', parts: [{ kind: 'energy', name: 'Energy', price, rate }] });
  if (!read.ok) throw new Error(read.reason);
  return read.tariff;
};
const at = (time: string): ReturnType<typeof instant> => instant(Date.parse(`2026-01-15T${time}Z`));
const lastOfTheDay = { start: at('23:30:00'), end: instant(Date.parse('2026-01-16T00:00:00Z')), import: 500_000, export: 0, quality: 'measured', revision: 1 } as const;

it('a slot that closes when another tariff holds already has rate and cost of the one that held', () => {
  expect(pricedSlot({ ...lastOfTheDay, rate: 'new' }, tariff('old', '0.20'), 'GBP')).toMatchObject({ rate: 'old', cost: 100_000, currency: 'GBP' });
});

it('one that spans too long a time to have a rate gets none by its price', () => {
  expect(pricedSlot({ ...lastOfTheDay, rate: null }, tariff('old', '0.20'), 'GBP')).toMatchObject({ rate: null, cost: 100_000 });
});
