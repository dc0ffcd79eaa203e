import { describe, expect, it } from 'vitest';
import { accountsOf, type AccountsOf } from '#domain/answers/accounts.ts';
import { advised } from '#domain/answers/advice.ts';
import { ownFigures } from '#domain/answers/ownFigures.ts';
import { pastDays } from '#domain/answers/pastDay.ts';
import { billed, billRecords, type HomeBill, type MeteredStatement } from '#domain/answers/sentBills.ts';
import type { PricedSlot } from '#domain/ledger/pricedSlot.ts';
import { purseAt, carriedForward, type PurseBook } from '#domain/ledger/purse.ts';
import { statementsOf } from '#domain/ledger/statement.ts';
import type { Tariff } from '#domain/tariff/tariff.ts';
import { HOUR, type Instant } from '#domain/time/instant.ts';
import { micro } from '#domain/units/money.ts';
import { readTariff } from '#wire/tariff.ts';
import { at, DAY } from './past.ts';

const tariff = (name: string, parts: unknown, more: object = {}): Tariff => {
  const read = readTariff({ tidewatt: 'tariff', version: 1, name, currency: 'GBP', zone: 'UTC', parts, ...more });
  if (!read.ok) throw new Error(read.reason);
  return read.tariff;
};
const flat = tariff('Flat', [{ name: 'Energy', kind: 'energy', price: '0.25' }, { name: 'Standing charge', kind: 'standing', pricePerDay: '0.40' }]);
const dear = tariff('Dear', [{ name: 'Energy', kind: 'energy', price: '0.30' }, { name: 'Standing charge', kind: 'standing', pricePerDay: '0.50' }]);

const FIRST = Date.UTC(2023, 2, 1);
/** Half-hours of 0.5 kWh of some days from 1 March 2023, priced at 20p. */
const slots = (days: number, change: (slot: PricedSlot, n: number) => PricedSlot = (slot) => slot): PricedSlot[] =>
  Array.from({ length: days * 48 }, (_, n) => {
    const start = (FIRST + n * (HOUR / 2)) as Instant;
    return change({ start, end: (start + HOUR / 2) as Instant, import: 500_000, export: 0, quality: 'measured', revision: 1, rate: 'day', cost: 100_000, currency: 'GBP' }, n);
  });
const march = (day: number, hour = 0): Instant => (FIRST + (day - 1) * DAY + hour * HOUR) as Instant;

describe('billing periods from the home’s own slots', () => {
  const under = (own: readonly PricedSlot[], now: Instant, tariffAt: (when: Instant) => Tariff = () => flat) => statementsOf(own, { tariffAt, zone: 'UTC', now });

  it('are the ledger’s: energy by the tariff, and a standing charge for each day so far', () => {
    // Ten days of 24 kWh at 25p, and eleven days begun at 40p.
    expect(under(slots(10), march(11, 12))).toEqual([
      expect.objectContaining({ key: '2023-03-01', import: 240_000_000, total: 60_000_000 + 11 * 400_000, unpriced: 0, estimated: 0, parts: [{ name: 'Energy', kind: 'import', money: 60_000_000 }, { name: 'Standing charge', kind: 'standing', money: 4_400_000 }] }),
    ]);
  });

  it('go by the tariff that held on each day', () => {
    // Five days at 25p and 40p, five at 30p and 50p.
    const [bill] = under(slots(10), march(10, 23), (when) => (when < march(6) ? flat : dear));
    expect(bill?.total).toBe(5 * 24 * 250_000 + 5 * 400_000 + 5 * 24 * 300_000 + 5 * 500_000);
  });

  it('keep what was priced when it was metered, where the table of then is gone', () => {
    const table = (from: number) => tariff('Table', [{ name: 'Energy', kind: 'energy', slots: Array.from({ length: 24 }, (_, n) => ({ start: new Date(from + n * HOUR).toISOString(), end: new Date(from + (n + 1) * HOUR).toISOString(), price: '0.50' })) }]);
    // Day one is known by its slots alone, at 20p; day two by the table, at 50p.
    const [bill] = under(slots(2), march(2, 23), () => table(march(2)));
    expect(bill).toMatchObject({ total: 24 * 200_000 + 24 * 500_000, unpriced: 0 });
    expect(under(slots(1, (slot) => ({ ...slot, cost: null })), march(2), () => table(march(2)))[0]).toMatchObject({ total: 0, unpriced: 24_000_000 });
  });

  it('do not mix prices with VAT and without on one bill', () => {
    const bare = tariff('Bare', [{ name: 'Energy', kind: 'energy', price: '0.25' }], { vat: { percent: '5', included: false } });
    expect(under(slots(2), march(2, 23), (when) => (when < march(2) ? flat : bare))[0]?.total).toBe(24 * 200_000 + 24 * 262_500);
  });

  it('say how much of their time is known', () => expect(under(slots(1), march(3))[0]?.known).toBeCloseTo(0.5, 3));
});

