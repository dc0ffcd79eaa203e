import { describe, expect, it } from 'vitest';
import { paidPrices } from '#domain/tariff/price.ts';
import type { Tariff, TableSlot } from '#domain/tariff/tariff.ts';
import type { Instant } from '#domain/time/instant.ts';
import { readEebus } from '#wire/exchange/eebus.ts';
import { writeEebus } from '#wire/exchange/eebusOut.ts';
import { durationOfText, durationText } from '#wire/exchange/isoDuration.ts';
import { readOpenAdr } from '#wire/exchange/openadr.ts';
import { writeOpenAdr } from '#wire/exchange/openadrOut.ts';
import { readTariff } from '#wire/tariff.ts';

const utc = (text: string): Instant => Date.parse(text) as Instant;
const terms = { now: utc('2026-01-10T12:34:00Z'), zone: 'Europe/Amsterdam', currency: 'EUR', source: 'Operator' };
const tariff = (parts: unknown, more: object = {}): Tariff => {
  const read = readTariff({ tidewatt: 'tariff', version: 2, name: 'T', currency: 'EUR', zone: 'Europe/Amsterdam', parts, ...more });
  if (!read.ok) throw new Error(read.reason);
  return read.tariff;
};
const slotsOf = (made: Tariff, name: string): readonly TableSlot[] => {
  const part = made.parts.find((one) => one.name === name);
  const schedule = part?.per === 'kWh' ? part.tiers[0]?.schedule : part?.per === 'none' ? part.schedule : undefined;
  return schedule?.kind === 'slots' ? schedule.slots : [];
};
const shown = (slots: readonly TableSlot[]): unknown => slots.map(({ start, end, price }) => [new Date(start).toISOString().slice(0, 16), (end - start) / 60_000, price / 1e12]);
const event = (more: object): unknown => ({ programID: '1', eventName: 'Prices', intervalPeriod: { start: '2026-01-10T00:00:00Z', duration: 'PT1H' }, intervals: [], ...more });
const told = (type: string, ...values: readonly unknown[]): object => ({ payloads: [{ type, values }] });
const adr = (raw: unknown): Tariff => {
  const read = readOpenAdr(raw, terms);
  if (!read.ok) throw new Error(read.reason);
  return read.tariff;
};

