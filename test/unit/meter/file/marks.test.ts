import { describe, expect, it } from 'vitest';
import type { Mapping } from '#domain/meter/file/guess.ts';
import { read } from './read.ts';

/** Half-hours of 1 January 2024 with these texts, in a table cut at semicolons. */
const table = (texts: readonly string[]): string =>
  ['when;used', ...texts.map((text, n) => `2024-01-01T${String(Math.floor(n / 2)).padStart(2, '0')}:${n % 2 === 0 ? '00' : '30'}Z;"${text}"`)].join('\n');
const mapping = (unit: 'Wh' | 'W' | 'kWh', counts: 'interval' | 'register' = 'interval'): Mapping => ({ date: 0, time: null, label: 'start', energies: [{ column: 1, direction: 'import', unit, counts }] });
const imported = (unit: 'Wh' | 'W' | 'kWh', texts: readonly string[]): number | null => read(table(texts), { mapping: mapping(unit) }).told.imported;
const refusal = (texts: readonly string[], counts: 'interval' | 'register' = 'interval'): string => {
  try {
    read(table(texts), { mapping: mapping('Wh', counts) });
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
  return 'was read';
};

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
