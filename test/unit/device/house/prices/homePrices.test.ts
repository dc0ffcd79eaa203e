import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tariffState } from '#domain/tariff/price.ts';
import type { Tariff } from '#domain/tariff/tariff.ts';
import type { TypedTariff } from '#domain/tariff/typed.ts';
import { instant } from '#domain/time/instant.ts';
import { readTariff } from '#wire/tariff.ts';
import { exampleTariff } from '../../../../../device/house/exampleTariff.ts';
import type { HouseOptions } from '../../../../../device/house/options.ts';
import { HomePrices } from '../../../../../device/house/prices/homePrices.ts';
import { layered, type Layer } from '../../../../../device/house/prices/layers.ts';
import { tableTariff } from '../../../../../device/source/table.ts';
import { carbonTariff } from '../../../../../device/source/gbCarbon.ts';
import type { ExactPrice } from '#domain/units/money.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tidewatt-prices-'));
  mkdirSync(join(folder, 'state'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const EXAMPLE = exampleTariff('Europe/Berlin', 'EUR');
const stateDir = (): string => join(folder, 'state');
const NOON = instant(Date.parse('2026-11-21T12:00:00Z'));
const prices = (change: Partial<HouseOptions> = {}): HomePrices => new HomePrices({ stateDir: stateDir(), zone: 'Europe/Berlin', currency: 'EUR', source: 'meter', sources: null, tariff: null, ...change }, EXAMPLE);
const settings = (text: string): void => writeFileSync(join(stateDir(), 'tariff-source.json'), text);
const inHomeFile = (list: NonNullable<HouseOptions['sources']>['list']): Partial<HouseOptions> => ({ sources: { folder, list } });

describe('the sources of a home', () => {
  it('without settings, and in a replay, there are none: the tariff of the start holds', () => {
    expect(prices().tariffAt(NOON)).toBe(EXAMPLE);
    settings('no JSON');
    expect(prices({ source: 'replay' }).tariffAt(NOON)).toBe(EXAMPLE);
  });

  it('settings that cannot be used are refused by their field', () => {
    settings('no JSON');
    expect(() => prices()).toThrow(expect.objectContaining({ id: 'tariff-source-unreadable' }));
    settings('{"version":1,"source":{"kind":"awattar","country":"fr"}}');
    expect(() => prices()).toThrow(/source\.country/);
    settings('{"version":1,"sources":[{"kind":"awattar","country":"de"},{"kind":"nord-pool","area":"GER","currency":"EUR"}]}');
    expect(() => prices()).toThrow(/sources: two of the sources give the same/);
  });

  it('are one each for import, export, gas and carbon, by the home file or by the state folder, not by both', () => {
    const list = [{ kind: 'evcc', url: 'http://192.168.1.20:7070', direction: 'export' }, { kind: 'octopus', code: 'E-1R-AGILE-24-10-01-C', direction: 'import', payment: 'DIRECT_DEBIT' }, { kind: 'octopus-gas', code: 'G-1R-VAR-22-11-01-C', payment: 'DIRECT_DEBIT' }, { kind: 'gb-carbon', region: 13 }] as const;
    const home = prices(inHomeFile([...list]));
    expect(home.setUp.map(({ gives, name }) => [gives, name])).toEqual([['export', 'evcc'], ['import', 'Octopus Energy'], ['gas', 'Octopus Energy'], ['carbon', 'Carbon Intensity API']]);
    expect(home.besideAt(NOON).sources).toEqual(list.map(({ kind }, index) => ({ gives: ['export', 'import', 'gas', 'carbon'][index], kind, until: null, at: null, reason: null })));
    settings('{"version":1,"source":{"kind":"awattar","country":"de"}}');
    expect(() => prices(inHomeFile([...list]))).toThrow(expect.objectContaining({ id: 'sources-twice' }));
  });

  it('of gas, a cubic metre holds what the bill says; without that it is estimated, and no other number is taken', () => {
    const cubic = (of: string): unknown => {
      settings(`{"version":1,"source":{"kind":"octopus-gas","code":"G-1R-VAR-22-11-01-C"${of}}}`);
      const [gas] = prices().setUp;
      mkdirSync(join(stateDir(), 'tariff-fetched'), { recursive: true });
      writeFileSync(join(stateDir(), 'tariff-fetched', 'gas.json'), JSON.stringify({ version: 2, at: NOON, source: 'S', currency: 'EUR', zone: 'Europe/London', of: gas?.of, name: 'Gas', part: 'Energy', gives: 'import', slots: [[NOON, NOON + 1_800_000, 60_000_000_000, 'standard']], standing: null }));
      return prices().besideAt(NOON).gas?.perCubicMetre;
    };
    // 40.1 MJ x 1.02264 / 3.6 = 11.391073 kWh.
    expect(cubic(',"calorificValue":"40.1"')).toEqual({ energy: 11_391_073, estimated: false });
    expect(cubic('')).toMatchObject({ estimated: true });
    expect(() => cubic(',"calorificValue":"11.2"')).toThrow(/calorificValue/);
  });

  it('a key is its owner’s only, and is there; what is told of a source has no key and no address in it', () => {
    const tibber = inHomeFile([{ kind: 'tibber', keyFile: 'tibber.key', home: null }]);
    expect(() => prices(tibber)).toThrow(expect.objectContaining({ id: 'key-file-unreadable' }));
    const file = join(folder, 'tibber.key');
    writeFileSync(file, 'top-secret\n');
    chmodSync(file, 0o644);
    expect(() => prices(tibber)).toThrow(expect.objectContaining({ id: 'key-file-open' }));
    chmodSync(file, 0o600);
    const told = prices(tibber);
    expect(told.tariffAt(NOON)).toBe(EXAMPLE);
    expect(JSON.stringify([told.setUp, told.besideAt(NOON)])).not.toMatch(/top-secret|tibber\.key/);
    writeFileSync(file, 'two words\n');
    expect(() => prices(tibber)).toThrow(expect.not.objectContaining({ message: expect.stringContaining('two words') as unknown }));
  });

  it('gas is what bills said that were typed in, each from its date, where no source says it; one that does stands before them', () => {
    const bill = (validFrom: string, price: string | null): TypedTariff => ({ name: 'Dual', validFrom, vat: null, rates: [{ name: 'all', price: '0.3', days: 'all', from: 0, to: 1_440 }], standingPerDay: null, exportPrice: null, gas: price === null ? null : { price, standingPerDay: '0.3', perCubicMetre: '10' } });
    const typed = [bill('2026-06-01', '0.05'), bill('2026-10-01', '0.06')];
    const [june, october] = [Date.parse('2026-05-31T22:00Z'), Date.parse('2026-09-30T22:00Z')];
    const home = prices();
    home.setTyped(typed, NOON);
    expect(home.besideAt(NOON).gas).toEqual({ name: 'Dual', source: 'typed', price: 60_000, standingCharge: 300_000, perCubicMetre: { energy: 10_000_000, estimated: false }, past: [[june, 50_000], [october, 60_000]] });
    expect(home.besideAt(instant(october - 1)).gas).toMatchObject({ price: 50_000, past: [[june, 50_000]] });
    home.setTyped([...typed, bill('2026-11-01', null)], NOON);
    expect(home.besideAt(NOON).gas).toBeNull();
    const sourced = (): HomePrices => prices(inHomeFile([{ kind: 'octopus-gas', code: 'G-1R-VAR-22-11-01-C', payment: 'DIRECT_DEBIT' }]));
    mkdirSync(join(stateDir(), 'tariff-fetched'));
    writeFileSync(join(stateDir(), 'tariff-fetched', 'gas.json'), JSON.stringify({ version: 2, at: NOON, source: 'S', currency: 'EUR', zone: 'Europe/London', of: sourced().setUp[0]?.of, name: 'Gas', part: 'Energy', gives: 'import', slots: [[NOON - 2 * 86_400_000, NOON + 1_000, 70_000_000_000, 'standard']], standing: null }));
    const both = sourced();
    // What was typed in for yesterday stands back.
    both.setTyped([...typed, bill('2026-11-20', '0.09')], NOON);
    expect(both.besideAt(NOON).gas).toMatchObject({ name: 'Gas', price: 70_000, past: [[june, 50_000], [october, 60_000], [NOON - 2 * 86_400_000, 70_000]] });
  });

  it('gas and carbon that were said before a restart are told after it, each as what it is', () => {
    const inBritain = (): HomePrices => prices({ ...inHomeFile([{ kind: 'octopus-gas', code: 'G-1R-VAR-22-11-01-C', payment: 'DIRECT_DEBIT' }, { kind: 'gb-carbon', region: 13 }]) });
    const [gas, carbon] = inBritain().setUp;
    const slot = [NOON, NOON + 1_800_000];
    const kept = { version: 2, at: NOON, source: 'S', currency: 'EUR', zone: 'Europe/London' };
    mkdirSync(join(stateDir(), 'tariff-fetched'));
    writeFileSync(join(stateDir(), 'tariff-fetched', 'gas.json'), JSON.stringify({ ...kept, of: gas?.of, name: 'Gas', part: 'Energy', gives: 'import', slots: [[...slot, 60_000_000_000, 'standard']], standing: 310_000_000_000 }));
    writeFileSync(join(stateDir(), 'tariff-fetched', 'carbon.json'), JSON.stringify({ ...kept, of: carbon?.of, name: 'Carbon', part: 'CO2', gives: 'co2', slots: [[...slot, 266_000_000_000_000, 'standard']], standing: null }));
    const home = inBritain();
    expect(home.besideAt(NOON).gas).toEqual({ name: 'Gas', source: 'S', price: 60_000, standingCharge: 310_000, perCubicMetre: { energy: 11_220_633, estimated: true }, past: [] });
    expect(home.besideAt(instant(NOON + 600_000)).gas).toMatchObject({ past: [[NOON, 60_000]] });
    expect(home.besideAt(instant(NOON + 1_800_000)).gas).toMatchObject({ price: null });
    const state = tariffState(home.tariffAt(NOON), { start: NOON, end: instant(NOON + 3_600_000) });
    expect([state.name, state.carbon]).toEqual(['Example tariff (not yours)', [{ start: NOON, end: NOON + 1_800_000, grams: 266, known: false }]]);
  });

  it('erased, nothing that they said is left, and their settings and keys are', () => {
    settings('{"version":1,"source":{"kind":"awattar","country":"de"}}');
    mkdirSync(join(stateDir(), 'tariff-fetched'));
    writeFileSync(join(stateDir(), 'tariff-fetched', 'import.json'), '{}');
    prices().erase();
    expect([existsSync(join(stateDir(), 'tariff-fetched')), existsSync(join(stateDir(), 'tariff-source.json'))]).toEqual([false, true]);
  });
});

describe('what people have typed in', () => {
  const typed = (name: string, validFrom: string): TypedTariff => ({ name, validFrom, vat: null, rates: [{ name: 'all', price: '0.30', days: 'all', from: 0, to: 1_440 }], standingPerDay: null, exportPrice: null });

  it('holds from its local date until the next, in place of the tariff of the start', () => {
    const home = prices();
    home.setTyped([typed('Old', '2026-11-01'), typed('New', '2026-11-22')], NOON);
    const nameAt = (text: string): string => home.tariffAt(instant(Date.parse(text))).name;
    // Berlin's 22nd begins an hour before that of UTC.
    expect([nameAt('2026-10-31T22:59:00Z'), nameAt('2026-10-31T23:00:00Z'), nameAt('2026-11-21T22:59:59Z'), nameAt('2026-11-21T23:00:00Z')]).toEqual(['Example tariff (not yours)', 'Old', 'Old', 'New']);
    expect(home.besideAt(NOON).typed?.map(({ name }) => name)).toEqual(['Old', 'New']);
  });
});

describe('several sources over one tariff', () => {
  const slots = [{ start: NOON, end: instant(NOON + 1_800_000), rate: 'standard', price: 100_000_000_000 as ExactPrice }];
  const terms = { currency: 'EUR', zone: 'Europe/Berlin', vat: null } as const;
  const bought = tableTariff({ ...terms, name: 'Bought', source: 'A', direction: 'import', part: 'All' }, slots);
  const sold = tableTariff({ ...terms, name: 'Sold', source: 'B', direction: 'export', part: 'Sold' }, slots);
  const clean = carbonTariff([{ start: NOON, end: instant(NOON + 1_800_000), grams: 120, certainty: 'estimated', index: 'low' }]);
  const names = ({ name, parts }: Tariff): readonly [string, readonly string[]] => [name, parts.map((part) => part.name)];
  const layers: readonly Layer[] = [{ gives: 'import', cover: 'total', said: bought }, { gives: 'export', cover: 'total', said: sold }, { gives: 'carbon', cover: 'aside', said: clean }, { gives: 'gas', cover: 'aside', said: bought }];

  it('each price what they give; gas is on a bill of its own, and the example goes with the first price of import', () => {
    expect(names(layered({ tariff: EXAMPLE, example: true }, layers))).toEqual(['Bought', ['All', 'Sold', 'CO2']]);
    expect(names(layered({ tariff: EXAMPLE, example: false }, layers))).toEqual(['Bought', ['All', 'standing charge', 'Sold', 'CO2']]);
    expect(names(layered({ tariff: EXAMPLE, example: true }, layers.slice(2)))).toEqual(['Example tariff (not yours)', ['energy', 'export', 'standing charge', 'CO2']]);
  });

  it('add no grid fee of an operator’s table to a supplier’s total price that holds it already', () => {
    const part = (name: string, kind: string, more: object = {}) => ({ name, kind, price: '0.10', ...more });
    const table = (name: string, parts: unknown): Tariff => {
      const read = readTariff({ tidewatt: 'tariff', version: 2, name, currency: 'EUR', zone: 'Europe/Berlin', parts });
      if (!read.ok) throw new Error(read.reason);
      return read.tariff;
    };
    const operator: Layer = { gives: 'import', cover: 'table', said: table('Operator', [part('Grid use', 'grid'), { name: 'Metering', kind: 'standing', pricePerDay: '0.05' }]) };
    const under = (ground: Tariff) => names(layered({ tariff: ground, example: false }, [operator]))[1];
    expect(under(table('All in', [part('Everything', 'energy', { total: true })]))).toEqual(['Metering', 'Everything']);
    expect(under(table('Energy alone', [part('Energy', 'energy')]))).toEqual(['Grid use', 'Metering', 'Energy']);
  });
});

describe('the tariffs that could be had instead', () => {
  it('are what was typed in, as long as it stands back behind a source', () => {
    const typed: TypedTariff = { name: 'Off the bill', validFrom: '2026-01-01', vat: null, rates: [{ name: 'All day', price: '0.25', days: 'all', from: 0, to: 1_440 }], standingPerDay: '0.40', exportPrice: null };
    const others = (): readonly string[] => {
      const home = prices();
      home.setTyped([typed], NOON);
      return home.othersAt(NOON).map(({ name }) => name);
    };
    expect(others()).toEqual([]);
    settings('{"version":1,"source":{"kind":"octopus","code":"E-1R-AGILE-24-10-01-C"}}');
    // Nothing is heard of it yet: the typed one holds.
    expect(others()).toEqual([]);
    const [setUp] = prices().setUp;
    mkdirSync(join(stateDir(), 'tariff-fetched'), { recursive: true });
    writeFileSync(join(stateDir(), 'tariff-fetched', 'import.json'), JSON.stringify({ version: 2, at: NOON, source: 'S', currency: 'EUR', zone: 'Europe/Berlin', of: setUp?.of, name: 'Agile', part: 'Energy', gives: 'import', slots: [[NOON, NOON + 1_800_000, 300_000_000_000, 'standard']], standing: null }));
    expect(others()).toEqual(['Off the bill']);
    expect(prices().othersAt(NOON)).toEqual([]);
  });
});
