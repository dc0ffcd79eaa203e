import { clipWishes, type Aim } from './aim.ts';
import { budgetsOf, type Budgets } from './budget.ts';
import type { BrokenWish, PlanProblem } from './problem.ts';
import { weighedPrices, type WeighedPrices } from './weights.ts';

/** A problem made ready to be simulated many times. */
export interface Scene extends Budgets {
  readonly problem: PlanProblem;
  readonly aims: readonly Aim[];
  readonly unmet: readonly BrokenWish[];
  /** What a planner reckons with. */
  readonly weighed: WeighedPrices;
  /** W a slot, Infinity where there is none: the least of all limits of a direction. */
  readonly importLimit: Float64Array;
  readonly exportLimit: Float64Array;
}

function tightest(problem: PlanProblem, direction: 'import' | 'export'): Float64Array {
  const least = new Float64Array(problem.slots.length).fill(Infinity);
  for (const limit of problem.limits) {
    if (limit.direction !== direction) continue;
    limit.w.forEach((w, slot) => (least[slot] = Math.min(least[slot] ?? Infinity, w ?? Infinity)));
  }
  return least;
}

export const sceneOf = (problem: PlanProblem): Scene => ({
  problem,
  ...clipWishes(problem),
  ...budgetsOf(problem),
  weighed: weighedPrices(problem),
  importLimit: tightest(problem, 'import'),
  exportLimit: tightest(problem, 'export'),
});