describe('an OpenADR event', () => {
  it('lays intervals out one after the other, one with a length of its own among them', () =>
    expect(shown(slotsOf(adr(event({ intervals: [told('PRICE', 0.17), { ...told('PRICE', 0.22), intervalPeriod: { duration: 'PT2H' } }, told('PRICE', -0.03)] })), 'Energy'))).toEqual([['2026-01-10T00:00', 60, 0.17], ['2026-01-10T01:00', 120, 0.22], ['2026-01-10T03:00', 60, -0.03]]));

  it('shares an interval among several values', () =>
    expect(shown(slotsOf(adr(event({ intervals: [told('PRICE', 0.1, 0.2, 0.3, 0.4)] })), 'Energy'))).toEqual([['2026-01-10T00:00', 15, 0.1], ['2026-01-10T00:15', 15, 0.2], ['2026-01-10T00:30', 15, 0.3], ['2026-01-10T00:45', 15, 0.4]]));

  it('is looped to its duration, and cut by it', () => {
    const two = [told('PRICE', 0.1), told('PRICE', 0.2)];
    expect(shown(slotsOf(adr(event({ duration: 'PT3H30M', intervals: two })), 'Energy'))).toEqual([['2026-01-10T00:00', 60, 0.1], ['2026-01-10T01:00', 60, 0.2], ['2026-01-10T02:00', 60, 0.1], ['2026-01-10T03:00', 30, 0.2]]);
    expect(shown(slotsOf(adr(event({ duration: 'PT1H30M', intervals: two })), 'Energy'))).toEqual([['2026-01-10T00:00', 60, 0.1], ['2026-01-10T01:00', 30, 0.2]]);
  });

  it.each(['0001-01-01T00:00:00', '0001-01-01', '0000-00-00', '0000-00-00T00:00:00Z'])('begins now where it says %s, as 3.1 and 3.0 write it', (start) =>
    expect(shown(slotsOf(adr(event({ intervalPeriod: { start, duration: 'PT1H' }, intervals: [told('PRICE', 0.1), told('PRICE', 0.2)] })), 'Energy'))).toEqual([['2026-01-10T12:34', 60, 0.1], ['2026-01-10T13:34', 60, 0.2]]));

  it('tells export and grams beside the price, in the currency of its descriptor', () => {
    const made = adr(event({ payloadDescriptors: [{ payloadType: 'PRICE', units: 'KWH', currency: 'GBP' }, { payloadType: 'GHG' }], intervals: [{ payloads: [{ type: 'PRICE', values: [0.17] }, { type: 'EXPORT_PRICE', values: [-0.01] }, { type: 'GHG', values: [266] }, { type: 'SIMPLE', values: [1] }] }] }));
    expect([made.currency, shown(slotsOf(made, 'Export')), shown(slotsOf(made, 'CO2'))]).toEqual(['GBP', [['2026-01-10T00:00', 60, -0.01]], [['2026-01-10T00:00', 60, 266]]]);
  });

  it.each<[string, unknown, RegExp]>([
    ['no intervals', event({}), /"intervals"/],
    ['no price', event({ intervals: [told('SIMPLE', 1)] }), /none of PRICE/],
    ['a price in words', event({ intervals: [told('PRICE', 'cheap')] }), /PRICE of interval 0 is no price/],
    ['a price per MWh', event({ payloadDescriptors: [{ payloadType: 'PRICE', units: 'MWH' }], intervals: [told('PRICE', 1)] }), /per MWH/],
    ['a month, which has no length', event({ intervalPeriod: { start: '2026-01-10T00:00:00Z', duration: 'P1M' }, intervals: [told('PRICE', 1)] }), /does not say when/],
    ['intervals over each other', event({ intervals: [told('PRICE', 1), { ...told('PRICE', 2), intervalPeriod: { start: '2026-01-10T00:30:00Z' } }] }), /overlap/],
  ])('is refused with %s', (_name, raw, expected) => expect(readOpenAdr(raw, terms)).toMatchObject({ ok: false, reason: expect.stringMatching(expected) }));

  it('may have a price without an end', () => {
    const read = readOpenAdr(event({ intervalPeriod: { start: '2026-01-10T00:00:00Z', duration: 'P9999Y' }, intervals: [told('PRICE', 0.25)] }), terms);
    expect(read).toMatchObject({ ok: true, lost: [{ lost: 'that interval 0 has no end' }] });
    expect(read.ok && paidPrices(read.tariff, { start: utc('2040-01-01T00:00Z'), end: utc('2040-01-01T01:00Z') })).toMatchObject([{ importPrice: 250_000_000_000 }]);
  });

  it('says what of it a tariff cannot hold', () => expect(readOpenAdr(event({ intervalPeriod: { start: '2026-01-10T00:00:00Z', duration: 'PT1H', randomizeStart: 'PT5M' }, intervals: [told('PRICE', 1)] }), terms)).toMatchObject({ ok: true, lost: [{ lost: 'that interval 0 may begin by chance' }] }));

  it('written comes back the same, and names what it leaves out', () => {
    const made = tariff([
      { name: 'Energy', kind: 'energy', rules: [{ rate: 'night', price: '0.1033', from: '22:00', to: '06:00' }, { rate: 'day', price: '0.3' }] }, { name: 'Grid', kind: 'grid', price: '0.0512' }, { name: 'Feed-in', kind: 'export', price: '-0.02' },
      { name: 'CO2', kind: 'co2', price: 266 }, { name: 'Standing', kind: 'standing', pricePerDay: 1 },
    ], { vat: { percent: 21, included: false } });
    const day = { start: utc('2026-01-09T23:00Z'), end: utc('2026-01-10T23:00Z') };
    const { event: written, lost } = writeOpenAdr(made, day, { programID: 'p', eventName: 'Day' });
    expect(paidPrices(adr(written), day).map(({ start, importPrice, exportPrice }) => [start, importPrice, exportPrice])).toEqual(paidPrices(made, day).map(({ start, importPrice, exportPrice }) => [start, importPrice, exportPrice]));
    expect(JSON.stringify(written)).toContain('"objectType":"EVENT_PAYLOAD_DESCRIPTOR"');
    expect(lost.map(({ part, lost: what }) => `${part}: ${what}`)).toEqual(['null: of which parts and VAT its price is made', 'Standing: all of it: it is not charged per kWh']);
  });
});

