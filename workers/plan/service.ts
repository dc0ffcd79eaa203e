import type { Highs } from 'highs';
import type { NearPlan, PlanAnswer, PlanService, PlanStep } from '#domain/plan/answer.ts';
import type { PlanProblem } from '#domain/plan/problem.ts';
import { sketch } from './sketch.ts';
import { DEFAULT_BUDGET, plan } from './solve.ts';
import { highsSolver } from './solver/highs.ts';
import type { Solver } from './solver/solver.ts';
import { ModelBuilder } from './model/sparse.ts';

/** A model of one column: enough for the solver's code to be compiled. */
function solveSomething(solver: Solver): void {
  const builder = new ModelBuilder();
  const column = builder.column({ cost: 1, upper: 2, whole: true });
  builder.row(1, Infinity, [{ column, value: 1 }]);
  const open = solver.open(builder.build());
  open.relaxed([]);
  open.close();
}

/**
 * Planning for whoever asks, in a browser's worker or a Node process: the solver is loaded once, at the first need.
 * Where it cannot be loaded the descent's plan is the answer, and it claims no proof.
 */
export function planService(load: () => Promise<Highs>, clock: () => number): PlanService {
  let loading: Promise<Solver | null> | undefined;
  // Without WebAssembly (an old device, too little memory) there still is a plan.
  const solver = (): Promise<Solver | null> => (loading ??= highsSolver(load).catch(() => null));
  return {
    async warm(): Promise<void> {
      const loaded = await solver();
      if (loaded) solveSomething(loaded);
    },
    async plan(problem: PlanProblem, author: string, onStep?: (step: PlanStep) => void): Promise<PlanAnswer> {
      return plan(problem, { solver: await solver(), author, clock, budget: DEFAULT_BUDGET, ...(onStep && { onStep }) });
    },
    async sketch(problem: PlanProblem, author: string, near: NearPlan | null): Promise<PlanAnswer> {
      return sketch(problem, near, { solver: null, author, clock, budget: DEFAULT_BUDGET });
    },
  };
}
