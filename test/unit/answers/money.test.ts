import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkBill } from '#domain/answers/billCheck.ts';
import { compareOffer, compareWithPaid } from '#domain/answers/comparison.ts';
import { lastsUntil } from '#domain/answers/lastsUntil.ts';
import { pastDays } from '#domain/answers/pastDay.ts';
import { shiftSaves } from '#domain/answers/shifting.ts';
import { outcomeOf, suggestions, type Given, type OwnFigures } from '#domain/answers/suggestions.ts';
import { paidPrices } from '#domain/tariff/price.ts';
import type { Tariff } from '#domain/tariff/tariff.ts';
import { micro } from '#domain/units/money.ts';
import { readTariff } from '#wire/tariff.ts';
import { at, DAY, halfHours } from './past.ts';

const tariff = (name: string, parts: unknown, more: object = {}): Tariff => {
  const read = readTariff({ tidewatt: 'tariff', version: 1, name, currency: 'GBP', zone: 'UTC', parts, ...more });
  if (!read.ok) throw new Error(read.reason);
  return read.tariff;
};
const nightAndDay = tariff('Night', [{ name: 'Energy', kind: 'energy', rules: [{ rate: 'night', price: '0.10', from: '00:00', to: '06:00' }, { rate: 'day', price: '0.30' }] }, { name: 'Standing charge', kind: 'standing', pricePerDay: '0.50' }]);
const flat = tariff('Flat', [{ name: 'Energy', kind: 'energy', price: '0.25' }, { name: 'Standing charge', kind: 'standing', pricePerDay: '0.40' }]);

describe('another tariff on own history', () => {
  // Two days of 6 + 9 kWh, paid at 20p a kWh and 46p a day: 6.00 + 0.92.
  const slots = halfHours(2, (half) => (half < 12 ? 0.5 : 0.25));
  const under = (other: Tariff, own = slots) => compareWithPaid(own, other, { zone: 'UTC', standing: 460_000 });

  it('is the ledger over the same readings, beside what was paid', () => {
    // 30 x 0.25 + 0.80 = 8.30; 12 x 0.10 + 18 x 0.30 + 1.00 = 7.60.
    expect(under(flat)).toMatchObject({ start: at(0), end: at(2), days: 2, paid: 6_920_000, other: 8_300_000, leftOut: 0 });
    expect(under(nightAndDay)).toMatchObject({ other: 7_600_000, parts: [{ name: 'Energy', money: 6_600_000 }, { name: 'Standing charge', money: 1_000_000 }] });
  });

  it('leaves out of both what had no price, and says how much', () => {
    const half = slots.map((slot, n) => (n < 48 ? { ...slot, cost: null } : slot));
    expect(under(flat, half)).toMatchObject({ days: 1, paid: 3_460_000, other: 4_150_000, leftOut: 15_000_000 });
    expect(under(flat, slots.map((slot) => ({ ...slot, cost: null })))).toBeNull();
  });

  it('says what it has no price for: what was sent out, for one', () => {
    const sunny = slots.map((slot, n) => (n === 24 ? { ...slot, export: 700_000 } : slot));
    expect(under(flat, sunny)).toMatchObject({ other: 8_300_000, unpriced: 700_000 });
    const paidBack = tariff('Back', [{ name: 'Energy', kind: 'energy', price: '0.25' }, { name: 'Export', kind: 'export', price: '0.10' }]);
    expect(under(paidBack, sunny)).toMatchObject({ other: 7_430_000, unpriced: 0 });
  });

  it('with a price twice as high costs twice as much, whatever was used', () => {
    const price = (text: string) => tariff('T', [{ name: 'Energy', kind: 'energy', price: text }]);
    const used = fc.array(fc.integer({ min: 0, max: 3_000 }), { minLength: 96, maxLength: 96 });
    fc.assert(
      fc.property(used, (energies) => {
        const own = halfHours(2, (half, day) => (energies[day * 48 + half] ?? 0) / 1_000);
        return under(price('0.50'), own)?.other === 2 * (under(price('0.25'), own)?.other ?? 0);
      }),
      { numRuns: 10 },
    );
  });

  it('with what shifting would add, as a range with what it supposes', () => {
    // 5 and 20 % of 15 kWh a day, moved from 30 to 10 a kWh, on two days.
    expect(under(nightAndDay)?.shifted).toEqual({ low: 0.75 * 2 * 200_000, high: 3 * 2 * 200_000, least: 0.05, most: 0.2 });
    expect(under(flat)?.shifted).toMatchObject({ low: 0, high: 0 });
  });

  it('as it was typed in, or why it is none', () => {
    const typed = { name: 'Fix', validFrom: '2023-03-01', vat: null, rates: [{ name: 'day', price: '0.25', days: 'all' as const, from: 0, to: 1_440 }], standingPerDay: '0.40', exportPrice: null };
    const home = { zone: 'UTC', currency: 'GBP', standing: null };
    expect(compareOffer(slots, typed, home, at(2))).toMatchObject({ kind: 'compared', compared: { other: 8_300_000, paid: 6_000_000 } });
    expect(compareOffer([], typed, home, at(2))).toEqual({ kind: 'nothing-known' });
    expect(compareOffer(slots, { ...typed, rates: [] }, home, at(2))).toEqual({ kind: 'fault', fault: 'rates-missing' });
  });
});