describe('an EEBUS incentive table', () => {
  const made = tariff([
    { name: 'Energy', kind: 'energy', tiers: [{ rules: [{ rate: 'night', price: '0.10', from: '22:00', to: '06:00' }, { rate: 'day', price: '0.30' }] }, { aboveKW: '4.2', price: '0.55' }] },
    { name: 'CO2', kind: 'co2', price: '266.5' }, { name: 'Renewables', kind: 'renewable', price: 41 }, { name: 'Feed-in', kind: 'export', price: '0.08' },
  ]);
  const day = { start: utc('2026-01-09T23:00Z'), end: utc('2026-01-10T23:00Z') };

  it('written comes back the same, tiers by power, grams and renewable share with it', () => {
    const { description, table, lost } = writeEebus(made, day);
    const read = readEebus(description, table, { ...terms, now: day.start });
    if (!read.ok) throw new Error(read.reason);
    const [energy, co2, green] = read.tariff.parts;
    if (energy?.per !== 'kWh' || co2?.per !== 'none' || green?.per !== 'none') throw new Error('parts');
    expect(energy.tiers.map(({ from }) => from)).toEqual([{ kind: 'base' }, { kind: 'power', above: 4200 }]);
    expect(paidPrices(read.tariff, day).map(({ start, end, importPrice }) => [start, end, importPrice])).toEqual(paidPrices(made, day).map(({ start, end, importPrice }) => [start, end, importPrice]));
    expect([co2, green].map(({ kind, schedule }) => [kind, schedule.kind === 'slots' && schedule.slots[0]?.price])).toEqual([['co2', 266_500_000_000_000], ['renewable', 41_000_000_000_000]]);
    expect(lost).toEqual([{ part: 'Feed-in', lost: 'all of it: the table is of consumption' }]);
  });

  it('names the end of its last slot alone, and times from its start', () => {
    const { table } = writeEebus(made, day);
    const [{ incentiveSlot }] = (table as { incentiveTable: [{ incentiveSlot: { timeInterval: unknown }[] }] }).incentiveTable;
    expect(incentiveSlot.map(({ timeInterval }) => timeInterval)).toEqual([{ startTime: { relative: 'PT0S' } }, { startTime: { relative: 'PT6H' } }, { startTime: { relative: 'PT22H' }, endTime: { relative: 'PT24H' } }]);
  });

  const described = (more: object = {}): object => ({ incentiveTableDescription: [{ tariffDescription: { tariffId: 7 }, tier: [{ tierDescription: { tierId: 0 }, incentiveDescription: [{ incentiveId: 3, incentiveType: 'absoluteCost', currency: 'EUR', ...more }] }] }] });
  const slot = (startTime: object, number: number, scale: number, lower = 0): object => ({ timeInterval: { startTime }, tier: [{ tier: { tierId: 0 }, boundary: [{ boundaryId: 0, lowerBoundaryValue: { number: lower } }], incentive: [{ incentiveId: 3, value: { number, scale } }] }] });
  const table = (...incentiveSlot: readonly object[]): object => ({ incentiveTable: [{ tariff: { tariffId: 7 }, incentiveSlot }] });
  const end = { timeInterval: { startTime: { dateTime: '2026-01-10T14:00:00Z' }, endTime: { dateTime: '2026-01-10T15:00:00Z' } }, tier: [{ tier: { tierId: 0 }, incentive: [{ incentiveId: 3, value: { number: 1 } }] }] };

  it('reads instants and relative times, and scaled numbers exactly', () => {
    const read = readEebus(described(), table(slot({ relative: 'PT0S' }, 30, -2), slot({ relative: 'PT26M' }, -7, -4), end), terms);
    expect(read.ok && shown(slotsOf(read.tariff, 'Energy'))).toEqual([['2026-01-10T12:34', 26, 0.3], ['2026-01-10T13:00', 60, -0.0007], ['2026-01-10T14:00', 60, 1]]);
  });

  it.each<[string, object, object, RegExp]>([
    ['a table of another description', described(), { incentiveTable: [{ tariff: { tariffId: 8 }, incentiveSlot: [end] }] }, /no table belongs/],
    ['an end that is not told', described(), table(slot({ relative: 'PT0S' }, 1, 0)), /slot 0 does not say when/],
    ['a relative cost', described({ incentiveType: 'relativeCost' }), table(end), /relativeCost are not read/],
    ['a unit that is not known', described({ unit: 'bushel' }), table(end), /told in bushel/],
    ['a boundary that moves', described(), table(slot({ relative: 'PT0S' }, 1, 0, 100), end), /changes from slot to slot/],
  ])('is refused with %s', (_name, description, raw, expected) => expect(readEebus(description, raw, terms)).toMatchObject({ ok: false, reason: expect.stringMatching(expected) }));
});

describe('durations', () => {
  it.each([['PT0S', 0], ['PT15M', 900_000], ['P1DT2H', 93_600_000], ['P1W', 604_800_000], ['PT0.5S', 500]])('%s', (text, ms) => expect(durationOfText(text)).toBe(ms));
  it.each(['P', 'PT', '1H', 'P1Y', 'P2M', 'PT-1H'])('%s has no length', (text) => expect(durationOfText(text)).toBeUndefined());
  it('endless is endless', () => expect(durationOfText('P9999Y')).toBe(Infinity));
  it('are written in hours, minutes and seconds', () => expect([0, 5_400_000, 1_000].map(durationText)).toEqual(['PT0S', 'PT1H30M', 'PT1S']));
});
