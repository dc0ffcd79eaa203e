import { describe, expect, it } from 'vitest';
import { MATRIX } from '../../../device/bench/faults/matrix.ts';
import { named, run, type Verdict } from '../../../device/bench/faults/scenario.ts';
import { SEED } from './matrixOfPhase.ts';

/** A meter that lies, in the home of a source, where nobody has told the guard what the home generates. */
const lied = (fault: 'F36a' | 'F36b', source: string): Verdict => run(named(fault, 'limited', { ...MATRIX, source, seed: SEED, generation: null }));

describe('F36 a meter that lies in a home of which nobody has said what it generates', () => {
  it.each([
    ['F36a', 'lpc'], ['F36b', 'lpc'], ['F36a', 'lpp'], ['F36b', 'lpp'], ['F36a', 'phase'], ['F36b', 'phase'], ['F36a', 'fuse'], ['F36a', 'dimmed'], ['F36b', 'dimmed'],
  ] as const)('%s under %s: every limit is kept, and all is well within a minute of its mending', (fault, source) => {
    expect(lied(fault, source).violations).toEqual([]);
  });
});
