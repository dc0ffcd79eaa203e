import { describe, expect, it } from 'vitest';
import { account, type Account, type AccountBasis } from '#domain/ledger/account.ts';
import { billOf } from '#domain/ledger/bill.ts';
import type { Metered } from '#domain/ledger/metered.ts';
import type { Tariff } from '#domain/tariff/tariff.ts';
import type { Instant, Interval } from '#domain/time/instant.ts';
import { parseDecimal, toScale } from '#domain/units/decimal.ts';
import type { ExactEnergy } from '#domain/units/money.ts';
import { readTariff } from '#wire/tariff.ts';

const utc = (text: string): Instant => Date.parse(text) as Instant;
const over = (start: string, end: string): Interval => ({ start: utc(start), end: utc(end) });
const kwh = (text: string): ExactEnergy => toScale(parseDecimal(text) ?? { units: 0n, scale: 0 }, 18) as ExactEnergy;
const tariff = (parts: unknown, more: object = {}): Tariff => {
  const read = readTariff({ tidewatt: 'tariff', version: 2, name: 'T', currency: 'EUR', zone: 'Europe/Brussels', parts, ...more });
  if (!read.ok) throw new Error(read.reason);
  return read.tariff;
};
const used = (start: string, end: string, bought: string, more: Partial<Metered> = {}): Metered => ({ ...over(start, end), import: kwh(bought), export: null, estimated: false, ...more });
const folded = (buying: Tariff, period: Interval, metered: readonly Metered[], basis: AccountBasis = {}): Account => account({ buying, selling: null }, period, metered, basis);
const money = (made: Account, buying: Tariff): Record<string, number> => Object.fromEntries(billOf(made, buying.vat, 'inc').parts.map((part) => [part.name, part.money]));
const registers = (made: Account): unknown => billOf(made, null, 'inc').registers.map(({ rate, energy, money: cost }) => [rate, Number(energy) / 1e18, cost]);
const refusal = (parts: unknown, more: object = {}): string => {
  const read = readTariff({ tidewatt: 'tariff', version: 2, name: 'T', currency: 'EUR', zone: 'Europe/Brussels', parts, ...more });
  return read.ok ? 'taken' : read.reason;
};

describe('blocks of energy', () => {
  const rising = tariff([{ name: 'Energy', kind: 'energy', blocks: 'day', tiers: [{ price: '0.10', rate: 'first' }, { aboveKWh: '5', price: '0.20', rate: 'second' }, { aboveKWh: '8', price: '0.05', rate: 'third' }] }]);

  it('cost what their block costs, a stretch over the edge of one in both', () => {
    const made = folded(rising, over('2026-01-10T00:00+01:00', '2026-01-11T00:00+01:00'), [used('2026-01-10T08:00Z', '2026-01-10T09:00Z', '4'), used('2026-01-10T09:00Z', '2026-01-10T10:00Z', '6')]);
    expect(registers(made)).toEqual([['first', 5, 500_000], ['second', 3, 600_000], ['third', 2, 100_000]]);
    expect(made.estimated).toBe(0n);
  });

  it('begin anew with the local day, within a stretch over midnight too', () => {
    const made = folded(rising, over('2026-01-10T00:00+01:00', '2026-01-12T00:00+01:00'), [used('2026-01-10T08:00Z', '2026-01-10T09:00Z', '6'), used('2026-01-10T22:00Z', '2026-01-11T00:00Z', '2')]);
    // One kWh before midnight is the day's seventh, the other the next day's first.
    expect(registers(made)).toEqual([['first', 6, 600_000], ['second', 2, 400_000]]);
  });

  it('go on from what was used before the bill began', () => {
    const monthly = tariff([{ name: 'Energy', kind: 'energy', blocks: 'billing', tiers: [{ price: '0.10', rate: 'first' }, { aboveKWh: 10, price: '0.20', rate: 'second' }] }], { billing: { from: '2026-01-15' } });
    const before = folded(monthly, over('2026-01-15T00:00+01:00', '2026-02-01T00:00+01:00'), [used('2026-01-20T08:00Z', '2026-01-20T09:00Z', '9')]);
    const after = [used('2026-02-10T08:00Z', '2026-02-10T09:00Z', '4'), used('2026-02-15T08:00Z', '2026-02-15T09:00Z', '4')];
    expect(registers(folded(monthly, over('2026-02-01T00:00+01:00', '2026-03-01T00:00+01:00'), after, { memory: before.memory }))).toEqual([['first', 5, 500_000], ['second', 3, 600_000]]);
    expect(registers(folded(monthly, over('2026-02-01T00:00+01:00', '2026-03-01T00:00+01:00'), after))).toEqual([['first', 8, 800_000]]);
  });
});

