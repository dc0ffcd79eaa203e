import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { priceSlots } from '#domain/tariff/price.ts';
import { instant } from '#domain/time/instant.ts';
import { exampleTariff } from '../../../../../device/house/exampleTariff.ts';
import { FetchedTable } from '../../../../../device/house/prices/fetchedTable.ts';
import { layered } from '../../../../../device/house/prices/layers.ts';

let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'tidewatt-vse-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = (text: string): ReturnType<typeof instant> => instant(Date.parse(text));
const NOON = at('2026-11-21T12:00:00Z');
const product = (tariffType: string, year: number, price: number): unknown => ({ tariffName: `${tariffType} ${year}`, tariffType, tariffForm: 'constant', startDate: `${year}-01-01`, endDate: `${year}-12-31`, prices: { energy: [{ from: '00:00', to: '00:00', price, priceUnit: 'CHF/kWh' }] } });
const file = (...tariffs: unknown[]): { form: 'vse'; text: string } => ({ form: 'vse', text: JSON.stringify({ dsoName: 'Werk', tariffs }) });
const GROUND = { tariff: exampleTariff('Europe/Zurich', 'CHF'), example: true };
const table = (): FetchedTable => new FetchedTable({ file: join(folder, 'import.json'), of: 'one', products: null });
const priceAt = (of: FetchedTable, text: string): unknown => {
  const said = of.heldAt(at(text));
  const tariff = layered(GROUND, said ? [{ gives: 'import', cover: 'table', said }] : []);
  return priceSlots(tariff, { start: at(text), end: instant(at(text) + 1) })[0]?.importPrice;
};

it('a Swiss table adds its products up, each year by its own, and outlives a restart as it came', () => {
  expect(table().take(file(product('electricity', 2026, 0.12), product('grid', 2026, 0.09), product('electricity', 2027, 0.11), product('grid', 2027, 0.1)), GROUND, NOON)).toBeNull();
  const kept = table();
  expect([priceAt(kept, '2026-12-31T22:59:00Z'), priceAt(kept, '2026-12-31T23:00:00Z'), kept.horizon, kept.at]).toEqual([210_000, 210_000, at('2027-12-31T23:00:00Z'), NOON]);
  expect(kept.heldAt(at('2026-12-31T23:00:00Z'))?.parts.map(({ name }) => name)).toEqual(['electricity 2027', 'grid 2027']);
  expect(kept.heldAt(at('2028-01-01T00:00:00Z'))).toBeNull();
});

it('one that is over, or too dear to be true, is refused whole', () => {
  expect(table().take(file(product('electricity', 2025, 0.12)), GROUND, NOON)).toBe('tariff-late: all of it is over');
  expect(table().take(file(product('electricity', 2026, 12)), GROUND, NOON)).toBe('price-out-of-range: 12 CHF per kWh');
  expect(table().take(file(product('electricity', 2026, 0.12)), { ...GROUND, tariff: exampleTariff('Europe/Berlin', 'EUR') }, NOON)).toBe('wrong-currency: it is in CHF, the home\'s bills in EUR');
  expect(table().heldAt(NOON)).toBeNull();
});