describe('bills', () => {
  const statement = (total: number): MeteredStatement => ({ key: '2023-03-01', start: march(1), end: march(32), import: 1, export: 0, total: micro(total), parts: [], unpriced: 0, estimated: 0, known: 1, opening: null, closing: null });
  const closed = billed([], [statement(100)], march(32, 2));

  it('are open until an hour after their last, then closed once', () => {
    expect(billed([], [statement(100)], march(32))[0]).toMatchObject({ closedAt: null, closedTotal: null });
    expect(closed[0]).toMatchObject({ closedAt: march(32, 2), closedTotal: 100, adjustment: null });
    expect(billRecords([], closed)).toEqual([{ kind: 'bill-closed', period: '2023-03-01', money: 100 }]);
  });

  it('have one adjustment, however many readings come late', () => {
    const late = billed(closed, [statement(130)], march(33));
    const later = billed(late, [statement(125)], march(34));
    expect([late[0]?.adjustment, later[0]?.adjustment, later[0]?.closedTotal]).toEqual([30, 25, 100]);
    expect([billRecords(closed, late), billRecords(late, later), billRecords(later, later)]).toEqual([[{ kind: 'bill-adjusted', period: '2023-03-01', money: 30 }], [{ kind: 'bill-adjusted', period: '2023-03-01', money: 25 }], []]);
    expect(billed(later, [statement(100)], march(35))[0]?.adjustment).toBeNull();
  });

  it('stay when the book no longer reaches them', () => expect(billed(closed, [], march(90))).toEqual(closed));

  it('are not closed of a time that is hardly known', () => expect(billed([], [{ ...statement(1), known: 0.3 }], march(40))[0]?.closedAt).toBeNull());

  it('are kept for two years', () => {
    const many = Array.from({ length: 40 }, (_, n): HomeBill => ({ ...statement(1), key: String(n), start: march(n), closedAt: march(n), closedTotal: 1, adjustment: null }));
    expect(billed(many, [], march(99))).toHaveLength(25);
  });
});

