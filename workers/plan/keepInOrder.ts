import { at } from '#domain/plan/at.ts';
import type { Evaluation } from '#domain/plan/evaluate.ts';
import { LIMIT_TOLERANCE, negligible } from '#domain/plan/tolerance.ts';
import { MWH_PER_KWH } from '#domain/units/energy.ts';
import type { Built } from './model/build.ts';
import type { Level } from './model/levels.ts';
import { isProven, type Search } from './search.ts';
import type { Budget, Choice, Hold, OpenModel } from './solver/solver.ts';
import { LIMITS } from './weights.ts';

/** Half of what counts as kept: a thousandth of a share, a watt-hour. */
const RESOLUTION = 5e-4;
/** What a level that is held may differ by: the solver's tolerances, and a hundredth of what counts. */
const SLACK = 1e-5;

/** Whether something that a plan could keep is not kept. */
export const isShort = ({ excess, shortfalls }: Evaluation): boolean => excess > LIMIT_TOLERANCE || shortfalls.some(({ share }) => !negligible(share));

/** What a plan lacks of a level, in its unit. */
const lackOf = ({ excess, shortfalls }: Evaluation, { rank }: Level): number =>
  rank === LIMITS ? excess / MWH_PER_KWH : (shortfalls.find((one) => one.rank === rank)?.share ?? 0);

/** What every level is held to, the first first. */
export interface Kept {
  readonly holds: readonly Hold[];
  /** A solution that keeps as much, in whole numbers: where to go on from. */
  readonly start: readonly Choice[];
  /** Every level is held to the least there is. */
  readonly isProven: boolean;
  /** The plan in hand lacks no more. */
  readonly isInHand: boolean;
}

const wholeOf = ({ model }: Built, values: Float64Array): readonly Choice[] => Array.from(model.whole, (column) => ({ column, value: Math.round(at(values, column)) }));

/**
 * The least that each level can lack, one after the other: what comes first is held before the next is looked at. The
 * relaxation is asked first, for what the plan in hand lacks is mostly no more than that.
 */
function keep(search: Search, built: Built, open: OpenModel, first: readonly Choice[], budget: Budget): Kept | undefined {
  const holds: Hold[] = [];
  let kept = { start: first, isProven: true, isInHand: true };
  const share: Budget = { ...budget, seconds: budget.seconds / (built.levels.length + 1), relativeGap: 0, absoluteGap: RESOLUTION };
  for (const level of built.levels) {
    const { column } = level;
    const bound = open.relaxed(holds, column);
    if (!bound) return undefined;
    const inHand = lackOf(search.best.evaluation, level);
    let least = Math.max(bound.objective, kept.isInHand ? inHand : 0);
    if (!kept.isInHand || inHand > bound.objective + RESOLUTION) {
      const found = built.model.whole.length > 0 ? open.exact(kept.start, share, holds, column) : { ...bound, bound: bound.objective };
      if (!found) return undefined;
      least = found.objective;
      kept = { start: wholeOf(built, found.values), isProven: kept.isProven && found.objective - found.bound <= 2 * RESOLUTION, isInHand: kept.isInHand && inHand <= found.objective + RESOLUTION };
    }
    holds.push({ column, lower: 0, upper: least + SLACK });
  }
  return { holds, ...kept };
}

/**
 * Where something is not kept, weights may have given a little of a first rank for much of a last one: what can be kept
 * is then found rank by rank. @returns undefined where the plan in hand keeps as much and is the cheapest that does.
 */
export function keptInOrder(search: Search, built: Built, open: OpenModel, start: readonly Choice[], budget: Budget): Kept | undefined {
  if (!isShort(search.best.evaluation)) return undefined;
  const kept = keep(search, built, open, start, budget);
  return kept?.isInHand && isProven(search, budget) ? undefined : kept;
}
