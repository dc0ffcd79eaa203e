import { single, type Figure } from './figure.ts';
import { cellsOfLpc, cellsOfOthers, passes, ran, type Case, type Cell } from './faults/matrix.ts';
import { random, run, shrunk, type Verdict } from './faults/scenario.ts';
import { OTHERS } from './faults/sources/catalogue.ts';

const SEED = 20_270_112;
const CASES = 120;

export interface FaultsRun {
  /** Where chance begins; the same seed gives the same runs. */
  readonly seed: number | null;
  /** So many random scenarios instead of the named cases. */
  readonly random: number;
}

const worst = (verdicts: readonly Verdict[], of: (verdict: Verdict) => number): number => verdicts.reduce((most, verdict) => Math.max(most, of(verdict)), 0);
const say = (text: string): void => void process.stderr.write(`${text}\n`);

function row(one: Case): string {
  const { id, source, phase, verdicts, name, how } = one;
  const converged = verdicts.some((verdict) => verdict.converged === null) ? 'never' : `${worst(verdicts, (verdict) => verdict.converged ?? 0)} s`;
  const figures = `${worst(verdicts, (verdict) => verdict.worstOverSeconds).toFixed(0).padStart(3)} s ${worst(verdicts, (verdict) => verdict.worstOverWh).toFixed(1).padStart(5)} Wh  ${converged.padStart(5)}`;
  const broken = verdicts.flatMap(({ violations }) => violations.map(({ promise, at, detail }) => `\n      ${promise} at ${at} s: ${detail}`));
  return `${id} ${source.id.padEnd(8)} ${phase.padEnd(8)} ${passes(one) ? 'pass' : 'FAIL'}  ${figures}  ${name} (${how})${broken.join('')}`;
}

function figures(name: string, verdicts: readonly Verdict[], failed: number): readonly Figure[] {
  return [
    single(`${name} that broke a promise`, failed, { unit: `of ${verdicts.length} runs`, budget: 0 }),
    single('longest above a limit', worst(verdicts, (verdict) => verdict.worstOverSeconds), { unit: 's' }),
    single('most energy above a limit in one event', worst(verdicts, (verdict) => verdict.worstOverWh), { unit: 'Wh' }),
    single('longest until all was well again', worst(verdicts, (verdict) => verdict.converged ?? Number.POSITIVE_INFINITY), { unit: 's' }),
    single('events stepped through', verdicts.reduce((sum, { events }) => sum + events, 0), { unit: 'events' }),
  ];
}

/** One table, line by line, and how many of it passed. */
function table(cells: readonly Cell[], seed: number): readonly Case[] {
  say(`fault source   phase   result  above a limit  converged  what (how)    seed ${seed}`);
  const cases: Case[] = [];
  for (const one of ran(cells, seed)) {
    cases.push(one);
    say(row(one));
  }
  say(`${cases.filter(passes).length} of ${cases.length}`);
  return cases;
}

function bySource(cases: readonly Case[]): void {
  for (const { id, name } of OTHERS) {
    const own = cases.filter(({ source }) => source.id === id);
    say(`${id.padEnd(8)} ${own.filter(passes).length} of ${own.length}  ${name}`);
  }
}

const failed = (cases: readonly Case[]): number => cases.filter((one) => !passes(one)).length;

function named(seed: number): readonly Figure[] {
  const lpc = table(cellsOfLpc(), seed);
  say('\nFurther sources of limits, at least three for each fault, in each phase');
  const others = table(cellsOfOthers(), seed);
  bySource(others);
  const cases = [...lpc, ...others];
  return [
    single('cases in the table', lpc.length, { unit: 'cases', budget: CASES }),
    single('cases with other sources of limits', others.length, { unit: 'cases' }),
    ...figures('cases', cases.flatMap(({ verdicts }) => verdicts), failed(cases)),
  ];
}

/** Random faults over each other; one that breaks a promise is printed with its seed and the smallest part that still does. */
function atRandom(seed: number, count: number): readonly Figure[] {
  const verdicts: Verdict[] = [];
  for (let n = 0; n < count; n++) {
    const scenario = random(seed + n);
    const verdict = run(scenario);
    verdicts.push(verdict);
    if (verdict.violations.length === 0) continue;
    const small = shrunk(scenario);
    say(`seed ${seed + n}, ${scenario.setting.source ?? ''}: ${JSON.stringify(verdict.violations)}\n  shrunk to ${JSON.stringify(small)}\n  ${JSON.stringify(run(small).violations)}\n  again: bench faults --random 1 --seed ${seed + n}`);
  }
  return figures('random scenarios', verdicts, verdicts.filter(({ violations }) => violations.length > 0).length);
}

/** The catalogue of faults against the gateway's own control machines in a virtual home (reliability 4.3, O-05). */
export const benchFaults = ({ seed, random: count }: FaultsRun): Promise<readonly Figure[]> => Promise.resolve(count > 0 ? atRandom(seed ?? SEED, count) : named(seed ?? SEED));
