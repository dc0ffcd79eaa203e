import { expect, it } from 'vitest';
import { matrix } from '../../../device/bench/faults/matrix.ts';
import type { Phase } from '../../../device/bench/faults/scenario.ts';

const LONG = process.env['TIDEWATT_LONG'] === '1';
const SEED = 20_270_112;
/** A week without the operator is a day and two hours here, past the end of the failsafe time. */
const MOST_S = LONG ? Number.POSITIVE_INFINITY : 26 * 3_600;

/** F01 to F40 in one phase: a file each, so that they share the cores. */
export function keepsEveryPromise(phase: Phase): void {
  it(`O-05 F01-F40 in ${phase}: 40 of 40 keep every promise and are well again within a minute`, { timeout: LONG ? 900_000 : 300_000 }, () => {
    const cases = [...matrix(SEED, MOST_S, [phase])];
    const broken = cases.flatMap(({ id, verdicts }) => verdicts.flatMap(({ violations }) => violations.map((violation) => `${id} ${phase}: ${JSON.stringify(violation)}`)));
    expect(broken).toEqual([]);
    expect(cases).toHaveLength(40);
  });
}