describe('tiers by power', () => {
  it('charge what is drawn above the power at its price', () => {
    const steps = tariff([{ name: 'Energy', kind: 'energy', tiers: [{ price: '0.10', rate: 'low' }, { aboveKW: '4.2', price: '0.50', rate: 'high' }] }]);
    const made = folded(steps, over('2026-01-10T08:00Z', '2026-01-10T10:00Z'), [used('2026-01-10T08:00Z', '2026-01-10T08:15Z', '2'), used('2026-01-10T08:15Z', '2026-01-10T09:15Z', '4')]);
    // 8 kW for a quarter: 1.05 kWh below, 0.95 above; 4 kW stays below.
    expect(registers(made)).toEqual([['low', 5.05, 505_000], ['high', 0.95, 475_000]]);
  });
});

describe('a called price', () => {
  const peak = { name: 'Energy', kind: 'energy', price: '0.20', events: [
    { start: '2026-01-10T17:00Z', end: '2026-01-10T19:00Z', price: '1.00', rate: 'critical', issuer: 'Supplier', announced: '2026-01-09T16:00Z' },
    { start: '2026-01-10T18:00Z', end: '2026-01-10T20:00Z', price: '-0.05', rate: 'relief', adds: true, issuer: 'Operator', announced: '2026-01-10T12:00Z' },
  ] };

  it('takes the place of the table for its time, the later announced over the earlier', () => {
    const hours = ['16', '17', '18', '19', '20'].map((hour) => used(`2026-01-10T${hour}:00Z`, `2026-01-10T${Number(hour) + 1}:00Z`, '1'));
    expect(registers(folded(tariff([peak]), over('2026-01-10T16:00Z', '2026-01-10T21:00Z'), hours))).toEqual([['standard', 2, 400_000], ['critical', 1, 1_000_000], ['relief', 2, 300_000]]);
  });

  it('refuses an event that ends before it starts', () =>
    expect(refusal([{ ...peak, events: [{ start: '2026-01-10T17:00Z', end: '2026-01-10T17:00Z', price: 1, issuer: 'S', announced: '2026-01-09T16:00Z' }] }])).toMatch(/an event ends before/));
});

