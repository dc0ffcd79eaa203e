import { describe, expect, it } from 'vitest';
import { MATRIX } from '../../../device/bench/faults/matrix.ts';
import { named, run, type Verdict } from '../../../device/bench/faults/scenario.ts';
import { SEED } from './matrixOfPhase.ts';

/** A meter that lies, in the home of a source, where nobody has told the guard what the home generates. */
const lied = (fault: 'F36a' | 'F36b', source: string): Verdict => run(named(fault, 'limited', { ...MATRIX, source, seed: SEED, generation: null }));

describe('F36 a meter that lies in a home of which nobody has said what it generates', () => {
  it.each(['F36a', 'F36b'] as const)('%s: what is about the devices alone is kept, for it needs no meter', { timeout: 120_000 }, (fault) => {
    expect(lied(fault, 'dimmed').violations).toEqual([]);
  });

  it('a limit on the whole import is not: what the meter shows might be a roof, and only the installer’s word tells', { timeout: 120_000 }, () => {
    expect(lied('F36a', 'lpc').violations.map(({ promise }) => promise)).toEqual(['over-limit', 'over-energy']);
  });
});
