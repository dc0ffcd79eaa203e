import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { priceSlots, standingCharge } from '#domain/tariff/price.ts';
import type { Tariff } from '#domain/tariff/tariff.ts';
import { gasOfTyped, tariffOfTyped, type TypedRate, type TypedTariff } from '#domain/tariff/typed.ts';
import { instant } from '#domain/time/instant.ts';

const HOME = { zone: 'Europe/London', currency: 'GBP' };
const NOW = instant(Date.parse('2026-11-21T12:00:00Z'));
const ALL: TypedRate = { name: 'all', price: '0.2834', days: 'all', from: 0, to: 1_440 };
const NIGHT: TypedRate = { name: 'night', price: '0.09', days: 'all', from: 30, to: 330 };
const DAY: TypedRate = { ...NIGHT, name: 'day', price: '0.30', from: 330, to: 30 };
const bill = (change: Partial<TypedTariff> = {}): TypedTariff => ({ name: 'Flexible', validFrom: '2026-10-01', vat: null, rates: [ALL], standingPerDay: '0.61', exportPrice: '0.15', ...change });
const made = (change: Partial<TypedTariff> = {}): Tariff | string => tariffOfTyped(bill(change), HOME, NOW);
const pricesOf = (tariff: Tariff | string, from: string, to: string): unknown =>
  typeof tariff === 'string' ? tariff : priceSlots(tariff, { start: instant(Date.parse(from)), end: instant(Date.parse(to)) }).map(({ start, rate, importPrice, exportPrice }) => [new Date(start).toISOString().slice(5, 16), rate, importPrice, exportPrice]);

