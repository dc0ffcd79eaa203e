import { describe, expect, it } from 'vitest';
import { paidPrices } from '#domain/tariff/price.ts';
import type { Instant } from '#domain/time/instant.ts';
import { readVse, type VseEdition } from '#wire/exchange/vse.ts';
import { writeVse } from '#wire/exchange/vseOut.ts';
import { readTariff } from '#wire/tariff.ts';

const all = { from: '00:00', to: '00:00' };
const product = (more: object): object => ({ customerVoltageLevel: 7, tariffName: 'Grid', tariffType: 'grid', tariffForm: 'constant', startDate: '2026-01-01', endDate: '2026-12-31', customerType: 'Household', prices: {}, ...more });
const file = (...tariffs: readonly object[]): object => ({ dsoName: 'Example', dsoNumber: 10_999_012_345, tariffs });
const energy = (...entries: readonly object[]): object => ({ energy: entries.map((entry) => ({ ...all, priceUnit: 'CHF/kWh', ...entry })) });
const read = (raw: object, products: readonly string[] | null = null): readonly VseEdition[] => {
  const editions = readVse(raw, products);
  if (typeof editions === 'string') throw new Error(editions);
  return editions;
};
const weekday = { weekdays: ['Mo', 'Tu', 'We', 'Th', 'Fr'] };
const double = energy({ ...weekday, from: '07:00', to: '19:00', price: 0.12 }, { ...weekday, from: '19:00', to: '07:00', price: 0.07 }, { weekdays: ['Sa', 'Su'], to: '23:45', price: 0.07 });

describe('a Swiss table', () => {
  it('means all day by 00:00-00:00 and by 00:00-23:45, and past midnight by a time that runs back', () => {
    const [edition] = read(file(product({ tariffForm: 'multilevel', prices: double })));
    const tariff = edition?.tariff;
    // Friday 2 January 2026 into Saturday, Swiss winter time.
    const prices = tariff && paidPrices(tariff, { start: Date.parse('2026-01-01T23:00Z') as Instant, end: Date.parse('2026-01-03T23:00Z') as Instant });
    expect(prices?.map(({ start, importPrice }) => [new Date(start).toISOString().slice(8, 16), importPrice])).toEqual([['01T23:00', 70_000_000_000], ['02T06:00', 120_000_000_000], ['02T18:00', 70_000_000_000]]);
  });

  it('holds from the start of its first day to the end of its last, by Swiss time; years follow each other', () => {
    const editions = read(file(product({ prices: energy({ price: 0.1 }) }), product({ startDate: '2027-01-01', endDate: '2027-12-31', prices: energy({ price: 0.2 }) })));
    expect(editions.map(({ start, end }) => [new Date(start).toISOString(), new Date(end).toISOString()])).toEqual([['2025-12-31T23:00:00.000Z', '2026-12-31T23:00:00.000Z'], ['2026-12-31T23:00:00.000Z', '2027-12-31T23:00:00.000Z']]);
  });

  it('wants one product of each type', () => {
    const two = file(product({ prices: energy({ price: 0.1 }) }), product({ tariffName: 'Grid double', prices: double }));
    expect(readVse(two, null)).toMatch(/several products of grid at a time: name the ones of this home, of "Grid", "Grid double"/);
    expect(read(two, ['Grid double'])[0]?.tariff.name).toBe('Grid double');
    expect(readVse(two, ['Grid triple'])).toMatch(/no product "Grid triple"; it has "Grid", "Grid double"/);
  });

  it.each<[string, object, RegExp]>([
    ['no list', { dsoName: 'x', tariffs: 3 }, /"tariffs"/],
    ['a hole in the week', file(product({ prices: energy({ ...weekday, price: 0.1 }) })), /no rule prices sat 00:00/],
    ['two prices for one moment', file(product({ prices: energy({ price: 0.1 }, { from: '12:00', to: '13:00', price: 0.2 }) })), /two of its prices hold at once: 0.1 CHF\/kWh and 0.2/],
    ['a unit of another kind', file(product({ prices: energy({ price: 0.1, priceUnit: 'CHF/MWh' }) })), /"CHF\/MWh" is no unit/],
    ['two currencies', file(product({ prices: { ...energy({ price: 0.1 }), base: { price: 1, priceUnit: 'EUR/M' } } })), /prices in CHF and EUR/],
    ['prices that are elsewhere', file(product({ tariffForm: 'dynamic', prices: energy({ price: 0.1 }) })), /dynamic/],
    ['no prices', file(product({})), /no prices/],
  ])('is refused with %s', (_name, raw, expected) => expect(readVse(raw, null)).toMatch(expected));
});

