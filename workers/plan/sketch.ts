import type { NearPlan, PlanAnswer } from '#domain/plan/answer.ts';
import type { PlanProblem } from '#domain/plan/problem.ts';
import { adapt, refine } from './descent.ts';
import type { PlanOptions, Search } from './search.ts';
import { begin, conclude, descent } from './solve.ts';

const isBroken = ({ best }: Search): boolean => best.evaluation.broken.length > 0;

/** What a plan for nearly the same problem still is, and with the changed device adapted to it. */
function fromNear(search: Search, { acts, device }: NearPlan): void {
  const known = acts.filter((act) => search.scene.problem.devices.some(({ id }) => id === act.device));
  search.offer(known);
  search.offer(adapt(search.scene, search.weights, known, device));
}

/**
 * A usable plan with no proof, priced by the independent evaluator at the forecast alone: from a plan for nearly the same
 * problem where there is one, by the descent where there is none or a wish is broken, slot by slot where it still is.
 * @throws UnfitProblem, or DOMException AbortError.
 */
export function sketch(given: PlanProblem, near: NearPlan | null, options: PlanOptions): PlanAnswer {
  const search = begin({ ...given, spread: given.slots.map(() => 0) }, options);
  const nothing = search.best.evaluation;
  if (near) fromNear(search, near);
  if (!near || isBroken(search)) descent(search);
  if (isBroken(search)) search.offer(refine(search.scene, search.weights, search.best.acts));
  return conclude(search, nothing, options);
}