describe('the purse of a prepayment meter', () => {
  const book = (change: Partial<PurseBook> = {}): PurseBook => ({
    terms: { emergencyCredit: micro(5_000_000), recovery: null, neverCut: [] },
    opening: { at: march(1, 12), state: { balance: micro(10_000_000), debt: micro(0), emergency: false } },
    entries: [],
    ...change,
  });
  const days = { standing: 400_000, zone: 'UTC' };
  const spent = slots(2).map(({ start, end, cost }) => ({ start, end, cost: cost ?? 0 }));

  it('is what it opened with, less use and standing charge since, plus what was paid in', () => {
    // A day of 4.80, one midnight of 0.40, and 5.00 paid in.
    const entries = [{ at: march(2), event: { kind: 'top-up', amount: micro(5_000_000) } as const }];
    expect(purseAt(book({ entries }), spent, march(2, 12), days).balance).toBe(10_000_000 - 4_800_000 - 400_000 + 5_000_000);
  });

  it('counts of a half-hour before its opening only what came after', () => {
    const opening = { ...book().opening, at: march(1, 12.25) };
    expect(purseAt(book({ opening }), spent, march(1, 13), days).balance).toBe(10_000_000 - 50_000 - 100_000);
  });

  it('finds the place of a late reading: the same whenever it is told', () => {
    const missing = spent.filter((_, n) => n !== 30);
    const before = purseAt(book(), missing, march(2, 12), days).balance;
    expect(purseAt(book(), spent, march(2, 12), days).balance).toBe(before - 100_000);
  });

  it('carried forward is the same purse', () => {
    const entries = [{ at: march(1, 14), event: { kind: 'top-up', amount: micro(3_000_000) } as const }, { at: march(2, 6), event: { kind: 'top-up', amount: micro(1_000_000) } as const }];
    const whole = book({ entries });
    const carried = carriedForward(whole, spent, march(2), days);
    expect([carried.opening.at, carried.entries]).toEqual([march(2), entries.slice(1)]);
    expect(purseAt(carried, spent, march(2, 20), days)).toEqual(purseAt(whole, spent, march(2, 20), days));
    expect(carriedForward(whole, spent, march(1), days)).toBe(whole);
  });

  it('lasts as long as such days use, past the hours when it cannot be cut', () => {
    const neverCut = [{ from: 18 * 60, to: 10 * 60 }];
    const own = book({ terms: { ...book().terms, neverCut }, opening: { at: march(29, 12), state: { balance: micro(1_000_000), debt: micro(0), emergency: false } } });
    const of: AccountsOf = { slots: slots(28), stands: new Map(), tariffAt: () => flat, zone: 'UTC', now: march(29, 12), purse: own, contract: null, others: [] };
    // 20p an hour: five hours; from 18:00 to 10:00 nobody cuts it, so at 17:00 it ends.
    expect(accountsOf(of).purse).toMatchObject({ balance: 1_000_000, supply: 'credit', paid: march(29, 17), supplyEnds: march(29, 17) });
    const richer = { ...own, opening: { ...own.opening, state: { ...own.opening.state, balance: micro(1_400_000) } } };
    expect(accountsOf({ ...of, purse: richer }).purse).toMatchObject({ paid: march(29, 19), supplyEnds: march(30, 10) });
  });
});

const NOTHING_TOLD = { contract: null, zone: 'UTC', others: [], standing: null };

