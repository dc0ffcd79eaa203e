import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ReadUsage } from '#domain/meter/file/usageFile.ts';
import { read, readUsage } from './read.ts';

const example = (name: string): string => readFileSync(new URL(`../../../../docs/formats/own-data/${name}`, import.meta.url), 'utf8');
/** [UTC start, imported kWh, exported kWh] of every half-hour; * = estimated. */
const halfHours = ({ told }: ReadUsage): readonly string[] =>
  told.slots.map(({ start, importEnergy, exportEnergy, quality }) => `${new Date(start).toISOString().slice(0, 16)} ${importEnergy === null ? '-' : importEnergy / 1e6} ${exportEnergy === null ? '-' : exportEnergy / 1e6}${quality === 'estimated' ? ' *' : ''}`);

describe('every example of docs/formats/own-data.md is read as the page says, in pieces of any length', () => {
  for (const piece of [1, 7, 100_000]) {
    it(`Octopus, newest first, over the change of the clock (pieces of ${piece})`, () => {
      const found = read(example('octopus.json'), { zone: 'Europe/London' }, piece);
      expect(found.format).toBe('octopus');
      expect(halfHours(found)).toEqual(['2023-03-26T00:00 0.5 -', '2023-03-26T00:30 0.25 -', '2023-03-26T01:00 0.125 -']);
    });

    it(`Enedis: W at the end of each half-hour, an empty one is a gap (pieces of ${piece})`, () => {
      const found = read(example('enedis.csv'), {}, piece);
      expect(found).toMatchObject({ format: 'enedis', step: 1_800_000, told: { gaps: { count: 1, total: 1_800_000 }, notes: { empty: { count: 1, first: { line: 6 } } } } });
      expect(halfHours(found)).toEqual(['2022-08-31T22:00 0.141 -', '2022-08-31T22:30 0.15 -', '2022-08-31T23:30 0.059 -']);
    });

    it(`HomeWizard: registers of two rates, local time, CR LF (pieces of ${piece})`, () => {
      const found = read(example('homewizard.csv'), { zone: 'Europe/Amsterdam' }, piece);
      expect(found.format).toBe('homewizard');
      expect(halfHours(found)).toEqual(['2022-11-30T23:00 0.25 0', '2022-11-30T23:30 0.25 0.5']);
    });

    it(`a P1 logger through the hour that comes twice, decimal comma (pieces of ${piece})`, () => {
      const found = read(example('p1-logger.csv'), { zone: 'Europe/Amsterdam' }, piece);
      expect(found.format).toBe('p1-logger');
      expect(halfHours(found)).toEqual(['2024-10-27T00:00 0.5 0', '2024-10-27T00:30 0.25 0', '2024-10-27T01:00 0.125 0', '2024-10-27T01:30 0.125 0.5']);
    });

    it(`Home Assistant: the sum at the end of the hour that begins at start, two counters (pieces of ${piece})`, () => {
      const found = read(example('home-assistant.csv'), { zone: 'Europe/Berlin' }, piece);
      expect(found).toMatchObject({ format: 'home-assistant', why: 'statistic_id, sensor.grid_import, sensor.grid_return' });
      expect(halfHours(found)).toEqual(['2024-06-01T09:00 0.25 0.125 *', '2024-06-01T09:30 0.25 0.125 *', '2024-06-01T10:00 0.5 0 *', '2024-06-01T10:30 0.5 0 *']);
    });

    it(`any table by the columns suggested: end labels, commas in quotes, a hole (pieces of ${piece})`, () => {
      const unknown = readUsage(example('any.csv'), {}, piece);
      expect(unknown).toMatchObject({ kind: 'unknown', header: ['Zeit bis', 'Verbrauch, gesamt'] });
      if (unknown.kind !== 'unknown') return;
      expect(unknown.guess).toEqual({ date: 0, time: null, label: 'end', energies: [{ column: 1, direction: 'import', unit: 'kWh', counts: 'interval' }] });
      const found = read(example('any.csv'), { zone: 'Europe/Berlin', mapping: unknown.guess }, piece);
      expect(halfHours(found)).toEqual(['2024-01-31T23:00 0.1875 -', '2024-01-31T23:30 0.25 - *', '2024-02-01T00:00 0.125 - *']);
      expect(found.told.gaps).toEqual({ count: 1, total: 900_000, longest: { start: Date.UTC(2024, 0, 31, 23, 30), end: Date.UTC(2024, 0, 31, 23, 45) } });
    });
  }
});

