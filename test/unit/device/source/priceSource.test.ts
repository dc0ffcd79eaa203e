import { describe, expect, it } from 'vitest';
import { priceSlots } from '#domain/tariff/price.ts';
import type { Tariff } from '#domain/tariff/tariff.ts';
import { instant } from '#domain/time/instant.ts';
import type { Ask, Asked } from '../../../../device/source/ask.ts';
import { askForPrices, type Fetched } from '../../../../device/source/priceSource.ts';
import { readSourceSettings } from '../../../../device/source/setting.ts';

const NOON = instant(Date.parse('2026-11-21T12:00:00Z'));

async function asked(source: Record<string, unknown>, answer: (url: string) => unknown, at = NOON): Promise<{ asked: Asked[]; tariff: Tariff | null; fetched: Fetched | null }> {
  const settings = readSourceSettings({ version: 1, source });
  const [setting] = settings;
  if (typeof setting !== 'object') throw new Error(String(settings));
  const all: Asked[] = [];
  const ask: Ask = (one) => {
    all.push(one);
    const said = answer(one.url);
    return Promise.resolve(said === null || typeof said === 'string' ? said : JSON.stringify(said));
  };
  const fetched = await askForPrices(setting, 'key', { zone: 'Europe/Berlin', currency: 'EUR' }, at, ask);
  return { asked: all, fetched, tariff: fetched?.form === 'slots' ? fetched.tariff : null };
}
const slotCount = (tariff: Tariff | null): number => (tariff?.parts ?? []).reduce((sum, part) => sum + (part.per === 'kWh' && part.tiers[0]?.schedule.kind === 'slots' ? part.tiers[0].schedule.slots.length : 0), 0);
const rate = (from: string, to: string | null): unknown => ({ value_exc_vat: 20, value_inc_vat: 21, valid_from: from, valid_to: to });

