import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Tariff } from '#domain/tariff/tariff.ts';
import { instant } from '#domain/time/instant.ts';
import { readTariff } from '#wire/tariff.ts';
import { SignalledTariff } from '../../../../device/house/signalledTariff.ts';

const NOON = instant(Date.parse('2026-11-19T12:00:00Z'));
const table = (name: string, part: object, currency = 'EUR'): object => ({ tidewatt: 'tariff', version: 1, name, currency, zone: 'Europe/Berlin', parts: [{ name: 'Energy', kind: 'energy', ...part }] });
const read = (raw: object): Tariff => {
  const found = readTariff(raw);
  if (!found.ok) throw new Error(found.reason);
  return found.tariff;
};
const contract = { prices: { least: -0.5, most: 1 } };
const slots = (from: string, to: string, price: number): object => ({ slots: [{ start: from, end: to, price }] });

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tidewatt-tariff-'));
  file = join(folder, 'tariff-of-issuer.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const start = (): SignalledTariff => new SignalledTariff(file, () => read(table('Start', { price: 0.3 })));

describe('E9 a tariff of an issuer', () => {
  it('is used from then on, also after a restart, and is readable by this user only', () => {
    const home = start();
    expect([home.take({ kind: 'tariff', table: table('Winter', { price: 0.245 }) }, contract, NOON), home.current.name]).toEqual([null, 'Winter']);
    expect([start().current.name, statSync(file).mode & 0o777]).toEqual(['Winter', 0o600]);
  });

  it.each([
    ['is malformed', { kind: 'tariff', table: table('X', { price: 'dear' }) }, 'malformed-tariff'],
    ['is none', { kind: 'tariff', table: 7 }, 'malformed-tariff'],
    ['leaves a price out', { kind: 'tariff', table: table('X', {}) }, 'malformed-tariff'],
    ['has fields beside it', { kind: 'tariff', table: table('X', { price: 0.2 }), more: 1 }, 'wrong-shape'],
    ['is in another currency', { kind: 'tariff', table: table('X', { price: 0.2 }, 'GBP') }, 'wrong-currency'],
    ['is dearer than agreed', { kind: 'tariff', table: table('X', { price: 1.000001 }) }, 'price-out-of-range'],
    ['pays more than agreed', { kind: 'tariff', table: table('X', slots('2026-11-20T00:00:00Z', '2026-11-21T00:00:00Z', -0.51)) }, 'price-out-of-range'],
    ['is late', { kind: 'tariff', table: table('X', slots('2026-11-19T00:00:00Z', '2026-11-19T12:00:00Z', 0.2)) }, 'tariff-late'],
  ])('that %s is refused with that reason, and the former holds', (_name, body, reason) => {
    const home = start();
    expect([home.take(body, contract, NOON), home.current.name]).toEqual([reason, 'Start']);
  });

  it('that cannot be kept is refused', () => {
    const home = new SignalledTariff(join(folder, 'nowhere', 'x.json'), () => read(table('Start', { price: 0.3 })));
    expect([home.take({ kind: 'tariff', table: table('Winter', { price: 0.2 }) }, contract, NOON), home.current.name]).toEqual(['storage-down', 'Start']);
  });

  it('whose kept file is damaged is as none', () => {
    start().take({ kind: 'tariff', table: table('Winter', { price: 0.245 }) }, contract, NOON);
    writeFileSync(file, readFileSync(file, 'utf8').slice(0, 40));
    expect(start().current.name).toBe('Start');
  });
});
