import type { Act } from '#domain/plan/act.ts';
import { at } from '#domain/plan/at.ts';
import type { PlanProblem, Reason } from '#domain/plan/problem.ts';
import { NO_WEIGHTS } from '#domain/plan/planWeights.ts';
import type { Alternatives } from './alternatives.ts';

/** An edge is reached from a fiftieth below it on: what is bought there was held at it. */
const NEARLY = 0.98;

const slotIn = ({ slots }: PlanProblem, { interval }: Act): number => Math.max(0, slots.findIndex(({ start, end }) => start < interval.end && interval.start < end));

/** What is bought in the act goes up to where it would begin to cost more. */
function edgeReached(problem: PlanProblem, act: Act, alternatives: Alternatives): Reason['weighed'] {
  const { peaks = [], tiers = [] } = problem;
  if (peaks.length === 0 && tiers.length === 0) return undefined;
  const slot = slotIn(problem, act);
  const reached = alternatives.highestIn(act.interval);
  const at98 = (edge: number): boolean => edge > 0 && reached >= NEARLY * edge && reached <= edge / NEARLY;
  if (peaks.some(({ register, owed }) => at98(owed[at(register, slot) ?? -1] ?? 0))) return 'peak';
  return tiers.some(({ by, above }) => by === 'power' && above.some(at98)) ? 'tier' : undefined;
}

/** Power is bought although it is cheaper at another time of the horizon, for the sake of what the household weighs. */
function preferred({ importPrice, carbon, weights = NO_WEIGHTS }: PlanProblem, slot: number): Reason['weighed'] {
  if (weights.carbon === 0 || !carbon) return weights.independence > 0 ? 'independence' : undefined;
  const grams = carbon[slot] ?? null;
  if (grams === null) return undefined;
  const cheaperAndDirtier = carbon.some((other, index) => other !== null && other > grams && at(importPrice, index) < at(importPrice, slot));
  return cheaperAndDirtier ? 'carbon' : undefined;
}

/** What decided besides the price; nothing where the price alone did. */
export function weighedIn(problem: PlanProblem, act: Act, alternatives: Alternatives): Reason['weighed'] {
  const buys = act.policy.kind === 'run' || (act.policy.kind === 'hold' && act.policy.power > 0);
  if (!buys) return undefined;
  return edgeReached(problem, act, alternatives) ?? preferred(problem, slotIn(problem, act));
}
