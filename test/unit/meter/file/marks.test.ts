import { describe, expect, it } from 'vitest';
import type { Mapping } from '#domain/meter/file/guess.ts';
import { read } from './read.ts';

/** Half-hours of 1 January 2024 with these texts, in a table cut at semicolons. */
const table = (texts: readonly string[]): string =>
  ['when;used', ...texts.map((text, n) => `2024-01-01T${String(Math.floor(n / 2)).padStart(2, '0')}:${n % 2 === 0 ? '00' : '30'}Z;"${text}"`)].join('\n');
const mapping = (unit: 'Wh' | 'W' | 'kWh', counts: 'interval' | 'register' = 'interval'): Mapping => ({ date: 0, time: null, label: 'start', energies: [{ column: 1, direction: 'import', unit, counts }] });
const imported = (unit: 'Wh' | 'W' | 'kWh', texts: readonly string[]): number | null => read(table(texts), { mapping: mapping(unit) }).told.imported;
const refusal = (texts: readonly string[], counts: 'interval' | 'register' = 'interval', unit: 'Wh' | 'kWh' = 'Wh', rows = table): string => {
  try {
    read(rows(texts), { mapping: mapping(unit, counts) });
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
  return 'was read';
};

/** The same, a day apart. */
const daily = (texts: readonly string[]): string => ['when;used', ...texts.map((text, n) => `2024-01-0${n + 1}T00:00:00Z;"${text}"`)].join('\n');

describe('a number of Wh or W with a mark before three digits', () => {
  it.each([
    ['950 and 1,050 Wh are two thousand Wh', 'Wh', ['950', '1,050'], 2_000_000],
    ['950 and 1.050 Wh are two thousand Wh', 'Wh', ['950', '1.050'], 2_000_000],
    ['twenty of each are forty thousand', 'Wh', Array.from({ length: 40 }, (_, n) => (n % 2 === 0 ? '950' : '1,050')), 40_000_000],
    ['the thousands stand before the whole numbers', 'Wh', ['1,050', '950'], 2_000_000],
    ['beside 1,5 it is a decimal comma', 'Wh', ['1,050', '1,5'], 2_550],
    ['beside 0.500 it is a decimal point', 'Wh', ['1.050', '0.500'], 1_550],
    ['beside 950.5 a comma cuts thousands', 'Wh', ['950.5', '1,050'], 2_000_500],
    ['both marks tell each other', 'Wh', ['1.050,5', '1.049,5'], 2_100_000],
    ['two groups are thousands', 'W', ['1,050', '0', '1,050'], null],
    ['which no home’s connection carries as thousands it is a fraction', 'Wh', ['345.125', '0', '200.125'], 545_250],
    ['W: 1,900 beside 100 for half an hour each', 'W', ['100', '1,900'], 1_000_000],
    ['a zero alone tells nothing, and a later line does', 'Wh', ['0', '1,050', '12'], 1_062_000],
    ['the sign does not matter', 'Wh', ['+950', '+1,050'], 2_000_000],
    ['in kWh a comma begins the fraction', 'kWh', ['1', '1,050'], 2_050_000],
  ] as const)('%s', (_name, unit, texts, expected) => {
    if (expected === null) expect(() => imported(unit, texts)).toThrow('Line 2');
    else expect(imported(unit, texts)).toBe(expected);
  });

  it('is refused with its line where nothing tells what it is', () => {
    expect(refusal(['1,050', '1,100', '2,000'])).toBe('Line 2: it cannot be told whether the mark in "1,050" cuts thousands or begins a fraction.');
  });

  it('of a register in Wh is refused too: its count has no bound', () => {
    expect(refusal(['123,456', '123,956'], 'register')).toContain('Line 2');
    expect(read(table(['1,123,456', '1,123,956']), { mapping: mapping('Wh', 'register') }).told.imported).toBe(500_000);
  });

  it('goes never against the lines before it: the file is refused with the line', () => {
    const many = Array.from({ length: 47 }, (_, n) => (n === 0 ? '950' : '1,050'));
    const days = Array.from({ length: 60 }, (_, day) => many.map((text, n) => `${new Date(Date.UTC(2024, 0, 1 + day, 0, n * 30)).toISOString()};"${text}"`)).flat();
    expect(days.join('\n').length).toBeGreaterThan(64 * 1024);
    expect(() => read(['when;used', ...days, '2024-06-01T00:00:00Z;"1,5"'].join('\n'), { mapping: mapping('Wh') }, 10_000)).toThrow(`Line ${days.length + 2}`);
  });
});

describe('a register in kWh', () => {
  it.each([
    ['with both marks tells them itself', table, ['12.345,678', '12.346,178'], 500_000],
    ['with both marks, English', table, ['12,345.678', '12,346.178'], 500_000],
    ['of more than three digits before its mark has a fraction', table, ['12345,678', '12346,178'], 500_000],
    ['that would run 250 kWh in half an hour has fractions', table, ['345,678', '345,928'], 250_000],
    ['that would run 720 kWh in a day has fractions', daily, ['123,456', '124,176'], 720_000],
    ['beside a whole number is cut at thousands', table, ['950', '1,050'], 100_000_000],
    ['beside a fraction goes by it', table, ['1.050', '1.0505'], 500],
  ] as const)('%s', (_name, rows, texts, expected) => {
    expect(read(rows(texts), { mapping: mapping('kWh', 'register') }).told.imported).toBe(expected);
  });

  it.each([
    ['by half-hours', table, ['12,345', '12,346']],
    ['by days', daily, ['12.345', '12.353']],
    ['that stands', daily, ['12.345', '12.345']],
    ['of two meters, the second of which began anew', daily, ['45.678', '1.002', '1.010']],
  ] as const)('is refused with its line where it may be either, %s', (_name, rows, texts) => {
    expect(refusal(texts, 'register', 'kWh', rows)).toBe(`Line 2: it cannot be told whether the mark in "${texts[0]}" cuts thousands or begins a fraction.`);
  });

  it('that hardly moves is written as the others of its table', () => {
    const { told } = read(['timestamp;1-0:1.8.1;1-0:2.8.1', '2024-01-01T00:00Z;4511,250;12,000', '2024-01-01T00:30Z;4511,500;12,001'].join('\n'));
    expect([told.imported, told.exported]).toEqual([250_000, 1_000]);
  });

  it('of Home Assistant goes by what each counter has run, not by what lies between two of them', () => {
    const rows = ['statistic_id,unit,start,sum', 'sensor.grid_import,kWh,2024-06-01T10:00Z,120.125', 'sensor.grid_return,kWh,2024-06-01T10:00Z,980.500', 'sensor.grid_import,kWh,2024-06-01T11:00Z,120.625', 'sensor.grid_return,kWh,2024-06-01T11:00Z,980.500'];
    const { told } = read(rows.join('\n'));
    expect([told.imported, told.exported]).toEqual([500_000, 0]);
  });
});

describe('energies of kWh with both marks', () => {
  it('are read by the last of them', () => expect(read(daily(['1.234,5', '10,5']), { mapping: mapping('kWh') }).told.imported).toBe(1_245_000_000));
});
