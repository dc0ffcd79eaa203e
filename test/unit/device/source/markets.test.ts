import { describe, expect, it } from 'vitest';
import type { Tariff } from '#domain/tariff/tariff.ts';
import { awattarUrl, readAwattarPrices } from '../../../../device/source/awattar.ts';
import { evccUrl, readEvccPrices } from '../../../../device/source/evccTariff.ts';
import { carbonUrl, readCarbon } from '../../../../device/source/gbCarbon.ts';
import { nordPoolUrl, readNordPoolPrices } from '../../../../device/source/nordPool.ts';
import { readTibberPrices } from '../../../../device/source/tibber.ts';

const at = (text: string): number => Date.parse(text);
const slotsIn = (tariff: Tariff | string): unknown => {
  if (typeof tariff === 'string') return tariff;
  const [part] = tariff.parts;
  const schedule = part?.per === 'kWh' ? part.tiers[0]?.schedule : undefined;
  return schedule?.kind === 'slots' ? schedule.slots.map(({ start, end, price }) => [start, end, price]) : undefined;
};

describe('Tibber', () => {
  const price = (startsAt: string, total: number, currency = 'EUR'): unknown => ({ total, startsAt, currency });
  const answer = (today: unknown[], tomorrow: unknown[] = []): unknown => ({
    data: { viewer: { homes: [{ id: 'empty', currentSubscription: null }, { id: 'a', currentSubscription: { priceInfo: { today, tomorrow } } }] } },
  });
  const TODAY = [price('2026-11-21T23:30:00.000+01:00', 0.3664), price('2026-11-21T23:45:00.000+01:00', -0.01)];

  it('gives what is paid by the quarter-hour, over midnight', () => {
    expect(slotsIn(readTibberPrices(answer(TODAY, [price('2026-11-22T00:00:00.000+01:00', 0.2)]), 'Europe/Berlin', null))).toEqual([
      [at('2026-11-21T22:30Z'), at('2026-11-21T22:45Z'), 366_400_000_000],
      [at('2026-11-21T22:45Z'), at('2026-11-21T23:00Z'), -10_000_000_000],
      [at('2026-11-21T23:00Z'), at('2026-11-21T23:15Z'), 200_000_000_000],
    ]);
  });

  it('says nothing of tomorrow before it is known, and leaves a missing hour missing', () => {
    const hours = [price('2026-11-21T00:00:00+01:00', 0.1), price('2026-11-21T01:00:00+01:00', 0.2), price('2026-11-21T03:00:00+01:00', 0.3)];
    expect(slotsIn(readTibberPrices(answer(hours), 'Europe/Berlin', 'a'))).toEqual([
      [at('2026-11-20T23:00Z'), at('2026-11-21T00:00Z'), 100_000_000_000],
      [at('2026-11-21T00:00Z'), at('2026-11-21T01:00Z'), 200_000_000_000],
      [at('2026-11-21T02:00Z'), at('2026-11-21T03:00Z'), 300_000_000_000],
    ]);
  });

  it.each([
    ['an error in its own words', { errors: [{ message: 'invalid token' }], data: null }, 'it is an error: invalid token'],
    ['two prices of one time', answer([...TODAY, price('2026-11-21T23:30:00.000+01:00', 0.1)]), 'two of its prices contradict each other at 2026-11-21T22:30:00.000Z'],
    ['two currencies', answer([...TODAY, price('2026-11-22T00:00:00.000+01:00', 0.1, 'SEK')]), 'it has no prices in one currency'],
    ['no prices at all', answer([]), 'it has no prices'],
    ['another shape', [], 'it is no priceInfo of Tibber'],
  ])('is refused whole with %s', (_, raw, reason) => {
    expect(readTibberPrices(raw, 'Europe/Berlin', null)).toBe(reason);
  });

  it('is refused for a home that has none', () => {
    expect(readTibberPrices(answer(TODAY), 'Europe/Berlin', 'empty')).toBe('the home empty is not in it, or has no subscription');
  });
});

describe('aWATTar', () => {
  const row = (start: number, marketprice: number): unknown => ({ start_timestamp: start, end_timestamp: start + 3_600_000, marketprice, unit: 'Eur/MWh' });

  it('gives the market price as the energy part only', () => {
    const tariff = readAwattarPrices({ data: [row(1_795_222_800_000, -3.5), row(1_795_219_200_000, 42.09)] }, 'at');
    expect(slotsIn(tariff)).toEqual([[1_795_219_200_000, 1_795_222_800_000, 42_090_000_000], [1_795_222_800_000, 1_795_226_400_000, -3_500_000_000]]);
    expect(tariff).toMatchObject({ currency: 'EUR', zone: 'Europe/Vienna', parts: [{ name: 'Market price', kind: 'energy' }] });
    expect(awattarUrl('at')).toBe('https://api.awattar.at/v1/marketdata');
  });

  it('is refused in another unit, overlapping and empty', () => {
    expect(readAwattarPrices({ data: [{ start_timestamp: 0, end_timestamp: 1, marketprice: 1, unit: 'Eur/kWh' }] }, 'de')).toBe('it is no market data of aWATTar in Eur/MWh');
    expect(readAwattarPrices({ data: [row(0, 1), row(1_800_000, 1)] }, 'de')).toBe('two of its prices contradict each other at 1970-01-01T00:30:00.000Z');
    expect(readAwattarPrices({ data: [] }, 'de')).toBe('it has no prices');
  });
});

