import { describe, expect, it } from 'vitest';
import { FAMILY_NAMES, familyOf } from '../../../device/bench/faults/catalogue.ts';
import { cellsOfOthers, ran } from '../../../device/bench/faults/matrix.ts';
import { PHASES } from '../../../device/bench/faults/scenario.ts';
import { OTHERS } from '../../../device/bench/faults/sources/catalogue.ts';
import { broken, MOST_S, SEED } from './matrixOfPhase.ts';

const LONG = process.env['TIDEWATT_LONG'] === '1';
/** Every which cell of the table is run here; all of them in the bench, and in the long run. */
const EVERY = LONG ? 1 : 11;

const pairs = (one: readonly string[], other: readonly string[]): readonly string[] => one.flatMap((a) => other.map((b) => `${a} ${b}`)).sort();
const met = (names: readonly string[]): readonly string[] => [...new Set(names)].sort();
const SOURCES = OTHERS.map(({ id }) => id);

describe('the table of further sources', () => {
  const cells = cellsOfOthers();

  it('has eight of them, and at least three for each of F01 to F40, in each phase', () => {
    expect(SOURCES).toEqual(['lpp', 'phase', 'schedule', 'contact', 'signed', 'average', 'fuse', 'dimmed']);
    for (let n = 1; n <= 40; n++) {
      const row = cells.filter(({ id }) => id === `F${String(n).padStart(2, '0')}`);
      expect(new Set(row.map(({ source }) => source.id)).size, `F${n}`).toBeGreaterThanOrEqual(3);
      expect(new Set(row.map(({ phase }) => phase)).size, `F${n}`).toBe(3);
    }
  });

  it('lets every source meet every family of faults in every phase', () => {
    expect(met(cells.map(({ source, phase, id }) => `${source.id} ${phase} ${familyOf(id)}`))).toEqual(pairs(pairs(SOURCES, PHASES), FAMILY_NAMES));
  });

  it(`O-05 one case in ${EVERY} of it keeps every promise and is well again within a minute`, { timeout: LONG ? 900_000 : 300_000 }, () => {
    const cases = [...ran(cells.filter((_cell, n) => n % EVERY === 0), SEED, MOST_S)];
    expect(broken(cases)).toEqual([]);
    expect(met(cases.map(({ source }) => source.id))).toEqual([...SOURCES].sort());
  });
});
