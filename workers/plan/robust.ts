import type { Act, Policy } from '#domain/plan/act.ts';
import { compareKept } from '#domain/plan/compare.ts';
import type { Evaluation } from '#domain/plan/evaluate.ts';
import type { PlanDevice } from '#domain/plan/problem.ts';
import type { Store } from '#domain/plan/respond.ts';
import { CENT, HUNDREDTH } from '#domain/plan/tolerance.ts';
import { IDLE, selfConsumption, takeSurplus } from './policies.ts';
import type { Candidate, Search } from './search.ts';

type Change = (acts: readonly Act[]) => readonly Act[];

const isSame = (one: Policy, other: Policy): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Whether what is given away at the forecast stays within what a plan may be away from the best. */
const isNear = ({ forecastObjective }: Evaluation, solved: Evaluation): boolean => forecastObjective - solved.forecastObjective <= Math.max(CENT, HUNDREDTH * Math.abs(solved.forecastObjective));

/** A store left to itself, taking unforeseen surplus while it waits, or covering the home then too. */
function changesOf({ id, primitive }: PlanDevice): readonly Change[] {
  if (primitive.kind !== 'store') return [];
  const waits = (store: Store, policy: Policy): boolean => isSame(policy, IDLE) || isSame(policy, takeSurplus(store));
  const waiting = (policy: Policy): Change => (acts) => acts.map((act) => (act.device === id && waits(primitive, act.policy) ? { ...act, policy } : act));
  return [(acts) => acts.filter((act) => act.device !== id), waiting(takeSurplus(primitive)), waiting(selfConsumption(primitive))];
}

/**
 * Among plans about as good at the forecast, the one that costs least over the spread: the forecast is what is solved, and
 * a plan that fits nothing but the forecast is refused by whoever judges it by what may really come.
 * @param nothing doing nothing, which is always a candidate.
 */
export function temper(search: Search, nothing: Candidate): void {
  const solved = search.best.evaluation;
  const isBetter = ({ evaluation }: Candidate): boolean =>
    compareKept(evaluation, search.best.evaluation) !== 'worse' && isNear(evaluation, solved) && evaluation.objective < search.best.evaluation.objective;
  for (const device of search.scene.problem.devices) {
    if (!search.best.acts.some((act) => act.device === device.id)) continue;
    for (const change of changesOf(device)) {
      const candidate = search.priced(change(search.best.acts));
      if (isBetter(candidate) && !search.isBelowNothing(candidate)) search.best = candidate;
    }
  }
  if (isBetter(nothing)) search.best = nothing;
}