describe('shifting', () => {
  const day = (energy: (half: number) => number) => pastDays(halfHours(1, energy), at(1), 'UTC');
  const prices = paidPrices(nightAndDay, { start: at(0), end: at(1) });

  it('takes no more than there is in dear hours, nor more than a cheap hour has room for', () => {
    // 40 kWh in the day; half of them may go, the night takes 12 half-hours of 0.5 kWh.
    expect(shiftSaves(day((half) => (half < 12 ? 0 : 40 / 36)), prices, { least: 0.5, most: 0.5, room: 1_000 })).toEqual({ low: 6 * 200_000, high: 6 * 200_000, days: 1 });
    expect(shiftSaves(day((half) => (half < 12 ? 1 : 0)), prices, { least: 0.5, most: 1, room: 1_000 })).toEqual({ low: 0, high: 0, days: 1 });
  });

  it('is not known where a day has no price', () => expect(shiftSaves(day(() => 1), prices.slice(0, 1))).toBeNull());

  it('never costs, and more of it never saves less', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 2_000 }), { minLength: 48, maxLength: 48 }), (used) => {
        const saved = shiftSaves(day((half) => (used[half] ?? 0) / 1_000), prices);
        return saved !== null && saved.low >= 0 && saved.high >= saved.low;
      }),
      { numRuns: 40 },
    );
  });
});

describe('a supplier’s bill', () => {
  const ours = { lines: [{ name: 'energy', energy: 200_000_000, money: 50_000_000 }, { name: 'standing', energy: null, money: 15_000_000 }], total: 65_000_000 };
  const theirs = (energy: number | null, money: number | null, standing: number | null, total: number) => ({ lines: [{ name: 'energy', energy, money }, { name: 'standing', energy: null, money: standing }], total });

  it('that agrees but for rounding agrees', () => expect(checkBill(ours, theirs(200_000_000, 50_004_000, 15_000_000, 65_010_000))).toMatchObject({ agrees: true }));

  it('is explained by other energy and by another price', () => {
    // 210 kWh for 54.60: ten more at our 25p are 2.50, the rest of 4.60 is the price.
    const { difference, agrees, lines, unexplained } = checkBill(ours, theirs(210_000_000, 54_600_000, 15_500_000, 70_100_000));
    expect([difference, agrees, unexplained]).toEqual([5_100_000, false, 0]);
    expect(lines[0]).toEqual({ name: 'energy', energy: 10_000_000, money: 4_600_000, byEnergy: 2_500_000, byPrice: 2_100_000 });
    expect(lines[1]).toMatchObject({ money: 500_000, byEnergy: null });
  });

  it('says what no line explains', () => expect(checkBill(ours, theirs(200_000_000, null, null, 70_000_000)).unexplained).toBe(5_000_000));

  it('shows a line that only the supplier has', () => {
    const late = { lines: [...ours.lines, { name: 'late fee', energy: null, money: 12_000_000 }], total: 77_000_000 };
    expect(checkBill(ours, late)).toMatchObject({ difference: 12_000_000, unexplained: 0, lines: expect.arrayContaining([expect.objectContaining({ name: 'late fee', money: 12_000_000 })]) });
  });
});

