import type { Highs } from 'highs';
import type { PlanAnswer } from '#domain/plan/answer.ts';
import { evaluate } from '#domain/plan/evaluate.ts';
import type { PlanProblem } from '#domain/plan/problem.ts';
import { sceneOf } from '#domain/plan/scene.ts';
import { holdsFor } from '#workers/plan/holds.ts';
import { buildModel } from '#workers/plan/model/build.ts';
import { DEFAULT_BUDGET, plan } from '#workers/plan/solve.ts';
import { highsSolver } from '#workers/plan/solver/highs.ts';
import { held, type Solver } from '#workers/plan/solver/solver.ts';
import { weightsFor } from '#workers/plan/weights.ts';
import { largeHome } from './largeHome.ts';
import { solveReference } from './reference.ts';
import { slotLater } from './replan.ts';
import { smallHome } from './smallHome.ts';

/** One planning of one home; what crosses from a browser's worker is plain numbers. */
export interface Sample {
  /** ms of the reference's linear model, solved alone. */
  readonly reference: number;
  /** ms to the first feasible plan, to the plan with a proven gap, and to the end. */
  readonly first: number;
  readonly proven: number;
  readonly total: number;
  /** Share that the planner's own model, its whole numbers held, costs above its linear bound. */
  readonly posedGap: number;
  /** Share that the plan costs above the planner's bound as soon as there is one. */
  readonly provenGap: number;
  /** Share that the plan in the end, all on and off fixed and played at a minute, costs above the reference's bound. */
  readonly executedGap: number;
  readonly isProven: boolean;
  /** Wishes that the plan breaks. */
  readonly broken: number;
  /** ms to price a proposal. */
  readonly judged: number;
}

export interface Samples {
  readonly small: readonly Sample[];
  readonly large: readonly Sample[];
  readonly later: readonly Sample[];
  /** Bytes of the solver's memory in the end. */
  readonly memory: number;
}

const MICRO = 1e6;

/** The planner's model at its own whole numbers, above its own bound. */
function posedGapOf(solver: Solver, problem: PlanProblem): number {
  const scene = sceneOf(problem);
  const built = buildModel(scene, weightsFor(problem));
  const open = solver.open(built.model);
  const bound = open.relaxed([]);
  const posed = bound && open.relaxed(holdsFor(scene, built, bound.values).whole.map(held));
  open.close();
  return posed && bound ? (posed.objective - bound.objective) / Math.abs(posed.objective) : Number.NaN;
}

interface Ran {
  readonly sample: Sample;
  readonly answer: PlanAnswer;
}

function run(highs: Highs, solver: Solver, problem: PlanProblem): Ran {
  const reference = solveReference(highs, problem);
  const begun = performance.now();
  const answer = plan(problem, { solver, author: 'bench', clock: () => performance.now(), budget: DEFAULT_BUDGET });
  const total = performance.now() - begun;
  const { forecastObjective, unrest } = evaluate(problem, answer.proposal.acts);
  const judged = performance.now() - begun - total;
  const executed = (forecastObjective - unrest) / MICRO;
  const msOf = (name: string): number => answer.steps.find(({ step }) => step === name)?.ms ?? Number.NaN;
  const { cost = 0, bound = null } = answer.steps.find(({ step }) => step === 'lp') ?? {};
  return {
    answer,
    sample: {
      reference: reference.ms, first: msOf('descent'), proven: msOf('lp'), total, judged,
      posedGap: posedGapOf(solver, problem),
      provenGap: bound === null ? Number.NaN : (cost - bound) / Math.abs(cost),
      executedGap: (executed - reference.cost) / Math.abs(executed),
      isProven: answer.status === 'proven',
      broken: answer.broken.length,
    },
  };
}

/** Seeds run first and not counted: they compile the code. */
const WARM = 2;

/** Plans homes of so many seeds: small ones, large ones, and the large ones again a slot later. */
export async function samplesOf(highs: Highs, seeds: number): Promise<Samples> {
  const solver = await highsSolver(() => Promise.resolve(highs));
  const [small, large, later]: [Sample[], Sample[], Sample[]] = [[], [], []];
  for (let seed = 1; seed <= WARM + seeds; seed++) {
    const problem = largeHome(seed);
    const home = run(highs, solver, problem);
    const again = run(highs, solver, slotLater(seed, problem, home.answer.proposal.acts));
    const simple = run(highs, solver, smallHome(seed));
    if (seed <= WARM) continue;
    large.push(home.sample);
    later.push(again.sample);
    small.push(simple.sample);
  }
  return { small, large, later, memory: solver.memoryBytes };
}
