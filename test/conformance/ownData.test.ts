import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ReadUsage } from '#domain/meter/file/usageFile.ts';
import { read, readUsage } from '../unit/meter/file/read.ts';
import { sharedFiles } from './shared.ts';

const shared = sharedFiles('data/homes');
if (shared.folder === null) console.log(shared.reason);

/** Reads a real file by the columns that the app suggests for it. */
function byGuess(file: string, zone: string): ReadUsage {
  const text = readFileSync(join(shared.folder ?? '', file), 'utf8');
  const found = readUsage(text, { zone });
  if (found.kind !== 'unknown') throw new Error(`${file} is known`);
  return read(text, { zone, mapping: found.guess }, 65_536);
}

const sumOf = ({ told }: ReadUsage): number => told.slots.reduce((sum, { importEnergy }) => sum + (importEnergy ?? 0), 0);

// Periods and totals are those of awk over the same files: awk -F, 'NR>1{s+=$2}END{printf "%.4f",s}'.
describe.skipIf(shared.folder === null)('own files of real homes, read by the columns suggested (*shared*)', () => {
  it('a British home in half-hours labelled at their end: 49,380 lines, 7,013.944 kWh, no gap', () => {
    const found = byGuess('gb-a_halfhour_2020-08_2023-05.csv', 'Europe/London');
    const { told, lines, step } = found;
    expect({ lines, step, imported: told.imported, exported: told.exported, gaps: told.gaps.count }).toEqual({ lines: 49_380, step: 1_800_000, imported: 7_013_944_000, exported: null, gaps: 0 });
    expect(told.period).toEqual({ start: Date.UTC(2020, 7, 6, 5, 0), end: Date.UTC(2023, 4, 31, 23, 0) });
    expect(sumOf(found)).toBe(7_013_944_000);
  });

  it('an Australian home whose clock never changes: 5,098.303 kWh in a zone without summer time', () => {
    const { told, lines } = byGuess('au-sgsc_30min_10018060.csv', 'Australia/Brisbane');
    expect({ lines, imported: told.imported, gaps: told.gaps.count }).toEqual({ lines: 30_373, imported: 5_098_303_000, gaps: 0 });
    expect(told.period).toEqual({ start: Date.UTC(2012, 5, 1, 1, 30), end: Date.UTC(2014, 1, 23, 20, 0) });
  });

  it('the same in a zone with summer time says the first line whose hour never was', () => {
    const { told } = byGuess('au-sgsc_30min_10018060.csv', 'Australia/Sydney');
    expect(told.notes.time).toEqual({ count: 4, first: { line: 6_127, text: '10018060,2012-10-07T02:00:00,0.11' } });
    expect(told.gaps.count).toBe(1);
  });

  it('a French home by the minute in kW, date and time in two columns: 1,357.800833 kWh, and five minutes unknown from line 6841', () => {
    const { told, lines } = byGuess('fr-uci_1min_2006-12-16_2007-01-19.csv', 'Europe/Paris');
    expect({ lines, imported: told.imported }).toEqual({ lines: 47_960, imported: 1_357_800_833 });
    expect(told.notes.energy).toEqual({ count: 5, first: { line: 6_841, text: '?' } });
    expect(told.gaps.total).toBe(300_000);
    expect(told.period).toEqual({ start: Date.UTC(2006, 11, 16, 16, 24), end: Date.UTC(2007, 0, 18, 23, 44) });
  });
});
