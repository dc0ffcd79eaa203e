import { MWH_PER_KWH, WATT_MS_PER_MWH } from '../units/energy.ts';
import { lengthOf } from '../time/instant.ts';
import { at } from './at.ts';
import type { BudgetAim } from './planWish.ts';
import type { BrokenWish, PlanProblem } from './problem.ts';
import type { Simulated } from './simulated.ts';

/** A budget clipped to what the home takes by itself: nobody can plan that away. */
export interface Budget {
  readonly wish: string;
  readonly rank: number;
  readonly of: BudgetAim['of'];
  /** Micro, or mWh. */
  readonly allowed: number;
  /** First slot, and the one after the last. */
  readonly from: number;
  readonly to: number;
}

type Flows = Pick<Simulated, 'importWork' | 'exportWork'>;

/** What some slots cost at their own prices, in micro, or take, in mWh. */
function takenIn({ importPrice, exportPrice }: PlanProblem, { of, from, to }: Pick<Budget, 'of' | 'from' | 'to'>, { importWork, exportWork }: Flows): number {
  let sum = 0;
  for (let slot = from; slot < to; slot++) {
    const bought = (importWork[slot] ?? 0) / WATT_MS_PER_MWH;
    const sold = (exportWork[slot] ?? 0) / WATT_MS_PER_MWH;
    sum += of === 'energy' ? bought : (bought * at(importPrice, slot) - sold * at(exportPrice, slot)) / MWH_PER_KWH;
  }
  return sum;
}

/** The connection's work if nothing but the inflexible were there. */
function byItself({ slots, inflexible }: PlanProblem): Flows {
  const work = inflexible.map((power, slot) => power * lengthOf(at(slots, slot)));
  return { importWork: Float64Array.from(work, (one) => Math.max(0, one)), exportWork: Float64Array.from(work, (one) => Math.max(0, -one)) };
}

function budgetOf(problem: PlanProblem, { id, rank, of, limit, start, end }: BudgetAim, alone: Flows): readonly { readonly budget: Budget; readonly unmet: BrokenWish | null }[] {
  const from = problem.slots.findIndex((slot) => slot.start < end && start < slot.end);
  if (from < 0) return [];
  const to = problem.slots.findLastIndex((slot) => slot.start < end && start < slot.end) + 1;
  const needed = Math.max(0, takenIn(problem, { of, from, to }, alone));
  const unmet = needed > limit ? { wish: id, by: Math.round(needed - limit), cure: id === CREDIT ? 'top-up' : 'higher-budget' } : null;
  return [{ budget: { wish: id, rank, of, allowed: Math.max(limit, needed), from, to }, unmet }];
}

/** The id of the budget that a prepayment meter's credit is. */
export const CREDIT = 'credit';

export interface Budgets {
  readonly budgets: readonly Budget[];
  readonly overspent: readonly BrokenWish[];
}

/** The budgets of a problem, and what the home alone takes above them. */
export function budgetsOf(problem: PlanProblem): Budgets {
  const asked = problem.wishes.filter((wish) => wish.kind === 'budget');
  if (asked.length === 0) return { budgets: [], overspent: [] };
  const alone = byItself(problem);
  const all = asked.flatMap((wish) => budgetOf(problem, wish, alone));
  return { budgets: all.map(({ budget }) => budget), overspent: all.flatMap(({ unmet }) => unmet ?? []) };
}

/** How far a course goes above each budget, in its own unit. */
export const overspends = (problem: PlanProblem, budgets: readonly Budget[], simulated: Flows): readonly number[] =>
  budgets.map((budget) => Math.max(0, takenIn(problem, budget, simulated) - budget.allowed));

/** Below a cent or ten watt-hours everything is one. */
const LEAST = { money: 10_000, energy: 10_000 } as const;

/** The same as a share that ranks can add up. */
export const overspentShare = ({ of, allowed }: Budget, over: number): number => over / Math.max(LEAST[of], allowed);