const TABLE = 'start,end,import_kwh\n2024-01-01T00:00Z,2024-01-01T00:30Z,0.5\n2024-01-01T00:30Z,2024-01-01T01:00Z,0.25\n';

describe('what is wrong in a file is said with its line', () => {
  it('a byte order mark changes nothing', () => {
    expect(read(`\uFEFF${TABLE}`).told.imported).toBe(750_000);
  });

  it('a time told twice is taken once', () => {
    const { told } = read(`${TABLE}2024-01-01T00:30Z,2024-01-01T01:00Z,0.25\n`);
    expect(told.imported).toBe(750_000);
    expect(told.notes.again).toMatchObject({ count: 1, first: { line: 4 } });
  });

  it('a line that is cut, one that is no number and one below zero are not taken', () => {
    const { told } = read(`${TABLE}2024-01-01T01:00Z,2024-01-01T01:30Z,abc\n2024-01-01T01:30Z,2024-01-01T02:00Z,-1\n2024-01-01T02:00Z,2024-01-`);
    expect(told.imported).toBe(750_000);
    expect(told.notes.energy).toEqual({ count: 2, first: { line: 4, text: 'abc' } });
    expect(told.notes.time).toMatchObject({ count: 1, first: { line: 6 } });
  });

  it('an energy that no connection carries is not taken', () => {
    const { told } = read(`${TABLE}2024-01-01T01:00Z,2024-01-01T01:30Z,126\n`);
    expect(told.notes.energy).toMatchObject({ count: 1, first: { line: 4, text: '126 kWh' } });
  });

  it('what is yet to come is not taken', () => {
    const { told } = read(`${TABLE}2026-01-01T00:00Z,2026-01-01T00:30Z,1\n`);
    expect(told.notes.late).toMatchObject({ count: 1, first: { line: 4 } });
  });

  it('a file wholly of a time yet to come is refused as that, with its first line', () => {
    const rows = Array.from({ length: 20 }, (_, n) => `2027-01-01T${String(n).padStart(2, '0')}:00Z,2027-01-01T${String(n).padStart(2, '0')}:30Z,1`);
    expect(() => read(['start,end,import_kwh', ...rows].join('\n'))).toThrow('20 of 20 lines are of a time yet to come; the first is line 2.');
    expect(() => read(['start,end,import_kwh,export_kwh', ...rows.map((row) => `${row},0`)].join('\n'))).toThrow('20 of 20 lines');
  });

  it('a register that runs back books nothing and is a new beginning', () => {
    const { told } = read('timestamp,1.8.0\n2024-01-01 00:00,100\n2024-01-01 00:30,101\n2024-01-01 01:00,3\n2024-01-01 01:30,3.5\n');
    expect(told.imported).toBe(1_500_000);
    expect(told.notes.back).toMatchObject({ count: 1, first: { line: 4, text: '101 > 3' } });
  });

  it('registers across more than a day keep their energy out of the half-hours, and say how much', () => {
    const { told } = read('timestamp,1.8.0\n2024-01-01 00:00,100\n2024-01-01 01:00,101\n2024-01-04 01:00,131\n2024-01-04 02:00,132\n');
    expect(told).toMatchObject({ imported: 2_000_000, unplaced: 30_000_000, notes: { coarse: { count: 1, first: { line: 4 } } } });
  });

  it('a total stands for its rates', () => {
    expect(read('timestamp,1.8.0,1.8.1,1.8.2\n2024-01-01 00:00,10,4,6\n2024-01-01 00:30,11,5,6\n').told.imported).toBe(1_000_000);
  });

  it('the answer of a supplier that was cut is said', () => {
    const text = example('octopus.json');
    expect(read(text.slice(0, -60)).told.notes.cut.count).toBe(1);
    expect(read(text).told.notes.cut.count).toBe(0);
  });

  it('a hundred lines of another table are refused with the first of them', () => {
    const other = 'one;two;three\n'.repeat(100);
    expect(() => read(TABLE + other)).toThrow('100 of 102 lines cannot be read as the others; the first is line 4: "one;two;three".');
  });

  it('no table, an empty file and one without a time are refused', () => {
    for (const text of ['', '\0\0PK\u0003', '{"a":1}', '<html></html>', 'hello\nworld\n']) expect(() => read(text)).toThrow('no table');
    expect(() => read('start,end,import_kwh\nx,y,1\nx,y,2\n')).toThrow(/None of 2 lines can be used; the first that cannot is line 2/);
  });
});
