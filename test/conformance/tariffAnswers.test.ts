import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Tariff } from '#domain/tariff/tariff.ts';
import { readAwattarPrices } from '../../device/source/awattar.ts';
import { readEvccPrices } from '../../device/source/evccTariff.ts';
import { readCarbon } from '../../device/source/gbCarbon.ts';
import { readOctopusRates } from '../../device/source/octopus.ts';
import { readTibberPrices } from '../../device/source/tibber.ts';
import { tariffFromText } from '../../device/source/tariffFile.ts';
import { sharedFiles } from './shared.ts';

const shared = sharedFiles('standards/tariff-apis');
if (shared.folder === null) console.info(`answers of tariff sources ${shared.reason}`);

const answer = (name: string): unknown => JSON.parse(readFileSync(join(shared.folder ?? '', name), 'utf8'));
const pricesIn = (tariff: Tariff | string): unknown => {
  if (typeof tariff === 'string') return tariff;
  const [part] = tariff.parts;
  const schedule = part?.per === 'kWh' ? part.tiers[0]?.schedule : undefined;
  return schedule?.kind === 'slots' ? schedule.slots.slice(0, 3).map(({ start, price }) => [new Date(start).toISOString(), price]) : undefined;
};

/** Expected values are read from the files by hand. */
describe.skipIf(shared.folder === null)('answers of tariff sources', () => {
  it('of Octopus, Tibber, aWATTar and evcc give their prices', () => {
    expect(pricesIn(readOctopusRates(answer('octopus-agile.unit-rates.sample.json'), { vat: 'inc', payment: 'DIRECT_DEBIT', direction: 'import' }))).toEqual([
      ['2026-11-21T00:00:00.000Z', 189_000_000_000], ['2026-11-21T03:30:00.000Z', -12_600_000_000], ['2026-11-21T04:00:00.000Z', 189_000_000_000],
    ]);
    expect(pricesIn(readTibberPrices(answer('tibber.priceInfo.sample.json'), 'Europe/Berlin', null))).toEqual([['2026-11-20T23:00:00.000Z', 366_400_000_000], ['2026-11-20T23:15:00.000Z', 316_000_000_000]]);
    expect(pricesIn(readAwattarPrices(answer('awattar.marketdata.sample.json'), 'de'))).toEqual([[new Date(1_795_219_200_000).toISOString(), 42_090_000_000], [new Date(1_795_222_800_000).toISOString(), -3_500_000_000]]);
    expect(pricesIn(readEvccPrices(answer('evcc.tariff.sample.json'), 'import', 'EUR', 'Europe/Berlin'))).toEqual([['2026-11-21T16:00:00.000Z', 366_400_000_000], ['2026-11-21T16:15:00.000Z', 316_000_000_000]]);
  });

  it('are tariffs of a bill as they were recorded', () => {
    const recorded = (name: string): unknown => pricesIn(tariffFromText(readFileSync(join(shared.folder ?? '', name), 'utf8'), 'inc', { zone: 'Europe/Berlin', currency: 'EUR', area: null }));
    expect(recorded('tibber.priceInfo.sample.json')).toEqual([['2026-11-20T23:00:00.000Z', 366_400_000_000], ['2026-11-20T23:15:00.000Z', 316_000_000_000]]);
    expect(recorded('awattar.marketdata.sample.json')).toEqual([[new Date(1_795_219_200_000).toISOString(), 42_090_000_000], [new Date(1_795_222_800_000).toISOString(), -3_500_000_000]]);
    expect(recorded('evcc.tariff.sample.json')).toEqual([['2026-11-21T16:00:00.000Z', 366_400_000_000], ['2026-11-21T16:15:00.000Z', 316_000_000_000]]);
  });

  it('of the GB Carbon Intensity API give grams and index', () => {
    expect(readCarbon(answer('carbon-intensity.regional.fw48h.sample.json'))).toMatchObject([{ start: Date.parse('2018-01-20T12:00Z'), grams: 266, index: 'moderate' }]);
  });
});
