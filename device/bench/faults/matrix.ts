import { CATALOGUE } from './catalogue.ts';
import { named, PHASES, run, type Phase, type Verdict } from './scenario.ts';
import type { Setting } from './world.ts';

/** The plain plant of the matrix: devices that answer after 5 s, a meter that speaks each second (C-02, C-03). */
export const MATRIX: Omit<Setting, 'seed'> = { lag: { dead: 4_000, constant: 250 }, period: 1_000, phases: false, kettles: true };
/** A run of days is walked in steps of 10 s. */
const LONG_S = 50_000;
const LONG_PACE = { pace: 10_000, period: 10_000 };

/** One of F01 to F40 in one phase; a fault that names two things is right when both are. */
export interface Case {
  readonly id: string;
  readonly name: string;
  readonly how: string;
  readonly phase: Phase;
  readonly verdicts: readonly Verdict[];
}

export const caseOf = (fault: string): string => fault.slice(0, 3);
export const passes = ({ verdicts }: Case): boolean => verdicts.every(({ violations }) => violations.length === 0);

/** The 120 cases, or the 40 of a phase. @param most s that any one fault may last; longer ones are cut short. */
export function* matrix(seed: number, most = Number.POSITIVE_INFINITY, phases: readonly Phase[] = PHASES): Generator<Case> {
  for (const id of new Set(CATALOGUE.map((fault) => caseOf(fault.id)))) {
    const faults = CATALOGUE.filter((fault) => caseOf(fault.id) === id);
    for (const phase of phases) {
      const verdicts = faults.map((fault) => run(named(fault.id, phase, { ...MATRIX, ...(fault.seconds > LONG_S ? LONG_PACE : {}), seed }, most)));
      yield { id, name: faults.map(({ name }) => name).join(', '), how: faults[0]?.how ?? '', phase, verdicts };
    }
  }
}