describe('written as a Swiss table', () => {
  const terms = { dsoName: 'Example', dsoNumber: 10_999_012_345, startDate: '2026-01-01', endDate: '2026-12-31', customerVoltageLevel: 7, customerType: 'Household' };

  it('a table that came in says the same again', () => {
    const [edition] = read(file(product({ tariffForm: 'multilevel', prices: {
      ...double, base: { price: 7, priceUnit: 'CHF/M' }, power: [{ ...all, price: 3.5, priceUnit: 'CHF/kW/M' }], reactivePower: [{ ...all, price: 0.02, priceUnit: 'CHF/kVarh' }], refundStorage: { price: 0.05, priceUnit: 'CHF/kWh' },
    } })));
    if (!edition) throw new Error('no edition');
    const { file: written, lost } = writeVse(edition.tariff, terms);
    expect(lost).toEqual([]);
    const [again] = read(written);
    const year = { start: edition.start, end: edition.end };
    expect(again && paidPrices(again.tariff, year).map(({ start, importPrice }) => [start, importPrice])).toEqual(paidPrices(edition.tariff, year).map(({ start, importPrice }) => [start, importPrice]));
    expect(again?.tariff.parts.map(({ per }) => per).sort()).toEqual(edition.tariff.parts.map(({ per }) => per).sort());
  });

  it('names all that it cannot say', () => {
    const made = readTariff({
      tidewatt: 'tariff', version: 2, name: 'T', currency: 'CHF', zone: 'Europe/Zurich', vat: { percent: 8.1, included: false }, holidays: ['08-01'],
      parts: [
        { name: 'Energy', kind: 'energy', slots: [{ start: '2026-01-01T00:00Z', end: '2026-01-02T00:00Z', price: 1 }] }, { name: 'Grid', kind: 'grid', price: 1, events: [{ start: '2026-01-01T00:00Z', end: '2026-01-01T01:00Z', price: 2, issuer: 'I', announced: '2025-12-31T00:00Z' }] },
        { name: 'Standing', kind: 'standing', pricePerDay: 1 }, { name: 'Subscribed', kind: 'capacity', each: 'month', subscribedKW: 3, price: 1 }, { name: 'Levy', kind: 'percent', percent: 1, of: ['Grid'] },
        { name: 'CO2', kind: 'co2', price: 1 }, { name: 'Feed-in', kind: 'export', price: 1 }, { name: 'Second', kind: 'grid', price: 1 },
      ],
    });
    if (!made.ok) throw new Error(made.reason);
    expect(writeVse(made.tariff, terms).lost.map(({ part, lost }) => `${part}: ${lost}`)).toEqual([
      'null: whether VAT is in its prices', 'null: its holidays', 'Energy: all of it: its prices change by the date', 'Grid: its called prices', 'Standing: all of it: it knows a standing charge by the month only',
      'Subscribed: all of it: it knows no subscribed power', 'Levy: all of it: it knows no share of other parts', 'CO2: all of it: it knows prices only', 'Feed-in: all of it: it knows no payment for export', 'Second: all of it: a product has one list of energy',
    ]);
  });
});