describe('capacity', () => {
  const fluvius = { name: 'Capacity', kind: 'capacity', each: 'year', price: '48', peak: { minutes: 15, months: 12, leastKW: '2.5' } };

  it('is the mean of the months’ highest quarter-hours, none below its least', () => {
    const before = folded(tariff([fluvius]), over('2026-01-01T00:00+01:00', '2026-02-01T00:00+01:00'), [used('2026-01-10T08:00Z', '2026-01-10T08:15Z', '1')]);
    expect(money(before, tariff([fluvius]))).toEqual({ Capacity: 16_000_000 });
    // Of 4 kW in January and 0.8 kW in February, raised to 2.5: 3.25 kW at 4 EUR a month.
    const made = folded(tariff([fluvius]), over('2026-02-01T00:00+01:00', '2026-03-01T00:00+01:00'), [used('2026-02-10T08:00Z', '2026-02-10T08:15Z', '0.2')], { memory: before.memory });
    expect(money(made, tariff([fluvius]))).toEqual({ Capacity: 13_000_000 });
    expect(made.demands).toEqual([{ name: 'Capacity', month: '2026-02-01', rate: 'standard', power: 3_250_000_000_000_000_000n }]);
  });

  it('adds short stretches to the quarter-hour of the meter, and does not look across its edge', () => {
    const part = { name: 'Peak', kind: 'capacity', each: 'month', price: '1', peak: { minutes: 15 } };
    const fives = ['10', '15', '20', '25'].map((minute, index) => used(`2026-01-10T08:${minute}Z`, `2026-01-10T08:${Number(minute) + 5}Z`, index === 0 ? '1' : '0.25'));
    // 08:10 to 08:15 belongs to the quarter before: 1 kWh = 4 kW; the next holds 0.75 kWh = 3 kW.
    expect(folded(tariff([part]), over('2026-01-01T00:00+01:00', '2026-02-01T00:00+01:00'), fives).demands).toMatchObject([{ power: 4_000_000_000_000_000_000n }]);
  });

  it('subscribed is owed for the days of the bill, a month’s price by its days', () => {
    const part = { name: 'Subscription', kind: 'capacity', each: 'month', subscribedKW: '6', price: '3.1' };
    expect(money(folded(tariff([part]), over('2026-01-31T00:00+01:00', '2026-02-15T00:00+01:00'), []), tariff([part]))).toEqual({ Subscription: 600_000 + 9_300_000 });
  });

  it('has a peak of its own for each rate of a table', () => {
    const part = { name: 'Demand', kind: 'capacity', each: 'month', peak: { minutes: 60 }, rules: [{ rate: 'peak', price: '10', from: '16:00', to: '21:00' }, { rate: 'off', price: '1' }] };
    const made = folded(tariff([part]), over('2026-01-01T00:00+01:00', '2026-02-01T00:00+01:00'), [used('2026-01-10T07:00Z', '2026-01-10T08:00Z', '9'), used('2026-01-10T17:00Z', '2026-01-10T18:00Z', '3')]);
    expect(money(made, tariff([part]))).toEqual({ Demand: 39_000_000 });
  });
});

describe('parts of other bases', () => {
  it('reactive energy is charged per kvarh, and nothing where nobody measures it', () => {
    const buying = tariff([{ name: 'Energy', kind: 'energy', price: '0.2' }, { name: 'Reactive', kind: 'reactive', price: '0.02' }]);
    const hour = over('2026-01-10T08:00Z', '2026-01-10T09:00Z');
    expect(money(folded(buying, hour, [used('2026-01-10T08:00Z', '2026-01-10T09:00Z', '3', { reactive: kwh('1.5') })]), buying)).toEqual({ Energy: 600_000, Reactive: 30_000 });
    expect(money(folded(buying, hour, [used('2026-01-10T08:00Z', '2026-01-10T09:00Z', '3')]), buying)).toEqual({ Energy: 600_000, Reactive: 0 });
  });

  it('a part in per cent is of the parts it names, in the price shown and in the registers too', () => {
    const buying = tariff([
      { name: 'Energy', kind: 'energy', price: '0.20' }, { name: 'Grid', kind: 'grid', price: '0.10' }, { name: 'Standing', kind: 'standing', pricePerDay: '1' },
      { name: 'Levy', kind: 'percent', percent: '10', of: ['Energy', 'Standing'] }, { name: 'Discount', kind: 'percent', percent: -50, of: ['Levy'] },
    ]);
    const made = folded(buying, over('2026-01-10T00:00+01:00', '2026-01-11T00:00+01:00'), [used('2026-01-10T08:00Z', '2026-01-10T09:00Z', '10')]);
    expect(money(made, buying)).toEqual({ Energy: 2_000_000, Grid: 1_000_000, Standing: 1_000_000, Levy: 300_000, Discount: -150_000 });
    expect(registers(made)).toEqual([['standard', 10, 3_100_000]]);
  });

  it('a standing charge per month is owed by its days, and whole over the whole month', () => {
    const buying = tariff([{ name: 'Standing', kind: 'standing', pricePerMonth: '7' }]);
    expect(money(folded(buying, over('2026-01-01T00:00+01:00', '2026-02-01T00:00+01:00'), []), buying)).toEqual({ Standing: 7_000_000 });
    // Ten days of 31: 2.258064516…
    expect(money(folded(buying, over('2026-01-01T00:00+01:00', '2026-01-11T00:00+01:00'), []), buying)).toEqual({ Standing: 2_258_065 });
  });

  it('a part with VAT of its own is taxed by it, inside prices and on top', () => {
    const parts = [{ name: 'Energy', kind: 'energy', price: '0.30' }, { name: 'Standing', kind: 'standing', pricePerDay: '0.21', vatPercent: 5 }];
    const hour = over('2026-01-10T08:00Z', '2026-01-10T09:00Z');
    const one = [used('2026-01-10T08:00Z', '2026-01-10T09:00Z', '1')];
    const on = tariff(parts, { vat: { percent: 20, included: false } });
    expect(money(folded(on, hour, one), on)).toEqual({ Energy: 300_000, Standing: 210_000, VAT: 60_000 + 10_500 });
    const inside = tariff(parts, { vat: { percent: 20, included: true } });
    expect(billOf(folded(inside, hour, one), inside.vat, 'exc').parts.map(({ money: cost }) => cost)).toEqual([250_000, 200_000]);
  });

  it('CO2 and renewable share never enter a bill', () => {
    const buying = tariff([{ name: 'Energy', kind: 'energy', price: '0.20' }, { name: 'CO2', kind: 'co2', price: 266 }, { name: 'Green', kind: 'renewable', price: 41 }]);
    expect(money(folded(buying, over('2026-01-10T08:00Z', '2026-01-10T09:00Z'), [used('2026-01-10T08:00Z', '2026-01-10T09:00Z', '1')]), buying)).toEqual({ Energy: 200_000 });
  });
});