describe('a tariff typed off a bill', () => {
  it('of one rate prices every kWh, both ways, and each day', () => {
    expect(pricesOf(made(), '2026-11-21T00:00Z', '2026-11-22T00:00Z')).toEqual([['11-21T00:00', 'all', 283_400, 150_000]]);
    const tariff = made();
    expect(typeof tariff !== 'string' && standingCharge(tariff, NOW)).toBe(610_000_000_000);
  });

  it('has VAT put on where its bill adds it below the line', () => {
    expect(pricesOf(made({ vat: { percent: '5', included: false } }), '2026-11-21T00:00Z', '2026-11-22T00:00Z')).toEqual([['11-21T00:00', 'all', 297_570, 150_000]]);
    expect(pricesOf(made({ vat: { percent: '5', included: true } }), '2026-11-21T00:00Z', '2026-11-22T00:00Z')).toEqual([['11-21T00:00', 'all', 283_400, 150_000]]);
  });

  it('has gas of its own on it, with the VAT of the bill; what cannot be gas is refused', () => {
    const gas = { price: '0.07', standingPerDay: '0.30', perCubicMetre: '11.22' };
    const vat = { percent: '5', included: false };
    const read = gasOfTyped(bill({ gas, vat }), HOME);
    if (read === null || typeof read === 'string') throw new Error(String(read));
    expect([pricesOf(read.tariff, '2026-11-21T00:00Z', '2026-11-22T00:00Z'), standingCharge(read.tariff, NOW), read.perCubicMetre]).toEqual([[['11-21T00:00', 'gas', 73_500, null]], 315_000_000_000, { energy: 11_220_000, estimated: false }]);
    expect([gasOfTyped(bill(), HOME), gasOfTyped(bill({ gas: { ...gas, standingPerDay: null, perCubicMetre: null } }), HOME)]).toMatchObject([null, { perCubicMetre: null }]);
    for (const wrong of [{ price: 'free' }, { price: '70' }, { standingPerDay: '-1' }, { perCubicMetre: '39.5 MJ' }, { perCubicMetre: '0' }, { perCubicMetre: '41' }]) expect(made({ gas: { ...gas, ...wrong } })).toBe('gas-out-of-range');
  });

  it('of night and day goes by the home’s wall clock, past midnight too', () => {
    expect(pricesOf(made({ rates: [DAY, NIGHT] }), '2026-07-01T00:00Z', '2026-07-01T23:00Z')).toEqual([['07-01T00:00', 'night', 90_000, 150_000], ['07-01T04:30', 'day', 300_000, 150_000]]);
  });

  it('may cost other than on workdays at the weekend', () => {
    const weekend: TypedRate = { ...ALL, name: 'weekend', price: '0.2', days: 'weekend' };
    // 2026-11-20 is a Friday.
    expect(pricesOf(made({ rates: [{ ...ALL, days: 'workdays' }, weekend] }), '2026-11-20T12:00Z', '2026-11-21T12:00Z')).toEqual([['11-20T12:00', 'all', 283_400, 150_000], ['11-21T00:00', 'weekend', 200_000, 150_000]]);
  });

  it('without a price for export has none: it is not free', () => {
    expect(pricesOf(made({ exportPrice: null }), '2026-11-21T00:00Z', '2026-11-22T00:00Z')).toEqual([['11-21T00:00', 'all', 283_400, null]]);
  });

  it('prices every minute of a week whatever the order of its lines, once its hours are whole; each line taken away leaves a hole', () => {
    const cuts = fc.uniqueArray(fc.integer({ min: 0, max: 1_439 }), { minLength: 2, maxLength: 5 }).map((minutes) => minutes.sort((a, b) => a - b));
    const lines = fc.record({ workdays: cuts, weekend: cuts }).map(({ workdays, weekend }) =>
      (['workdays', 'weekend'] as const).flatMap((days) => {
        const minutes = days === 'workdays' ? workdays : weekend;
        return minutes.map((from, n): TypedRate => ({ name: `${days} ${n}`, price: `0.${n + 1}`, days, from, to: minutes[n + 1] ?? minutes[0] ?? 0 })).map((line) => ({ ...line, to: line.to === 0 ? 1_440 : line.to }));
      }));
    fc.assert(fc.property(lines, fc.integer({ min: 0, max: 9 }), (rates, which) => {
      const week = ['2026-11-16T00:00:00Z', '2026-11-23T00:00:00Z'] as const;
      const told = pricesOf(made({ rates }), ...week);
      expect(told).toEqual(pricesOf(made({ rates: [...rates].reverse() }), ...week));
      expect(Array.isArray(told) && told.length >= 10).toBe(true);
      expect(made({ rates: rates.filter((_, n) => n !== which % rates.length) })).toBe('hours-missing');
    }), { numRuns: 60 });
  });

  it.each<[string, Partial<TypedTariff>]>([
    ['name-missing', { name: '  ' }],
    ['date-unreadable', { validFrom: '2026-02-30' }],
    ['date-out-of-range', { validFrom: '1999-01-01' }],
    ['date-out-of-range', { validFrom: '2029-01-01' }],
    ['rates-missing', { rates: [] }],
    ['name-missing', { rates: [{ ...ALL, name: '' }] }],
    ['rate-hours-wrong', { rates: [{ ...ALL, from: 60, to: 60 }] }],
    ['rate-hours-wrong', { rates: [{ ...ALL, from: 0.5 }] }],
    ['rate-hours-wrong', { rates: [{ ...ALL, to: 1_441 }] }],
    ['price-unreadable', { rates: [{ ...ALL, price: '28,34' }] }],
    ['price-unreadable', { rates: [{ ...ALL, price: '' }] }],
    // Pence where pounds are meant.
    ['price-out-of-range', { rates: [{ ...ALL, price: '28.34' }] }],
    ['rate-named-twice', { rates: [NIGHT, { ...DAY, name: 'night' }] }],
    ['hours-missing', { rates: [NIGHT, { ...DAY, from: 331 }] }],
    ['hours-missing', { rates: [{ ...ALL, days: 'workdays' }] }],
    ['hours-overlap', { rates: [NIGHT, { ...DAY, from: 329 }] }],
    ['hours-overlap', { rates: [ALL, NIGHT] }],
    ['standing-out-of-range', { standingPerDay: '-1' }],
    ['standing-out-of-range', { standingPerDay: '610' }],
    ['export-out-of-range', { exportPrice: '15' }],
    ['vat-out-of-range', { vat: { percent: '101', included: true } }],
    ['vat-out-of-range', { vat: { percent: 'five', included: true } }],
  ])('is refused with %s for %j', (reason, change) => {
    expect(made(change)).toBe(reason);
  });
});
