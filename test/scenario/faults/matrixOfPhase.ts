import { expect, it } from 'vitest';
import { cellsOfLpc, ran, type Case } from '../../../device/bench/faults/matrix.ts';
import type { Phase } from '../../../device/bench/faults/scenario.ts';

const LONG = process.env['TIDEWATT_LONG'] === '1';
export const SEED = 20_270_112;
/** A week without the operator is three hours here, past the end of the failsafe time; the bench has all of it. */
export const MOST_S = LONG ? Number.POSITIVE_INFINITY : 3 * 3_600;

/** What broke in which case, one line each. */
export const broken = (cases: readonly Case[]): readonly string[] =>
  cases.flatMap(({ id, source, phase, verdicts }) => verdicts.flatMap(({ violations }) => violations.map((violation) => `${id} ${source.id} ${phase}: ${JSON.stringify(violation)}`)));

/**
 * F01 to F40 in one phase: a file each, so that they share the cores.
 * @param every which of them the test command runs, by their place; `bench faults` and the long command run all.
 */
export function keepsEveryPromise(phase: Phase, every: (place: number) => boolean = () => true): void {
  const cells = cellsOfLpc([phase]).filter((_, place) => LONG || every(place));
  it(`O-05 F01-F40 in ${phase}: ${cells.length} of 40 keep every promise and are well again within a minute`, { timeout: 900_000 }, () => {
    const cases = [...ran(cells, SEED, MOST_S)];
    expect(broken(cases)).toEqual([]);
    expect(cases).toHaveLength(LONG || phase === 'limited' ? 40 : 20);
  });
}