describe('scope', () => {
  const parts = [
    { name: 'Grid', kind: 'grid', price: '0.10' },
    { name: 'Household', kind: 'energy', price: '0.30', scope: { without: ['heat pump'] } },
    { name: 'Heat', kind: 'energy', price: '0.20', rate: 'heat', scope: { meter: 'heat pump' } },
  ];
  const heat = (bought: string): Partial<Metered> => ({ meters: new Map([['heat pump', { import: kwh(bought), export: null }]]) });
  const hour = over('2026-01-10T08:00Z', '2026-01-10T09:00Z');

  it('charges a sub-meter its own price and the rest the other, the connection’s fee on all', () =>
    expect(money(folded(tariff(parts), hour, [used('2026-01-10T08:00Z', '2026-01-10T09:00Z', '5', heat('2'))]), tariff(parts))).toEqual({ Grid: 500_000, Household: 900_000, Heat: 400_000 }));

  it('makes nothing up for a sub-meter that says nothing', () =>
    expect(money(folded(tariff(parts), hour, [used('2026-01-10T08:00Z', '2026-01-10T09:00Z', '5')]), tariff(parts))).toEqual({ Grid: 500_000, Household: 0, Heat: 0 }));

  it('prices energy shared in a community between import and export price, both ways', () => {
    const community = tariff([
      { name: 'Energy', kind: 'energy', price: '0.30', scope: { without: ['community'] } }, { name: 'Feed-in', kind: 'export', price: '0.08', scope: { without: ['community'] } },
      { name: 'Shared in', kind: 'energy', price: '0.18', scope: { meter: 'community' } }, { name: 'Shared out', kind: 'export', price: '0.15', scope: { meter: 'community' } },
    ]);
    const shared = { export: kwh('3'), meters: new Map([['community', { import: kwh('1'), export: kwh('2') }]]) };
    expect(money(folded(community, hour, [used('2026-01-10T08:00Z', '2026-01-10T09:00Z', '4', shared)]), community)).toEqual({ Energy: 900_000, 'Shared in': 180_000, 'Feed-in': -80_000, 'Shared out': -300_000 });
  });
});

