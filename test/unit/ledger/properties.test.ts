import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { account, type Account, type Terms } from '#domain/ledger/account.ts';
import { billOf } from '#domain/ledger/bill.ts';
import { adjustments, billNow, close, newBook, post, type Book, type Posted } from '#domain/ledger/book.ts';
import { accountEditions, accountPieces } from '#domain/ledger/editions.ts';
import { shareOf } from '#domain/ledger/metered.ts';
import { periodsTouched } from '#domain/time/calendar.ts';
import { MINUTE, type Instant, type Interval } from '#domain/time/instant.ts';
import type { ExactEnergy } from '#domain/units/money.ts';
import { readTariff } from '#wire/tariff.ts';

const HALF_HOUR = 30 * MINUTE;
/** Over the spring change of 2026-03-29 and the end of a month. */
const START = Date.parse('2026-03-27T23:00Z') as Instant;
const SLOTS = 48 * 6;
const period: Interval = { start: START, end: (START + SLOTS * HALF_HOUR) as Instant };

const read = readTariff({
  tidewatt: 'tariff', version: 2, name: 'All', currency: 'EUR', zone: 'Europe/Brussels', vat: { percent: 6, included: false }, billing: { from: '2026-01-01' },
  parts: [
    { name: 'Energy', kind: 'energy', rules: [{ rate: 'night', price: '0.1033', from: '22:00', to: '06:00' }, { rate: 'day', price: '0.3111', weekdays: ['mon', 'tue', 'wed', 'thu', 'fri'] }, { rate: 'weekend', price: '0.2' }] },
    { name: 'Blocks', kind: 'grid', blocks: 'day', tiers: [{ price: '0.01' }, { aboveKWh: 3, price: '0.05' }, { aboveKWh: '7.5', price: '-0.02' }] },
    { name: 'Feed-in', kind: 'export', price: '0.08' }, { name: 'Standing', kind: 'standing', pricePerDay: '0.3' }, { name: 'Meter', kind: 'standing', pricePerMonth: '1.55', vatPercent: 21 },
    { name: 'Capacity', kind: 'capacity', each: 'year', price: '48', peak: { minutes: 60, months: 12, leastKW: '2.5' } }, { name: 'Levy', kind: 'percent', percent: 3, of: ['Energy', 'Capacity'] },
  ],
});
if (!read.ok) throw new Error(read.reason);
const terms: Terms = { buying: read.tariff, selling: null };

const slot = (index: number, bought: number, sold: number, revision = 1): Posted => ({
  start: (START + index * HALF_HOUR) as Instant, end: (START + (index + 1) * HALF_HOUR) as Instant, import: (BigInt(bought) * 10n ** 12n) as ExactEnergy, export: (BigInt(sold) * 10n ** 12n) as ExactEnergy, estimated: false, revision,
});
/** mWh in each half-hour; a missing one is a gap. */
const flows = fc.array(fc.option(fc.tuple(fc.nat(4_000_000), fc.nat(2_000_000)), { freq: 12 }), { minLength: SLOTS, maxLength: SLOTS }).map((list) => list.flatMap((one, index) => (one ? [slot(index, ...one)] : [])));
const RUNS = { numRuns: 10 };

/** All that a bill says; what was shared out in time is counted apart. */
const said = (made: Account): unknown => ({ ...billOf(made, read.tariff.vat, 'inc'), gaps: made.gaps, unpriced: made.unpriced, imported: made.importEnergy, exported: made.exportEnergy, demands: made.demands });

const halves = (metered: readonly Posted[]): readonly Posted[] =>
  metered.flatMap((one) => {
    const middle = ((one.start + one.end) / 2) as Instant;
    return [{ start: one.start, end: middle }, { start: middle, end: one.end }].map((piece) => ({ ...one, ...piece, import: shareOf(one.import ?? (0n as ExactEnergy), piece, one), export: shareOf(one.export ?? (0n as ExactEnergy), piece, one) }));
  });

