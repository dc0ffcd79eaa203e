import { expect, it } from 'vitest';
import type { PricedSlot } from '#domain/ledger/pricedSlot.ts';
import type { Tariff } from '#domain/tariff/tariff.ts';
import { instant } from '#domain/time/instant.ts';
import { readTariff } from '#wire/tariff.ts';
import { toHistory } from '../../../../device/house/history.ts';

const HALF_HOUR = 1_800_000;
const NEW_YEAR = instant(Date.parse('2026-01-01T00:00:00Z'));
const tariff = (name: string, price: string): Tariff => {
  const read = readTariff({ tidewatt: 'tariff', version: 1, name, currency: 'GBP', zone: 'Europe/London', parts: [{ kind: 'energy', name: 'Energy', price }] });
  if (!read.ok) throw new Error(read.reason);
  return read.tariff;
};
const slot = (n: number, cost: number | null): PricedSlot => ({ start: instant(NEW_YEAR + n * HALF_HOUR), end: instant(NEW_YEAR + (n + 1) * HALF_HOUR), import: 1_000_000, export: 0, quality: 'measured', revision: 1, rate: 'standard', cost, currency: 'GBP' });

it('each half-hour of the past is priced by the tariff that held then, and keeps its price where none is known', () => {
  const [old, typed] = [tariff('Old', '0.20'), tariff('Typed', '0.30')];
  const told = toHistory([slot(-2, 7), slot(-1, 7), slot(0, 7), slot(1, 7), slot(2, 7)], (at) => (at < NEW_YEAR ? old : at < NEW_YEAR + 2 * HALF_HOUR ? typed : null));
  expect(told.map(({ cost }) => cost)).toEqual([200_000, 200_000, 300_000, 300_000, 7]);
});
