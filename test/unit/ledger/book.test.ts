import { describe, expect, it } from 'vitest';
import { adjustments, billNow, close, newBook, post, type Book, type Posted } from '#domain/ledger/book.ts';
import type { CivilDate } from '#domain/time/civil.ts';
import type { Instant } from '#domain/time/instant.ts';
import type { ExactEnergy } from '#domain/units/money.ts';
import { readTariff } from '#wire/tariff.ts';

const utc = (text: string): Instant => Date.parse(text) as Instant;
const read = readTariff({
  tidewatt: 'tariff', version: 2, name: 'Blocks by the bill', currency: 'GBP', zone: 'Europe/London', billing: { from: '2026-01-15' },
  parts: [{ name: 'Energy', kind: 'energy', blocks: 'year', tiers: [{ price: '0.10' }, { aboveKWh: 100, price: '0.20' }] }],
});
if (!read.ok) throw new Error(read.reason);
const terms = { buying: read.tariff, selling: null };
const hour = (start: string, kWh: number, revision = 1): Posted => ({ start: utc(start), end: (utc(start) + 3_600_000) as Instant, import: (BigInt(kWh) * 10n ** 18n) as ExactEnergy, export: null, estimated: false, revision });
const totals = (book: Book): unknown => book.periods.map((one) => [one.period.key, billNow(book, one).total]);
const january = '2026-01-15' as CivilDate;
const february = '2026-02-15' as CivilDate;

describe('a book of bills', () => {
  const first = post(newBook(terms), [hour('2026-01-20T10:00Z', 60), hour('2026-02-20T10:00Z', 60)]);

  it('goes by the tariff’s billing months, a block of the year running through them', () => expect(totals(first)).toEqual([['2026-01-15', 6_000_000], ['2026-02-15', 4_000_000 + 4_000_000]]));

  it('runs again from the period of a late reading, and owes what closed bills left out', () => {
    const sent = close(close(first, january), february);
    const late = post(sent, [hour('2026-01-21T10:00Z', 10)]);
    // January: 7.00; of February's 60 only 30 are below 100: 3.00 + 6.00.
    expect(totals(late)).toEqual([['2026-01-15', 7_000_000], ['2026-02-15', 9_000_000]]);
    expect(late.periods.map(({ closed }) => closed?.total)).toEqual([6_000_000, 8_000_000]);
    expect(adjustments(late).map(({ period, money }) => [period.key, money])).toEqual([['2026-01-15', 1_000_000], ['2026-02-15', 1_000_000]]);
  });

  it('takes a correction in the place of what it corrects; more of them are still one entry', () => {
    const sent = close(first, january);
    const corrected = post(post(sent, [hour('2026-01-20T10:00Z', 50, 2)]), [hour('2026-01-20T10:00Z', 55, 3), hour('2026-01-20T10:00Z', 1, 1)]);
    expect(adjustments(corrected).map(({ period, money }) => [period.key, money])).toEqual([['2026-01-15', -500_000]]);
  });

  it('closes a bill once', () => {
    const sent = close(first, january);
    expect(close(post(sent, [hour('2026-01-21T10:00Z', 10)]), january).periods[0]?.closed?.total).toBe(6_000_000);
  });
});