describe('holidays', () => {
  it('are a weekday of their own: fixed days, days of every year, days from Easter', () => {
    const buying = tariff([{ name: 'Energy', kind: 'energy', rules: [{ rate: 'high', price: '0.30', weekdays: ['mon', 'tue', 'wed', 'thu', 'fri'] }, { rate: 'low', price: '0.10' }] }], { holidays: ['12-25', 'easter+1', '2026-05-14'] });
    const rateOn = (day: string): unknown => folded(buying, over(`${day}T10:00Z`, `${day}T11:00Z`), [used(`${day}T10:00Z`, `${day}T11:00Z`, '1')]).registers[0]?.rate;
    // 25 December 2026 is a Friday, Easter Monday 2026 is 6 April, 14 May 2026 is a Thursday.
    expect(['2026-12-24', '2026-12-25', '2026-04-06', '2026-04-07', '2026-05-14', '2027-05-14', '2027-03-29'].map(rateOn)).toEqual(['high', 'low', 'low', 'high', 'low', 'high', 'low']);
  });

  it('need a price', () => expect(refusal([{ name: 'Energy', kind: 'energy', rules: [{ rate: 'all', price: 1, weekdays: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] }] }], { holidays: ['12-25'] })).toMatch(/no rule prices hol 00:00/));
});

describe('a version 2 table is refused whole, with the reason', () => {
  const energy = { name: 'Energy', kind: 'energy', price: '0.3' };
  it.each<[string, unknown, RegExp]>([
    ['a fee on a total price', [{ ...energy, total: true }, { name: 'Grid', kind: 'grid', price: '0.1' }], /"Energy" is a total price: it holds what "Grid"/],
    ['a share of what is not there', [energy, { name: 'Levy', kind: 'percent', percent: 1, of: ['Grid'] }], /no part above it is named "Grid"/],
    ['a share of CO2', [energy, { name: 'CO2', kind: 'co2', price: 1 }, { name: 'Levy', kind: 'percent', percent: 1, of: ['CO2'] }], /nothing that the home pays/],
    ['tiers that do not ascend', [{ name: 'E', kind: 'energy', blocks: 'day', tiers: [{ price: 1 }, { aboveKWh: 5, price: 2 }, { aboveKWh: 5, price: 3 }] }], /tier 3: tiers ascend/],
    ['blocks over no time', [{ name: 'E', kind: 'energy', tiers: [{ price: 1 }, { aboveKWh: 5, price: 2 }] }], /needs "blocks"/],
    ['blocks and powers in one part', [{ name: 'E', kind: 'energy', blocks: 'day', tiers: [{ price: 1 }, { aboveKWh: 5, price: 2 }, { aboveKW: 7, price: 3 }] }], /all of energy or all of power/],
    ['a first tier above something', [{ name: 'E', kind: 'energy', tiers: [{ aboveKW: 5, price: 2 }] }], /tier 1: the first begins at nothing/],
    ['prices beside tiers', [{ ...energy, tiers: [{ price: 1 }] }], /prices stand in the tiers/],
    ['capacity of both kinds', [{ name: 'C', kind: 'capacity', each: 'month', price: 1, subscribedKW: 3, peak: { minutes: 15 } }], /exactly one of "subscribedKW"/],
    ['a standing charge of both', [{ name: 'S', kind: 'standing', pricePerDay: 1, pricePerMonth: 1 }], /exactly one of "pricePerDay"/],
    ['a series of seven minutes', [{ name: 'E', kind: 'energy', series: { start: '2026-01-10T00:00Z', minutes: 7, prices: [1] } }], /none of 5, 15, 30 and 60/],
  ])('%s', (_name, parts, expected) => expect(refusal(parts)).toMatch(expected));

  it('a series of five minutes is its slots', () => {
    const made = tariff([{ name: 'E', kind: 'energy', series: { start: '2026-01-10T00:00Z', minutes: 5, prices: ['0.1', '-0.2'] } }]);
    const [part] = made.parts;
    expect(part?.per === 'kWh' && part.tiers[0]?.schedule).toEqual({ kind: 'slots', slots: [
      { start: utc('2026-01-10T00:00Z'), end: utc('2026-01-10T00:05Z'), price: 100_000_000_000, rate: 'standard' }, { start: utc('2026-01-10T00:05Z'), end: utc('2026-01-10T00:10Z'), price: -200_000_000_000, rate: 'standard' },
    ] });
  });
});
