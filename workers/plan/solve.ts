import { isPlannable } from '#domain/plan/aim.ts';
import type { PlanAnswer } from '#domain/plan/answer.ts';
import { at } from '#domain/plan/at.ts';
import { checkProblem } from '#domain/plan/check.ts';
import { compare } from '#domain/plan/compare.ts';
import { actsFrom } from '#domain/plan/course.ts';
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

/** The best plan so far as an answer, with its reasons. */
export function conclude(search: Search, nothing: Evaluation, { author, budget }: PlanOptions): PlanAnswer {
  const { problem } = search.scene;
  const { acts, evaluation } = earliestRuns(search);
  const { forecastCost, broken } = search.best.evaluation;
  const unproven = search.unproven;
  const moves = problem.devices.some(isPlannable) && compare(search.best.evaluation, nothing) === 'better';
  return {
    status: !moves && acts.length === 0 ? 'nothing' : isProven(search, budget) ? 'proven' : 'feasible',
    proposal: { revision: problem.revision, author, acts, reasons: explain(problem, acts, nothing.cost - evaluation.cost) },
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

/** @throws UnfitProblem. */
export function begin(problem: PlanProblem, options: PlanOptions): Search {
  const unfit = checkProblem(problem);
  if (unfit !== null) throw new UnfitProblem(unfit);
  return new Search(problem, options);
}

/** What runs goes on, as far as its devices are still there: a re-plan seldom finds better by more than its unrest. */
function goOn(search: Search): void {
  const { running, devices, slots } = search.scene.problem;
  if (!running) return;
  const here = new Set(devices.filter(isPlannable).map(({ id }) => id));
  search.offer(actsFrom(running.acts, at(slots, 0).start).filter(({ device }) => here.has(device)));
}

/** @param rounds one where a solver goes on from there: a first plan is wanted soon. */
export function descent(search: Search, rounds: 1 | 2 = 2): void {
  search.offer(descend(search.scene, search.weights, rounds));
  search.report('descent');
}

/**
 * Plans in stages that each leave a usable plan: descent in plain arithmetic, linear bound and polish, then whole numbers
 * where the gap is still above 1 % and 1 cent. What it answers has been priced by the independent evaluator.
 * @throws UnfitProblem, or DOMException AbortError.
 */
export function plan(problem: PlanProblem, options: PlanOptions): PlanAnswer {
  const search = begin(problem, options);
  const nothing = search.best;
  goOn(search);
  descent(search, options.solver ? 1 : 2);
  if (options.solver) runInModel(search, options.solver, options.budget);
  else search.offer(refine(search.scene, search.weights, search.best.acts));
  temper(search, nothing);
  return conclude(search, nothing.evaluation, options);
}
