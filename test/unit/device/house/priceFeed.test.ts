import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { exampleTariff } from '../../../../device/house/exampleTariff.ts';
import { priceFeedOf, type PriceFeed } from '../../../../device/house/priceFeed.ts';

let stateDir = '';
beforeEach(() => (stateDir = mkdtempSync(join(tmpdir(), 'tidewatt-prices-'))));
afterEach(() => rmSync(stateDir, { recursive: true, force: true }));

const EXAMPLE = exampleTariff('Europe/Berlin', 'EUR');
const feed = (source: 'meter' | 'replay' = 'meter'): PriceFeed => priceFeedOf({ stateDir, zone: 'Europe/Berlin', currency: 'EUR', source, tariff: null }, EXAMPLE);
const settings = (text: string): void => writeFileSync(join(stateDir, 'tariff-source.json'), text);
const TIBBER = '{"version":1,"source":{"kind":"tibber","keyFile":"tibber.key"}}';

it('without settings, and in a replay, the tariff of the start holds', () => {
  expect(feed().tariff()).toBe(EXAMPLE);
  settings('no JSON');
  expect(feed('replay').tariff()).toBe(EXAMPLE);
});

it('settings that cannot be used are refused by their field', () => {
  settings('no JSON');
  expect(() => feed()).toThrow(expect.objectContaining({ id: 'tariff-source-unreadable' }));
  settings('{"version":1,"source":{"kind":"awattar","country":"fr"}}');
  expect(() => feed()).toThrow(/source\.country/);
});

it('a key is its owner’s only, and is there', () => {
  settings(TIBBER);
  expect(() => feed()).toThrow(expect.objectContaining({ id: 'key-file-unreadable' }));
  const file = join(stateDir, 'tibber.key');
  writeFileSync(file, 'top-secret\n');
  chmodSync(file, 0o644);
  expect(() => feed()).toThrow(expect.objectContaining({ id: 'key-file-open' }));
  chmodSync(file, 0o600);
  expect(feed().tariff()).toBe(EXAMPLE);
  writeFileSync(file, 'two words\n');
  expect(() => feed()).toThrow(expect.not.objectContaining({ message: expect.stringContaining('two words') as unknown }));
});
