import { describe, expect, it } from 'vitest';
import type { Instant, Interval } from '#domain/time/instant.ts';
import { paidPrices, priceSlots, tariffState } from '#domain/tariff/price.ts';
import type { Tariff } from '#domain/tariff/tariff.ts';
import { tariffSchema } from '#wire/message/tariff.ts';
import { readTariff } from '#wire/tariff.ts';
import * as v from 'valibot';

const utc = (text: string): Instant => Date.parse(text) as Instant;
const between = (start: string, end: string): Interval => ({ start: utc(start), end: utc(end) });

const file = (parts: unknown, more: object = {}): object => ({ tidewatt: 'tariff', version: 1, name: 'Test', currency: 'GBP', zone: 'Europe/London', parts, ...more });
const read = (parts: unknown, more: object = {}): Tariff => {
  const result = readTariff(file(parts, more));
  if (!result.ok) throw new Error(result.reason);
  return result.tariff;
};
const reason = (raw: unknown): string | undefined => {
  const result = readTariff(raw);
  return result.ok ? undefined : result.reason;
};

const night = { rate: 'night', price: '0.10', from: '00:30', to: '04:30' };
const economy = { name: 'Energy', kind: 'energy', rules: [night, { rate: 'day', price: '0.30' }] };
const shown = (tariff: Tariff, interval: Interval): string[] =>
  priceSlots(tariff, interval).map(({ start, end, importPrice, rate }) => `${new Date(start).toISOString().slice(5, 16)} ${new Date(end).toISOString().slice(5, 16)} ${rate} ${importPrice}`);

describe('a time-of-use table', () => {
  it('starts the night of a winter day at 00:30 UTC and of a summer day at 23:30 UTC', () => {
    expect(shown(read([economy]), between('2023-01-10T00:00Z', '2023-01-11T00:00Z'))).toEqual([
      '01-10T00:00 01-10T00:30 day 300000',
      '01-10T00:30 01-10T04:30 night 100000',
      '01-10T04:30 01-11T00:00 day 300000',
    ]);
    expect(shown(read([economy]), between('2023-06-09T23:00Z', '2023-06-10T23:00Z'))).toEqual([
      '06-09T23:00 06-09T23:30 day 300000',
      '06-09T23:30 06-10T03:30 night 100000',
      '06-10T03:30 06-10T23:00 day 300000',
    ]);
  });

  it('has a night of three hours when the clock goes forward and of five when it goes back', () => {
    expect(shown(read([economy]), between('2023-03-26T00:00Z', '2023-03-26T23:00Z'))).toContain('03-26T00:30 03-26T03:30 night 100000');
    expect(shown(read([economy]), between('2023-10-28T23:00Z', '2023-10-30T00:00Z'))).toContain('10-28T23:30 10-29T04:30 night 100000');
  });

  it('prices the repeated hour twice where a rule begins inside it', () => {
    const tariff = read([{ name: 'Energy', kind: 'energy', rules: [{ rate: 'late', price: 1, from: '01:30', to: '02:00' }, { rate: 'day', price: 0 }] }]);
    expect(shown(tariff, between('2023-10-28T23:00Z', '2023-10-29T04:00Z'))).toEqual([
      '10-28T23:00 10-29T00:30 day 0',
      '10-29T00:30 10-29T01:00 late 1000000',
      '10-29T01:00 10-29T01:30 day 0',
      '10-29T01:30 10-29T02:00 late 1000000',
      '10-29T02:00 10-29T04:00 day 0',
    ]);
  });

  it('moves by half an hour on Lord Howe Island', () => {
    const tariff = read([economy], { zone: 'Australia/Lord_Howe' });
    expect(shown(tariff, between('2023-04-01T13:00Z', '2023-04-02T13:30Z'))).toContain('04-01T13:30 04-01T18:00 night 100000');
  });

  it('wraps past midnight, each piece judged by its own day', () => {
    const tariff = read([{ name: 'Energy', kind: 'energy', rules: [{ rate: 'weekend night', price: '0.05', weekdays: ['sat'], from: '22:00', to: '06:00' }, { rate: 'other', price: '0.30' }] }]);
    expect(shown(tariff, between('2023-01-06T00:00Z', '2023-01-09T00:00Z'))).toEqual([
      '01-06T00:00 01-07T00:00 other 300000',
      '01-07T00:00 01-07T06:00 weekend night 50000',
      '01-07T06:00 01-07T22:00 other 300000',
      '01-07T22:00 01-08T00:00 weekend night 50000',
      '01-08T00:00 01-09T00:00 other 300000',
    ]);
  });

  it('follows the months', () => {
    const tariff = read([{ name: 'Energy', kind: 'energy', rules: [{ rate: 'winter', price: '0.4', months: [11, 12, 1, 2] }, { rate: 'summer', price: '0.2' }] }]);
    expect(shown(tariff, between('2023-02-28T12:00Z', '2023-03-01T12:00Z'))).toEqual(['02-28T12:00 03-01T00:00 winter 400000', '03-01T00:00 03-01T12:00 summer 200000']);
  });
});