describe('the figures that advice stands on', () => {
  const days = (own: readonly PricedSlot[], n: number) => pastDays(own, march(n + 1), 'UTC');

  it('are of this home: what is always on, at what it paid', () => {
    expect(ownFigures(days(slots(14), 14), NOTHING_TOLD)).toEqual({ alwaysOn: { power: 1_000, price: 200_000 }, dear: null, contract: null, tariff: { ours: 33_600_000, other: null } });
  });

  it('know how much was bought in dear hours, and what lies between dear and cheap', () => {
    // A third of the day at 10p, a third at 20p, a third at 40p, the same energy in each.
    const own = slots(14, (slot, n) => ({ ...slot, cost: n % 48 < 16 ? 50_000 : n % 48 < 32 ? 100_000 : 200_000 }));
    const { dear: found } = ownFigures(days(own, 14), NOTHING_TOLD);
    expect(found?.share).toBeCloseTo(1 / 3, 6);
    expect([found?.energy, found?.gap]).toEqual([7 * 24_000_000, 300_000]);
  });

  it('know a contract that is larger than what is used', () => {
    const contract = { contracted: 6_000, operator: null, steps: [{ power: 3_000, perYear: 60_000_000 }, { power: 6_000, perYear: 90_000_000 }] };
    expect(ownFigures(days(slots(14), 14), { ...NOTHING_TOLD, contract }).contract).toEqual({ power: 6_000, enough: 3_000, savesPerYear: 30_000_000 });
    // Once it is followed nothing more is saved, and what was said of it can be looked at.
    const followed = ownFigures(days(slots(14), 14), { ...NOTHING_TOLD, contract: { ...contract, contracted: 3_000 } });
    expect(followed.contract).toEqual({ power: 3_000, enough: 3_000, savesPerYear: 0 });
    const given = advised([], { alwaysOn: null, dear: null, tariff: null, contract: { power: 6_000, enough: 3_000, savesPerYear: 30_000_000 } }, at(0));
    expect(advised(given, { ...followed, alwaysOn: null }, at(8))).toMatchObject([{ kind: 'contract', outcome: { followed: 'yes' } }]);
  });

  it('know what a week costs on ours, and on the cheapest other that prices all of it', () => {
    const cheap = tariff('Cheap', [{ name: 'Energy', kind: 'energy', price: '0.15' }, { name: 'Standing charge', kind: 'standing', pricePerDay: '0.40' }]);
    const gridAlone = tariff('Grid', [{ name: 'Grid', kind: 'grid', price: '0.05' }]);
    const over = tariff('Over', [{ name: 'Energy', kind: 'energy', slots: [{ start: '2023-03-01T00:00:00Z', end: '2023-03-02T00:00:00Z', price: '0.01' }] }]);
    // 24 kWh a day at 20p as paid, 30p, 15p, and 40p or 50p a day: 5.20, 7.70 and 4.00 a day. What prices a part of it is left out.
    const figures = ownFigures(days(slots(14), 14), { ...NOTHING_TOLD, standing: 400_000, others: [dear, cheap, gridAlone, over] });
    expect(figures.tariff).toEqual({ ours: 36_400_000, other: 28_000_000 });
    const given = advised([], { ...figures, alwaysOn: null }, march(15));
    expect(given).toMatchObject([{ kind: 'tariff', figure: 36_400_000, aim: 28_000_000, perWeek: 8_400_000 }]);
    // A week on the other: known by what is paid then, whether another is known or not.
    const changed = ownFigures(days(slots(14, (slot) => ({ ...slot, cost: 75_000 })), 14), { ...NOTHING_TOLD, standing: 400_000 });
    expect(advised(given, { ...changed, alwaysOn: null }, march(23))).toMatchObject([{ kind: 'tariff', outcome: { followed: 'yes', perWeek: 8_400_000 } }]);
  });

  it('make no suggestion of another tariff that costs hardly less, or where a cost is not known', () => {
    const figures = { alwaysOn: null, dear: null, contract: null };
    expect(advised([], { ...figures, tariff: { ours: 20_000_000, other: 19_500_000 } }, march(15))).toEqual([]);
    expect(ownFigures(days(slots(14, (slot, n) => (n === 3 ? { ...slot, cost: null } : slot)), 14), { ...NOTHING_TOLD, others: [flat] }).tariff).toBeNull();
  });

  it('say nothing after three days', () => expect(ownFigures(days(slots(3), 3), NOTHING_TOLD)).toEqual({ alwaysOn: null, dear: null, contract: null, tariff: null }));
});

describe('advice', () => {
  const figures = { alwaysOn: { power: 400, price: 250_000 }, dear: { energy: 100_000_000, share: 0.5, gap: 300_000 }, contract: { power: 9_000, enough: 6_000, savesPerYear: 60_000_000 }, tariff: { ours: 20_000_000, other: 15_000_000 } };

  it('is at most three in a week, and none of them again within four', () => {
    const first = advised([], figures, at(0));
    expect(first).toHaveLength(3);
    expect(advised(first, figures, at(3))).toBe(first);
    expect(advised(first, figures, at(8)).filter(({ at: when }) => when === at(8)).map(({ kind }) => kind)).toEqual(['contract']);
  });

  it('is looked at again after a week, and what became of it is kept', () => {
    const first = advised([], { ...figures, dear: null, contract: null, tariff: null }, at(0));
    expect(first[0]).toMatchObject({ kind: 'always-on', figure: 400, aim: 350, outcome: null });
    const looked = advised(first, { ...figures, alwaysOn: { power: 350, price: 250_000 }, dear: null, contract: null, tariff: null }, at(8));
    expect(looked[0]?.outcome).toMatchObject({ followed: 'yes', checkedAt: at(8) });
    expect(advised(looked, { ...figures, alwaysOn: null, dear: null, contract: null, tariff: null }, at(16))[0]?.outcome).toMatchObject({ checkedAt: at(8) });
  });
});
