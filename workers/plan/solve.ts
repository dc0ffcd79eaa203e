import { isPlannable } from '#domain/plan/aim.ts';
import type { PlanAnswer } from '#domain/plan/answer.ts';
import { checkProblem } from '#domain/plan/check.ts';
import { compare } from '#domain/plan/compare.ts';
import type { Evaluation } from '#domain/plan/evaluate.ts';
import type { PlanProblem } from '#domain/plan/problem.ts';
import { descend, refine } from './descent.ts';
import { explain } from './explain.ts';
import { runInModel } from './run-model.ts';
import { temper } from './robust.ts';
import { isProven, Search, type PlanOptions } from './search.ts';
import type { Budget } from './solver/solver.ts';
import { earliestRuns } from './ties.ts';
import { MICRO } from './weights.ts';

/** Stop at 1 % or 1 cent, whichever comes first; 2 s at the most. */
export const DEFAULT_BUDGET: Budget = { seconds: 2, nodes: 5_000, relativeGap: 0.01, absoluteGap: 0.01 };

function conclude(search: Search, nothing: Evaluation, { author, budget }: PlanOptions): PlanAnswer {
  const { problem } = search.scene;
  const acts = earliestRuns(search).acts;
  const { forecastCost, broken } = search.best.evaluation;
  const unproven = search.unproven;
  const moves = problem.devices.some(isPlannable) && compare(search.best.evaluation, nothing) === 'better';
  return {
    status: !moves && acts.length === 0 ? 'nothing' : isProven(search, budget) ? 'proven' : 'feasible',
    proposal: { revision: problem.revision, author, acts, reasons: explain(problem, acts, nothing) },
    cost: forecastCost,
    bound: unproven === null ? null : Math.round(forecastCost - unproven * MICRO),
    gap: unproven === null ? null : forecastCost === 0 ? unproven : unproven / Math.abs(forecastCost / MICRO),
    nothing: nothing.forecastCost,
    broken,
    steps: search.steps,
  };
}

/** A problem that no planner can work on. */
export class UnfitProblem extends Error {
  readonly id: string;

  constructor(id: string) {
    super(`the problem cannot be planned: ${id}`);
    this.id = id;
  }
}

/**
 * Plans in stages that each leave a usable plan: descent in plain arithmetic, linear bound and polish, then whole numbers
 * where the gap is still above 1 % and 1 cent. What it answers has been priced by the independent evaluator.
 * @throws UnfitProblem, or DOMException AbortError.
 */
export function plan(problem: PlanProblem, options: PlanOptions): PlanAnswer {
  const unfit = checkProblem(problem);
  if (unfit !== null) throw new UnfitProblem(unfit);
  const search = new Search(problem, options);
  const nothing = search.best;
  search.offer(descend(search.scene, search.weights));
  search.report('descent');
  if (options.solver) runInModel(search, options.solver, options.budget);
  else search.offer(refine(search.scene, search.weights, search.best.acts));
  temper(search, nothing);
  return conclude(search, nothing.evaluation, options);
}