describe('the price of a moment', () => {
  const parts = [economy, { name: 'Grid', kind: 'grid', price: '0.0750005' }, { name: 'Feed-in', kind: 'export', price: '0.12' }];

  it('is the sum of the parts, rounded half-even to millionths for planning, exact for the bill', () => {
    const noon = between('2023-01-10T12:00Z', '2023-01-10T13:00Z');
    expect(priceSlots(read(parts), noon)).toMatchObject([{ importPrice: 375_000, exportPrice: 120_000, known: true }]);
    expect(paidPrices(read(parts), noon)).toMatchObject([{ importPrice: 375_000_500_000 }]);
  });

  it('has VAT on it where the table leaves VAT out, and none on what is paid for export', () => {
    const slots = priceSlots(read(parts, { vat: { percent: 5, included: false } }), between('2023-01-10T01:00Z', '2023-01-10T02:00Z'));
    expect(slots).toMatchObject([{ importPrice: 183_751, exportPrice: 120_000 }]);
  });

  it('is left out where explicit slots say nothing: unknown is not 0', () => {
    const tariff = read([{ name: 'Energy', kind: 'energy', certainty: 'estimated', slots: [
      { start: '2023-01-10T02:00:00Z', end: '2023-01-10T03:00:00+00:00', price: -0.0123 },
      { start: '2023-01-10T01:00:00+01:00', end: '2023-01-10T01:00:00Z', price: '0.2' },
    ] }]);
    expect(priceSlots(tariff, between('2023-01-10T00:30Z', '2023-01-10T02:30Z'))).toEqual([
      { start: utc('2023-01-10T00:30Z'), end: utc('2023-01-10T01:00Z'), importPrice: 200_000, exportPrice: null, rate: 'standard', known: false },
      { start: utc('2023-01-10T02:00Z'), end: utc('2023-01-10T02:30Z'), importPrice: -12_300, exportPrice: null, rate: 'standard', known: false },
    ]);
  });

  it('goes out as the wire has it', () => {
    const tariff = read([...parts, { name: 'Standing charge', kind: 'standing', pricePerDay: '0.4601' }]);
    const state = tariffState(tariff, between('2023-01-10T00:00Z', '2023-01-12T00:00Z'));
    expect(v.parse(v.nullable(v.strictObject({ ...tariffSchema.wrapped.entries })), state)).toEqual(state);
    expect(state.standingCharge).toBe(460_100);
    expect(state.slots).toHaveLength(5);
  });
});

describe('a bad table is refused whole, with the reason', () => {
  const energy = { name: 'Energy', kind: 'energy', price: '0.3' };
  it.each<[string, unknown, RegExp]>([
    ['no object', 7, /no JSON object/],
    ['another version', { ...file([energy]), version: 3 }, /"version" is not 1 or 2/],
    ['no name', { ...file([energy]), name: undefined }, /"name"/],
    ['an unknown zone', file([energy], { zone: 'Europe/Nowhere' }), /"zone" is no zone/],
    ['an unknown field', file([{ ...energy, tiers: [] }]), /"parts\[0\]\.tiers" is not a field/],
    ['an unknown kind', file([{ ...energy, kind: 'capacity' }]), /"parts\[0\]\.kind" is none of energy/],
    ['a price in words', file([{ ...energy, price: 'cheap' }]), /"parts\[0\]\.price" is no decimal number/],
    ['a price too fine', file([{ ...energy, price: '0.1234567890123' }]), /more digits/],
    ['two ways to price', file([{ ...energy, rules: economy.rules }]), /part "Energy": it needs exactly one of/],
    ['no way to price', file([{ name: 'Energy', kind: 'energy' }]), /exactly one of/],
    ['no part', file([]), /"parts" is an empty list/],
    ['two parts of one name', file([energy, energy]), /two parts are named "Energy"/],
    ['a hole in the week', file([{ ...energy, price: undefined, rules: [{ rate: 'a', price: 1, weekdays: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat'] }] }]), /no rule prices sun 00:00 in January/],
    ['a rule never used', file([{ ...energy, price: undefined, rules: [{ rate: 'day', price: 1 }, night] }]), /rule 2 \("night"\) is never used/],
    ['half a time', file([{ ...energy, price: undefined, rules: [{ rate: 'a', price: 1, from: '07:00' }, { rate: 'b', price: 1 }] }]), /rule 1 needs both/],
    ['a time of no clock', file([{ ...energy, price: undefined, rules: [{ rate: 'a', price: 1, from: '07:60', to: '08:00' }] }]), /no time such as/],
    ['slots that overlap', file([{ ...energy, price: undefined, slots: [{ start: '2023-01-01T00:00Z', end: '2023-01-01T01:00Z', price: 1 }, { start: '2023-01-01T00:30Z', end: '2023-01-01T01:30Z', price: 1 }] }]), /two slots overlap/],
    ['a slot without offset', file([{ ...energy, price: undefined, slots: [{ start: '2023-01-01T00:00', end: '2023-01-01T01:00Z', price: 1 }] }]), /no instant with an offset/],
    ['VAT above the whole', file([energy], { vat: { percent: 101, included: true } }), /no percentage/],
    ['a standing charge per kWh', file([{ name: 'Standing', kind: 'standing', price: 1 }]), /"parts\[0\]/],
  ])('%s', (_name, raw, expected) => expect(reason(raw)).toMatch(expected));
});
