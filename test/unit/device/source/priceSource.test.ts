import { describe, expect, it } from 'vitest';
import type { Tariff } from '#domain/tariff/tariff.ts';
import { instant } from '#domain/time/instant.ts';
import type { Ask, Asked } from '../../../../device/source/ask.ts';
import { askForPrices } from '../../../../device/source/priceSource.ts';
import { readSourceSetting, type SourceSetting } from '../../../../device/source/setting.ts';

const NOON = instant(Date.parse('2026-11-21T12:00:00Z'));

async function asked(source: Record<string, unknown>, answer: (url: string) => unknown): Promise<{ asked: Asked[]; tariff: Tariff | null }> {
  const setting = readSourceSetting({ version: 1, source });
  if (typeof setting === 'string') throw new Error(setting);
  const all: Asked[] = [];
  const ask: Ask = (one) => {
    all.push(one);
    const said = answer(one.url);
    return Promise.resolve(said === null || typeof said === 'string' ? said : JSON.stringify(said));
  };
  return { asked: all, tariff: await askForPrices(setting, 'key', { zone: 'Europe/Berlin', currency: 'EUR' }, NOON, ask) };
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

  it('that answers what is no JSON gives none', async () => {
    await expect(asked({ kind: 'awattar', country: 'de' }, () => '<html>')).rejects.toMatchObject({ reason: 'not-json' });
    await expect(asked({ kind: 'evcc', url: 'http://192.168.1.20:7070' }, () => '{"rates":')).rejects.toMatchObject({ reason: 'not-json' });
  });

  it.each<[unknown, string]>([
    [{ version: 1, source: { kind: 'octopus', code: '../accounts' } }, 'source.code'],
    [{ version: 1, source: { kind: 'telepathy' } }, 'source.kind'],
    [{ version: 1, source: { kind: 'awattar', country: 'de', key: 'secret' } }, 'source.key'],
    [{ version: 2, source: { kind: 'awattar', country: 'de' } }, 'version'],
    [[], 'version'],
  ])('whose settings are %j cannot be used, by the field', (raw, field) => {
    const reason: SourceSetting | string = readSourceSetting(raw);
    expect(typeof reason === 'string' && reason.startsWith(`${field}: `)).toBe(true);
  });
});
