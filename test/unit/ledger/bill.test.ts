import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { account } from '#domain/ledger/account.ts';
import { type Bill, billOf } from '#domain/ledger/bill.ts';
import type { Metered } from '#domain/ledger/metered.ts';
import { roundTogether } from '#domain/ledger/rounding.ts';
import type { Instant, Interval } from '#domain/time/instant.ts';
import type { Tariff } from '#domain/tariff/tariff.ts';
import { parseDecimal, toScale } from '#domain/units/decimal.ts';
import { readTariff } from '#wire/tariff.ts';

const utc = (text: string): Instant => Date.parse(text) as Instant;
const kwh = (text: string): Metered['import'] => toScale(parseDecimal(text) ?? { units: 0n, scale: 0 }, 18) as Metered['import'];
const used = (start: string, end: string, bought: string | null, sold: string | null = null): Metered => ({
  start: utc(start), end: utc(end), import: bought === null ? null : kwh(bought), export: sold === null ? null : kwh(sold), estimated: false,
});
const tariff = (parts: unknown, more: object = {}): Tariff => {
  const read = readTariff({ tidewatt: 'tariff', version: 1, name: 'T', currency: 'GBP', zone: 'Europe/London', parts, ...more });
  if (!read.ok) throw new Error(read.reason);
  return read.tariff;
};
const hours = (from: string, to: string): Interval => ({ start: utc(from), end: utc(to) });
const money = (bill: Bill): Record<string, number> => Object.fromEntries(bill.parts.map((part) => [part.name, part.money]));

const twoRates = [{ name: 'Energy', kind: 'energy', rules: [{ rate: 'night', price: '0.10', from: '00:00', to: '05:00' }, { rate: 'day', price: '0.30' }] }];
const grid = { name: 'Grid', kind: 'grid', price: '0.05' };
const standing = { name: 'Standing charge', kind: 'standing', pricePerDay: '0.46' };

describe('a bill', () => {
  it('adds the parts and the registers of two rates', () => {
    const terms = { buying: tariff([...twoRates, grid, standing]), selling: null };
    const folded = account(terms, hours('2023-01-10T04:00Z', '2023-01-10T06:00Z'), [used('2023-01-10T04:00Z', '2023-01-10T05:00Z', '2'), used('2023-01-10T05:00Z', '2023-01-10T06:00Z', '3')]);
    const bill = billOf(folded, null, 'inc');
    expect(bill.total).toBe(200_000 + 900_000 + 250_000 + 460_000);
    expect(money(bill)).toEqual({ Energy: 1_100_000, Grid: 250_000, 'Standing charge': 460_000 });
    expect(bill.registers.map(({ rate, money: cost }) => [rate, cost])).toEqual([['night', 300_000], ['day', 1_050_000]]);
  });

  it('is exact with more digits than a floating-point number holds', () => {
    const terms = { buying: tariff([{ name: 'Energy', kind: 'energy', price: '1' }]), selling: null };
    const folded = account(terms, hours('2023-01-10T04:00Z', '2023-01-10T06:00Z'), [used('2023-01-10T04:00Z', '2023-01-10T05:00Z', '0.12345678901234567'), used('2023-01-10T05:00Z', '2023-01-10T06:00Z', '0.00000071098765433')]);
    // 0.12345678901234567 + 0.00000071098765433 = 0.1234575 exactly: half a micro, rounded to even.
    expect(folded.importEnergy).toBe(123_457_500_000_000_000n);
    expect(billOf(folded, null, 'inc').total).toBe(123_458);
    expect(folded.estimated).toBe(0n);
  });

  it('shares an hour over two rates by time, and says how much is estimated', () => {
    const terms = { buying: tariff(twoRates), selling: null };
    const folded = account(terms, hours('2023-01-10T04:30Z', '2023-01-10T06:30Z'), [used('2023-01-10T04:45Z', '2023-01-10T05:45Z', '4')]);
    expect(folded.registers.map(({ rate, energy }) => [rate, energy])).toEqual([['night', kwh('1')], ['day', kwh('3')]]);
    expect(folded.estimated).toBe(kwh('4'));
    expect(folded.gaps).toEqual([hours('2023-01-10T04:30Z', '2023-01-10T04:45Z'), hours('2023-01-10T05:45Z', '2023-01-10T06:30Z')]);
  });

  it('cuts a stretch at the edge of the period in proportion', () => {
    const folded = account({ buying: tariff(twoRates), selling: null }, hours('2023-01-10T10:15Z', '2023-01-10T11:00Z'), [used('2023-01-10T10:00Z', '2023-01-10T11:00Z', '1')]);
    expect([folded.importEnergy, folded.estimated, folded.gaps]).toEqual([kwh('0.75'), kwh('0.75'), []]);
  });

  it('owes the standing charge for each local day touched, 23 hours or 25', () => {
    const terms = { buying: tariff([standing]), selling: null };
    const days = (from: string, to: string): number => billOf(account(terms, hours(from, to), []), null, 'inc').total / 460_000;
    expect(days('2023-03-25T23:30Z', '2023-03-26T23:00Z')).toBe(2);
    expect(days('2023-03-25T23:30Z', '2023-03-26T23:30Z')).toBe(3);
    expect(days('2023-10-28T23:00Z', '2023-10-30T00:00Z')).toBe(1);
  });

  it('leaves energy without a price out of the money and names it', () => {
    const slots = tariff([{ name: 'Energy', kind: 'energy', slots: [{ start: '2023-01-10T10:00Z', end: '2023-01-10T11:00Z', price: '0.20' }] }, grid]);
    const folded = account({ buying: slots, selling: null }, hours('2023-01-10T10:00Z', '2023-01-10T12:00Z'), [used('2023-01-10T10:00Z', '2023-01-10T11:00Z', '1'), used('2023-01-10T11:00Z', '2023-01-10T12:00Z', '2', '3')]);
    expect(folded.unpriced).toBe(kwh('5'));
    expect(money(billOf(folded, null, 'inc'))).toEqual({ Energy: 200_000, Grid: 50_000 });
  });

  it('counts a stretch without a value as a gap, never as nothing used', () => {
    const folded = account({ buying: tariff(twoRates), selling: null }, hours('2023-01-10T10:00Z', '2023-01-10T13:00Z'), [
      used('2023-01-10T10:00Z', '2023-01-10T11:00Z', '1'), used('2023-01-10T11:00Z', '2023-01-10T12:00Z', null), used('2023-01-10T12:00Z', '2023-01-10T13:00Z', '0'),
    ]);
    expect(folded.gaps).toEqual([hours('2023-01-10T11:00Z', '2023-01-10T12:00Z')]);
  });
});