describe('Nord Pool', () => {
  const entry = (deliveryStart: string, deliveryEnd: string, entryPerArea: Record<string, number>): unknown => ({ deliveryStart, deliveryEnd, entryPerArea });

  it('gives the prices of one area', () => {
    const raw = { currency: 'EUR', multiAreaEntries: [entry('2026-11-21T23:00:00Z', '2026-11-21T23:15:00Z', { GER: 91.25, FR: 80 })] };
    expect(slotsIn(readNordPoolPrices(raw, 'GER'))).toEqual([[at('2026-11-21T23:00Z'), at('2026-11-21T23:15Z'), 91_250_000_000]]);
    expect(readNordPoolPrices(raw, 'toString')).toBe('not every time in it has a price of the area toString');
    expect(readNordPoolPrices(raw, 'SE3')).toBe('not every time in it has a price of the area SE3');
    expect(nordPoolUrl('GER', 'EUR', '2026-11-22')).toBe('https://dataportal-api.nordpoolgroup.com/api/DayAheadPrices?market=DayAhead&date=2026-11-22&deliveryArea=GER&currency=EUR');
  });
});

describe('evcc', () => {
  const rates = [{ start: '2026-11-21T17:00:00+01:00', end: '2026-11-21T17:15:00+01:00', value: 0.3664 }];
  const expected = [[at('2026-11-21T16:00Z'), at('2026-11-21T16:15Z'), 366_400_000_000]];

  it('gives what it goes by, in the answers of old and new versions', () => {
    expect(slotsIn(readEvccPrices({ rates }, 'import', 'EUR', 'Europe/Berlin'))).toEqual(expected);
    expect(slotsIn(readEvccPrices({ result: { rates } }, 'import', 'EUR', 'Europe/Berlin'))).toEqual(expected);
    expect(readEvccPrices({ rates }, 'export', 'EUR', 'Europe/Berlin')).toMatchObject({ parts: [{ kind: 'export', name: 'Feed-in' }] });
    expect(readEvccPrices('<html>', 'import', 'EUR', 'Europe/Berlin')).toBe('it is no tariff of evcc');
    expect(evccUrl('http://192.168.1.20:7070', 'export')).toBe('http://192.168.1.20:7070/api/tariff/feedin');
  });
});

describe('GB Carbon Intensity', () => {
  const row = (from: string, to: string, intensity: unknown): unknown => ({ from, to, intensity });
  const noon = row('2018-01-20T12:00Z', '2018-01-20T12:30Z', { forecast: 266, index: 'moderate' });

  it('gives the forecast of a region, marked as one', () => {
    const expected = [{ start: at('2018-01-20T12:00Z'), end: at('2018-01-20T12:30Z'), grams: 266, certainty: 'estimated', index: 'moderate' }];
    expect(readCarbon({ data: { regionid: 3, data: [noon] } })).toEqual(expected);
    expect(readCarbon({ data: [{ regionid: 3, data: [noon] }] })).toEqual(expected);
  });

  it('gives what was metered for the nation where it is, and leaves out what nobody knows', () => {
    const half = row('2018-01-20T12:30Z', '2018-01-20T13:00Z', { forecast: 266, actual: 0, index: 'very low' });
    const unknown = row('2018-01-20T13:00Z', '2018-01-20T13:30Z', { forecast: null, actual: null, index: 'low' });
    expect(readCarbon({ data: [unknown, half] })).toEqual([{ start: at('2018-01-20T12:30Z'), end: at('2018-01-20T13:00Z'), grams: 0, certainty: 'published', index: 'very low' }]);
  });

  it('is refused whole out of range, overlapping or in another shape', () => {
    expect(readCarbon({ data: [row('2018-01-20T12:00Z', '2018-01-20T12:30Z', { forecast: -1, index: 'low' })] })).toBe('-1 g/kWh at 2018-01-20T12:00Z is out of range');
    expect(readCarbon({ data: [noon, noon] })).toBe('two of its half-hours overlap');
    expect(readCarbon({ error: { code: '400 Bad Request' } })).toBe('it is no answer of the GB Carbon Intensity API');
  });

  it('is asked for a region or for the nation', () => {
    expect(carbonUrl('2018-01-20T12:00Z', 3)).toBe('https://api.carbonintensity.org.uk/regional/intensity/2018-01-20T12:00Z/fw48h/regionid/3');
    expect(carbonUrl('2018-01-20T12:00Z', null)).toBe('https://api.carbonintensity.org.uk/intensity/2018-01-20T12:00Z/fw48h');
  });
});
