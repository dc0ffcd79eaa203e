import { CATALOGUE, FAMILY_NAMES, familyOf, type Family } from './catalogue.ts';
import type { Fault } from './fault.ts';
import { named, PHASES, run, type Phase, type Verdict } from './scenario.ts';
import type { Source } from './source.ts';
import { LPC, OTHERS } from './sources/catalogue.ts';
import type { Setting } from './world.ts';

/** The plain plant of the matrix: devices that answer after 5 s, a meter that speaks each second (C-02, C-03). */
export const MATRIX: Omit<Setting, 'seed'> = { lag: { dead: 4_000, constant: 250 }, period: 1_000, phases: false, kettles: true };
/** A run of days is walked in steps of 10 s. */
const LONG_S = 50_000;
const LONG_PACE = { pace: 10_000, period: 10_000 };

/** One of F01 to F40 in one phase, in the home of one source; a fault that names two things is right when both are. */
export interface Cell {
  readonly id: string;
  readonly source: Source;
  readonly phase: Phase;
}

export interface Case extends Cell {
  readonly name: string;
  readonly how: string;
  readonly verdicts: readonly Verdict[];
}

export const caseOf = (fault: string): string => fault.slice(0, 3);
export const passes = ({ verdicts }: Case): boolean => verdicts.every(({ violations }) => violations.length === 0);
const ROWS: readonly string[] = [...new Set(CATALOGUE.map(({ id }) => caseOf(id)))];

/** Each of F01 to F40 in each phase, under LPC: 120. */
export const cellsOfLpc = (phases: readonly Phase[] = PHASES): readonly Cell[] => ROWS.flatMap((id) => phases.map((phase) => ({ id, source: LPC, phase })));

const FURTHER = 3;

/**
 * Each of F01 to F40 with three other sources, one in each phase. The sources move on by three from fault to fault, the
 * phases with the family and when all sources have been through. A family with fewer faults than there are sources has
 * some cells more: so every source meets every family in every phase.
 */
export function cellsOfOthers(): readonly Cell[] {
  const cells = threeEach();
  return [...cells, ...FAMILY_NAMES.flatMap((family) => unmet(family, cells.filter(({ id }) => familyOf(id) === family)))];
}

/** What has not met in a family, on its faults in turn. */
function unmet(family: Family, cells: readonly Cell[]): readonly Cell[] {
  const rows = ROWS.filter((id) => familyOf(id) === family);
  const pairs = OTHERS.flatMap((source) => PHASES.map((phase) => ({ source, phase })));
  const missing = pairs.filter(({ source, phase }) => !cells.some((cell) => cell.source === source && cell.phase === phase));
  return missing.flatMap((pair, n) => rows.slice(n % rows.length, (n % rows.length) + 1).map((id): Cell => ({ id, ...pair })));
}

function threeEach(): readonly Cell[] {
  return FAMILY_NAMES.flatMap((family, shift) => {
    const rows = ROWS.filter((id) => familyOf(id) === family);
    return rows.flatMap((id, n) =>
      Array.from({ length: FURTHER }, (_, k): Cell => {
        const source = OTHERS[(FURTHER * ROWS.indexOf(id) + k) % OTHERS.length];
        const phase = PHASES[(k + shift + Math.floor(n / OTHERS.length)) % PHASES.length];
        if (!source || !phase) throw new RangeError('no sources or phases');
        return { id, source, phase };
      }),
    );
  });
}

const settingOf = (fault: Fault, source: Source, seed: number): Setting => ({ ...MATRIX, ...(fault.seconds > LONG_S ? LONG_PACE : {}), source: source.id, seed });

/** Runs them one by one. @param most s that any one fault may last; longer ones are cut short. */
export function* ran(cells: readonly Cell[], seed: number, most = Number.POSITIVE_INFINITY): Generator<Case> {
  for (const cell of cells) {
    const faults = CATALOGUE.filter((fault) => caseOf(fault.id) === cell.id);
    const verdicts = faults.map((fault) => run(named(fault.id, cell.phase, settingOf(fault, cell.source, seed), most)));
    yield { ...cell, name: faults.map(({ name }) => name).join(', '), how: faults[0]?.how ?? '', verdicts };
  }
}