describe('export', () => {
  const stretch = [used('2023-06-10T10:00Z', '2023-06-10T11:00Z', '1', '4')];
  const noon = hours('2023-06-10T10:00Z', '2023-06-10T11:00Z');
  const feedIn = { name: 'Feed-in', kind: 'export', price: '0.15' };

  it('is paid by the tariff’s own export part', () => {
    const bill = billOf(account({ buying: tariff([...twoRates, feedIn]), selling: null }, noon, stretch), null, 'inc');
    expect(bill.total).toBe(300_000 - 600_000);
    expect(bill.registers).toMatchObject([{ direction: 'import', money: 300_000 }, { direction: 'export', rate: 'standard', money: -600_000 }]);
  });

  it('is paid by the export tariff in its place, whose energy price is then what is paid and whose standing charge is not owed', () => {
    const selling = tariff([{ name: 'Outgoing', kind: 'energy', price: '0.05' }, standing]);
    expect(money(billOf(account({ buying: tariff([...twoRates, feedIn]), selling }, noon, stretch), null, 'inc'))).toEqual({ Energy: 300_000, Outgoing: -200_000 });
  });

  it('carries no VAT', () => {
    const vat = { percent: 20, included: false };
    const folded = account({ buying: tariff([...twoRates, feedIn], { vat }), selling: null }, noon, stretch);
    expect(money(billOf(folded, { rate: 200_000, included: false }, 'inc'))).toEqual({ Energy: 300_000, 'Feed-in': -600_000, VAT: 60_000 });
  });
});

describe('VAT', () => {
  const folded = account({ buying: tariff([...twoRates, standing]), selling: null }, hours('2023-01-10T10:00Z', '2023-01-10T11:00Z'), [used('2023-01-10T10:00Z', '2023-01-10T11:00Z', '1')]);
  it.each([
    ['in the prices, kept', { rate: 50_000, included: true }, 'inc', { Energy: 300_000, 'Standing charge': 460_000 }],
    // 760000 / 1.05 = 723809.52…: 285714.28… and 438095.24…; the missing micro goes to the larger remainder.
    ['in the prices, taken out', { rate: 50_000, included: true }, 'exc', { Energy: 285_715, 'Standing charge': 438_095 }],
    ['not in the prices, put on as a line', { rate: 50_000, included: false }, 'inc', { Energy: 300_000, 'Standing charge': 460_000, VAT: 38_000 }],
    ['not in the prices, left out', { rate: 50_000, included: false }, 'exc', { Energy: 300_000, 'Standing charge': 460_000 }],
    ['not spoken of', null, 'inc', { Energy: 300_000, 'Standing charge': 460_000 }],
  ] as const)('%s', (_name, vat, wanted, parts) => expect(money(billOf(folded, vat, wanted))).toEqual(parts));
});

describe('rounding', () => {
  it('rounds the total half-even and gives the missing micros to the largest remainders', () => {
    expect(roundTogether([16n, 17n, 17n], 10n)).toEqual({ total: 5, parts: [1, 2, 2] });
    expect(roundTogether([5n], 10n)).toEqual({ total: 0, parts: [0] });
    expect(roundTogether([15n], 10n)).toEqual({ total: 2, parts: [2] });
    expect(roundTogether([-16n, 4n], 10n)).toEqual({ total: -1, parts: [-1, 0] });
    expect(roundTogether([], 10n)).toEqual({ total: 0, parts: [] });
  });

  it('always adds up, and moves no part by a micro or more', () =>
    fc.assert(
      fc.property(fc.array(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), { minLength: 1, maxLength: 20 }), fc.bigInt({ min: 1n, max: 1000n }), (amounts, unit) => {
        const { total, parts } = roundTogether(amounts, unit);
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(total);
        parts.forEach((part, index) => {
          const off = BigInt(part) * unit - (amounts[index] ?? 0n);
          expect(off < unit && off > -unit).toBe(true);
        });
      }),
    ));
});
