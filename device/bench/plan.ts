import loadHighs from 'highs';
import type { PlanAnswer } from '#domain/plan/answer.ts';
import { evaluate } from '#domain/plan/evaluate.ts';
import { sceneOf } from '#domain/plan/scene.ts';
import { buildModel } from '#workers/plan/model/build.ts';
import { DEFAULT_BUDGET, plan } from '#workers/plan/solve.ts';
import { highsSolver } from '#workers/plan/solver/highs.ts';
import type { Solver } from '#workers/plan/solver/solver.ts';
import { weightsFor } from '#workers/plan/weights.ts';
import { atLeast, percentile, single, spread, type Figure } from './figure.ts';
import { smallHome } from './plan/smallHome.ts';

const SEEDS = 12;
/** Seeds run first and not counted: they compile the code. */
const WARM = 3;

interface Sample {
  /** ms of the linear model alone, from a fresh model, in the same run. */
  readonly lp: number;
  readonly answer: PlanAnswer;
  readonly total: number;
  readonly judged: number;
}

function timed<T>(work: () => T): { readonly ms: number; readonly result: T } {
  const start = performance.now();
  const result = work();
  return { ms: performance.now() - start, result };
}

function lpTime(solver: Solver, seed: number): number {
  const problem = smallHome(seed);
  const { model } = buildModel(sceneOf(problem), weightsFor(problem));
  return timed(() => {
    const open = solver.open(model);
    open.relaxed([]);
    open.close();
  }).ms;
}

function sample(solver: Solver, seed: number): Sample {
  const problem = smallHome(seed);
  const lp = lpTime(solver, seed);
  const { ms: total, result: answer } = timed(() => plan(problem, { solver, author: 'bench', clock: () => performance.now(), budget: DEFAULT_BUDGET }));
  const { ms: judged } = timed(() => evaluate(problem, answer.proposal.acts));
  return { lp, answer, total, judged };
}

const stepOf = ({ answer }: Sample, step: 'descent' | 'lp'): number => answer.steps.find((one) => one.step === step)?.ms ?? Number.NaN;

const gapAt = ({ answer }: Sample): number => {
  const { cost, bound } = answer.steps.find(({ step }) => step === 'lp') ?? { cost: 0, bound: null };
  return bound === null || cost === 0 ? Number.NaN : ((cost - bound) / Math.abs(cost)) * 100;
};

function figuresOf(samples: readonly Sample[]): readonly Figure[] {
  const median = (values: readonly number[]): number => percentile(values, 0.5);
  const gaps = samples.map(gapAt);
  const proven = samples.filter(({ answer }) => answer.status === 'proven').length / samples.length;
  return [
    spread('linear model alone', samples.map(({ lp }) => lp), { unit: 'ms' }),
    spread('first feasible plan', samples.map((one) => stepOf(one, 'descent')), { unit: 'ms' }),
    single('first feasible plan / linear model, median', median(samples.map((one) => stepOf(one, 'descent') / one.lp)), { unit: 'ratio', budget: 1 }),
    single('plan with proven gap / linear model, median', median(samples.map((one) => stepOf(one, 'lp') / one.lp)), { unit: 'ratio', budget: 3 }),
    single('gap at the proof, median', median(gaps), { unit: '%', budget: 1.5 }),
    single('gap at the proof, worst', Math.max(...gaps), { unit: '%', budget: 5 }),
    atLeast('proven within 1 % or 1 cent at the end', proven * 100, { unit: '% of seeds', budget: 95 }),
    spread('whole plan', samples.map(({ total }) => total), { unit: 'ms' }),
    spread('evaluation of a proposal', samples.map(({ judged }) => judged), { unit: 'ms' }),
  ];
}

/** `bench plan`: a battery and an appliance over 48 h in 136 slots; times beside the linear model's own in the same run. */
export async function benchPlan(): Promise<readonly Figure[]> {
  const solver = await highsSolver(() => loadHighs());
  for (let seed = 1; seed <= WARM; seed++) sample(solver, seed);
  const samples = Array.from({ length: SEEDS }, (_, index) => sample(solver, WARM + 1 + index));
  const memory = single("solver's memory", solver.memoryBytes / 2 ** 20, { unit: 'MiB' });
  return [...figuresOf(samples), memory];
}