describe('a source of prices', () => {
  it('Octopus is read page by page, with its standing charge', async () => {
    const told = await asked({ kind: 'octopus', code: 'E-1R-AGILE-24-10-01-C' }, (url) => {
      if (url.includes('standing-charges')) return { next: null, results: [rate('2026-01-01T00:00:00Z', null)] };
      if (url.includes('page=2')) return { next: null, results: [rate('2026-11-21T00:00:00Z', '2026-11-21T00:30:00Z')] };
      return { next: 'https://api.octopus.energy/v1/x/?page=2', results: [rate('2026-11-21T00:30:00Z', '2026-11-21T01:00:00Z')] };
    });
    expect(slotCount(told.tariff)).toBe(2);
    expect(told.tariff?.parts[1]).toMatchObject({ per: 'day', price: 210_000_000_000 });
    expect(told.asked.map(({ url }) => url.replace(/.*C\//, ''))).toEqual(['standard-unit-rates/?period_from=2026-11-20T00%3A00%3A00.000Z&page_size=1500', 'https://api.octopus.energy/v1/x/?page=2', 'standing-charges/?period_from=2026-11-20T00%3A00%3A00.000Z&page_size=1500']);
  });

  it('is not followed to a next page at another host', async () => {
    await expect(asked({ kind: 'octopus', code: 'E-1R-X-C' }, () => ({ next: 'https://example.org/', results: [] }))).rejects.toMatchObject({ reason: 'redirected-away' });
  });

  it('Tibber is told its key in the head, never in the address', async () => {
    const tariff = { total: 0.2, currency: 'EUR' };
    const told = await asked({ kind: 'tibber', keyFile: 'k' }, () => ({
      data: { viewer: { homes: [{ id: 'a', currentSubscription: { priceInfo: { today: [{ ...tariff, startsAt: '2026-11-21T00:00:00+01:00' }, { ...tariff, startsAt: '2026-11-21T01:00:00+01:00' }], tomorrow: [] } } }] } },
    }));
    expect(slotCount(told.tariff)).toBe(2);
    expect(told.asked).toMatchObject([{ url: 'https://api.tibber.com/v1-beta/gql', headers: { authorization: 'Bearer key' } }]);
  });

  it('ENTSO-E is asked for two market days, from midnight in Brussels', async () => {
    const told = asked({ kind: 'entsoe', keyFile: 'k', domain: '10Y1001A1001A82H' }, (url) => {
      expect(url).toContain('documentType=A44&in_Domain=10Y1001A1001A82H&out_Domain=10Y1001A1001A82H&periodStart=202611202300&periodEnd=202611222300&securityToken=key');
      return '<Acknowledgement_MarketDocument/>';
    });
    await expect(told).rejects.toMatchObject({ reason: 'it is no Publication_MarketDocument of ENTSO-E' });
  });

  it('Nord Pool gives today when tomorrow is not published yet, and nothing before either is', async () => {
    const day = { currency: 'EUR', multiAreaEntries: [{ deliveryStart: '2026-11-20T23:00:00Z', deliveryEnd: '2026-11-20T23:15:00Z', entryPerArea: { GER: 90 } }] };
    const source = { kind: 'nord-pool', area: 'GER', currency: 'EUR' };
    expect(slotCount((await asked(source, (url) => (url.includes('date=2026-11-21') ? day : null))).tariff)).toBe(1);
    expect((await asked(source, () => null)).tariff).toBeNull();
  });

  it('Octopus day and night are asked for as two lists, and priced by the clock that switches the meter', async () => {
    const list = (pence: number): unknown => ({ next: null, results: [{ value_exc_vat: pence, value_inc_vat: pence, valid_from: '2026-01-01T00:00:00Z', valid_to: null }] });
    const answer = (url: string): unknown => (url.includes('night-unit-rates') ? list(9) : url.includes('day-unit-rates') ? list(30) : list(50));
    const source = { kind: 'octopus-day-night', code: 'E-2R-VAR-22-11-01-C', night: { from: '00:30', to: '07:30' } };
    const { asked: all, tariff } = await asked(source, answer);
    expect(all.map(({ url }) => url.replace(/.*C\/|\/\?.*/g, ''))).toEqual(['day-unit-rates', 'night-unit-rates', 'standing-charges']);
    const seen = (of: Tariff | null): unknown => (of ? priceSlots(of, { start: instant(Date.parse('2026-11-22T00:00:00Z')), end: instant(Date.parse('2026-11-22T08:00:00Z')) }).map(({ start, rate: name, importPrice }) => [new Date(start).toISOString().slice(11, 16), name, importPrice]) : null);
    expect(seen(tariff)).toEqual([['00:00', 'day', 300_000], ['00:30', 'night', 90_000], ['07:30', 'day', 300_000]]);
    expect(tariff?.parts[1]).toMatchObject({ per: 'day', price: 500_000_000_000 });
  });

  it('Octopus nights of a meter that stays on GMT begin an hour later on the wall in summer', async () => {
    const list = { next: null, results: [{ value_exc_vat: 9, value_inc_vat: 9, valid_from: '2026-01-01T00:00:00Z', valid_to: null }] };
    const july = instant(Date.parse('2026-07-01T12:00:00Z'));
    const nightBegins = async (clock: string): Promise<unknown> => {
      const { tariff } = await asked({ kind: 'octopus-day-night', code: 'E-2R-VAR-22-11-01-C', night: { from: '00:30', to: '07:30', clock } }, () => list, july);
      const slots = tariff ? priceSlots(tariff, { start: july, end: instant(Date.parse('2026-07-02T06:00:00Z')) }) : [];
      return new Date(slots.find(({ rate: name }) => name === 'night')?.start ?? 0).toISOString();
    };
    expect([await nightBegins('local'), await nightBegins('gmt')]).toEqual(['2026-07-01T23:30:00.000Z', '2026-07-02T00:30:00.000Z']);
  });

  it('gas has a list of its own', async () => {
    const told = await asked({ kind: 'octopus-gas', code: 'G-1R-VAR-22-11-01-C' }, () => ({ next: null, results: [rate('2026-01-01T00:00:00Z', null)] }));
    expect(told.asked[0]?.url).toContain('/v1/products/VAR-22-11-01/gas-tariffs/G-1R-VAR-22-11-01-C/standard-unit-rates/');
    expect(told.tariff?.name).toBe('Octopus gas rates');
  });

  it('of carbon is asked from this half-hour on, and gives grams beside the prices', async () => {
    const row = { from: '2026-11-21T12:00Z', to: '2026-11-21T12:30Z', intensity: { forecast: 266, index: 'moderate' } };
    const told = await asked({ kind: 'gb-carbon', region: 13 }, () => ({ data: { regionid: 13, data: [row] } }));
    expect(told.asked[0]?.url).toBe('https://api.carbonintensity.org.uk/regional/intensity/2026-11-21T12:00Z/fw48h/regionid/13');
    expect(told.tariff?.parts).toMatchObject([{ per: 'none', kind: 'co2', certainty: 'estimated', schedule: { kind: 'slots', slots: [{ start: NOON, price: 266_000_000_000_000 }] } }]);
  });

  it('of a Swiss grid operator is taken as it came, or refused with what is wrong with it', async () => {
    const text = JSON.stringify({ dsoName: 'Werk', tariffs: [{ tariffName: 'Basis', tariffType: 'electricity', tariffForm: 'constant', startDate: '2026-01-01', endDate: '2026-12-31', prices: { energy: [{ from: '00:00', to: '00:00', price: 0.1234, priceUnit: 'CHF/kWh' }] } }] });
    const source = { kind: 'vse', url: 'https://example.ch/tariffs.json', products: ['Basis'] };
    expect((await asked(source, () => text)).fetched).toEqual({ form: 'vse', text });
    await expect(asked({ ...source, products: ['Andere'] }, () => text)).rejects.toMatchObject({ reason: 'it has no product "Andere"; it has "Basis"' });
  });

  it('that answers what is no JSON gives none', async () => {
    await expect(asked({ kind: 'awattar', country: 'de' }, () => '<html>')).rejects.toMatchObject({ reason: 'not-json' });
    await expect(asked({ kind: 'evcc', url: 'http://192.168.1.20:7070' }, () => '{"rates":')).rejects.toMatchObject({ reason: 'not-json' });
  });

  it.each<[unknown, string]>([
    [{ version: 1, source: { kind: 'octopus', code: '../accounts' } }, 'source.code'],
    [{ version: 1, source: { kind: 'telepathy' } }, 'source.kind'],
    [{ version: 1, source: { kind: 'awattar', country: 'de', key: 'secret' } }, 'source.key'],
    [{ version: 2, source: { kind: 'awattar', country: 'de' } }, 'version'],
    [{ version: 1, source: { kind: 'octopus', code: 'E-2R-VAR-22-11-01-C' } }, 'source.code'],
    [{ version: 1, source: { kind: 'octopus-day-night', code: 'E-2R-VAR-22-11-01-C', night: { from: '0:30', to: '07:30' } } }, 'source.night.from'],
    [{ version: 1, source: { kind: 'gb-carbon', region: 18 } }, 'source.region'],
    [{ version: 1, sources: [{ kind: 'awattar', country: 'de' }, { kind: 'vse', url: 'https://example.ch/t.json' }] }, 'sources'],
    [[], 'version'],
  ])('whose settings are %j cannot be used, by the field', (raw, field) => {
    const reason = readSourceSettings(raw);
    expect(typeof reason === 'string' && reason.startsWith(`${field}: `)).toBe(true);
  });
});