describe('a bill is not changed', () => {
  it('by splitting its intervals', () => fc.assert(fc.property(flows, (metered) => {
    expect(said(account(terms, period, halves(metered)))).toEqual(said(account(terms, period, metered)));
  }), RUNS));

  it('by a change of tariff at any half-hour to the same tariff', () =>
    fc.assert(fc.property(flows, fc.integer({ min: 1, max: SLOTS - 1 }), (metered, at) => {
      const middle = (START + at * HALF_HOUR) as Instant;
      const editions = [{ start: period.start, end: middle, terms }, { start: middle, end: period.end, terms }];
      const cut = billOf(accountEditions(editions, period, metered), read.tariff.vat, 'inc');
      expect(cut.parts).toEqual(billOf(account(terms, period, metered), read.tariff.vat, 'inc').parts);
    }), RUNS));

  it('by cutting it into days, which add up to it', () =>
    fc.assert(fc.property(flows, (metered) => {
      const days = accountPieces([{ ...period, terms }], period, metered, periodsTouched('day', period, 'Europe/Brussels'));
      const whole = account(terms, period, metered);
      const sum = (made: Account): bigint => made.lines.reduce((total, { money }) => total + money, 0n);
      // A levy is rounded to 10^-24 of a millionth in each day: less than a quantum a day and register.
      expect(Math.abs(Number(days.reduce((total, one) => total + sum(one), 0n) - sum(whole)))).toBeLessThan(40);
    }), RUNS));
});

/** Micro per kWh, bought and sold. */
const flat = (bought: number, sold: number): Terms => {
  const told = readTariff({
    tidewatt: 'tariff', version: 2, name: `${bought}`, currency: 'EUR', zone: 'Europe/Brussels',
    parts: [{ name: 'Energy', kind: 'energy', price: String(bought / 1_000_000) }, { name: 'Feed-in', kind: 'export', price: String(sold / 1_000_000) }],
  });
  if (!told.ok) throw new Error(told.reason);
  return { buying: told.tariff, selling: null };
};

describe('a change of tariff in the middle of a day', () => {
  it('prices what came before by the one and what came after by the other, and not a unit by both', () =>
    fc.assert(fc.property(flows, fc.integer({ min: 1, max: SLOTS - 1 }), (metered, at) => {
      const middle = (START + at * HALF_HOUR) as Instant;
      const editions = [{ start: period.start, end: middle, terms: flat(200_000, 100_000) }, { start: middle, end: period.end, terms: flat(510_000, -30_000) }];
      const { total } = billOf(accountEditions(editions, period, metered), null, 'inc');
      const expected = metered.reduce((sum, one) => {
        const [bought, sold] = one.start < middle ? [200_000, 100_000] : [510_000, -30_000];
        return sum + (Number((one.import ?? 0n) / 10n ** 12n) * bought - Number((one.export ?? 0n) / 10n ** 12n) * sold) / 1_000_000;
      }, 0);
      expect(Math.abs(total - expected)).toBeLessThan(0.51);
    }), RUNS));
});

const bills = (book: Book): unknown => book.periods.map((one) => [one.period.key, one.readings.size, said(one.account), one.closed]);

describe('the book', () => {
  it('says the same in whatever order and however often readings come', () =>
    fc.assert(fc.property(flows.chain((metered) => fc.tuple(fc.constant(metered), fc.shuffledSubarray([...metered], { minLength: metered.length }), fc.nat(metered.length))), ([metered, shuffled, cut]) => {
      const once = bills(post(newBook(terms), metered));
      expect(bills(post(post(newBook(terms), shuffled.slice(cut)), shuffled.slice(0, cut)))).toEqual(once);
      expect(bills(post(post(newBook(terms), metered), shuffled))).toEqual(once);
    }), RUNS));

  it('puts a closed bill right by one entry, and leaves earlier ones alone', () =>
    fc.assert(fc.property(flows, fc.nat(SLOTS - 1), fc.nat(4_000_000), (metered, index, energy) => {
      const first = post(newBook(terms), metered);
      const [march, april] = first.periods;
      fc.pre(march !== undefined && april !== undefined);
      if (!march || !april) return;
      const closed = close(close(first, march.period.key), april.period.key);
      const late = slot(index, energy, 0, 2);
      const after = post(closed, [late]);
      const inApril = late.start >= april.period.start;
      expect(after.periods.map(({ closed: sent }) => sent)).toEqual(closed.periods.map(({ closed: sent }) => sent));
      if (inApril) expect(after.periods[0]).toBe(closed.periods[0]);
      for (const { period: { key }, money } of adjustments(after)) {
        const of = (book: Book): number => { const one = book.periods.find((each) => each.period.key === key); return one ? billNow(book, one).total : NaN; };
        expect(money).toBe(of(after) - of(closed));
      }
      expect(new Set(adjustments(after).map(({ period: { key } }) => key)).size).toBe(adjustments(after).length);
      expect(adjustments(post(after, [{ ...slot(index, 0, 0), revision: 1 }]))).toEqual(adjustments(after));
    }), RUNS));
});