describe('prepayment lasts', () => {
  const terms = { emergencyCredit: micro(5_000_000), recovery: null, neverCut: [{ from: 18 * 60, to: 10 * 60 }] };
  const purse = (balance: number, emergency = false) => ({ balance: micro(balance), debt: micro(0), emergency });
  const spending = { use: () => 100_000, standing: 500_000 };
  const until = (balance: number, from = at(0, 12), emergency = false, own = terms) => lastsUntil(from, purse(balance, emergency), own, spending, 'UTC');

  it('until use has eaten it, in hours when supply can be cut', () => expect(until(600_000)).toEqual({ paid: at(0, 15), supply: at(0, 15) }));
  it('on past it while supply is not cut, over night to 10:00', () => expect(until(1_400_000)).toEqual({ paid: at(0, 19), supply: at(1, 10) }));
  it('with the standing charge taken at midnight', () => {
    const cut = { ...terms, neverCut: [] };
    // 24 half-hours to midnight are 2.40, the day's charge 0.50: 3.00 end at 00:30.
    expect(until(3_000_000, at(0, 12), false, cut)).toEqual({ paid: at(1, 0.5), supply: at(1, 0.5) });
  });
  it('longer with emergency credit that was asked for', () => expect(until(-100_000, at(0, 11), true, { ...terms, neverCut: [] })).toEqual({ paid: at(1, 9), supply: at(1, 9) }));
  it('takes a day’s share of a debt', () => {
    const own = { ...terms, neverCut: [], recovery: { by: 'day' as const, amount: micro(300_000) } };
    expect(lastsUntil(at(0, 22), { balance: micro(1_500_000), debt: micro(300_000), emergency: false }, own, spending, 'UTC').supply).toBe(at(1, 1.5));
  });
  it('beyond what is looked at', () => expect(until(1e9)).toEqual({ paid: null, supply: null }));
});

describe('suggestions', () => {
  const figures: OwnFigures = {
    alwaysOn: { power: 240, price: 250_000 },
    dear: { energy: 70_000_000, share: 0.4, gap: 200_000 },
    contract: { power: 9_000, enough: 6_000, savesPerYear: 40_000_000 },
    tariff: { ours: 20_000_000, other: 18_000_000 },
  };

  it('are at most three, the most money first', () => {
    // Always on: an eighth of 240 W over 168 h is 5.04 kWh, 1.26. Dear: a quarter of 28 kWh at 20p, 1.40. Contract 0.77, tariff 2.00.
    expect(suggestions(figures, [], 0).map(({ kind, perWeek }) => [kind, perWeek])).toEqual([['tariff', 2_000_000], ['dear-hours', 1_400_000], ['always-on', 1_260_000]]);
  });

  it('are not made for pennies, nor of what is not known, nor twice in four weeks', () => {
    const given: Given = { kind: 'tariff', perWeek: 1, figure: 1, aim: 0, at: 0, putAway: false };
    expect(suggestions({ ...figures, alwaysOn: { power: 20, price: 250_000 }, dear: null }, [given], 27 * DAY).map(({ kind }) => kind)).toEqual(['contract']);
    expect(suggestions(figures, [given], 28 * DAY)[0]?.kind).toBe('tariff');
  });

  it.each([
    [240, 'no', 0],
    [230, 'partly', 420_000],
    [210, 'yes', 1_260_000],
    [300, 'no', -2_520_000],
  ])('are checked a week later: %d W always on is followed: %s', (now, followed, perWeek) => {
    const given: Given = { kind: 'always-on', perWeek: 1_260_000, figure: 240, aim: 210, at: 0, putAway: false };
    expect(outcomeOf(given, now, 7 * DAY)).toEqual({ followed, perWeek });
    expect(outcomeOf(given, now, 6 * DAY)).toBeNull();
    expect(outcomeOf(given, null, 7 * DAY)).toBeNull();
  });
});
