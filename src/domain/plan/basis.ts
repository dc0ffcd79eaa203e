import { HOUR, lengthOf, type Instant } from '../time/instant.ts';
import type { PlanProblem } from './problem.ts';

/** What a plan had to do without, and until when its prices are published. */
export interface PlanBasis {
  /** The load is not known from habits, or nobody has looked at them for a day: planned with the last reading, and wider. */
  readonly withoutLoad: boolean;
  /** The same of what the home generates; false where no meter tells it apart. */
  readonly withoutGeneration: boolean;
  /** From here on prices are estimates; null = all are published. */
  readonly pricesUntil: Instant | null;
}

/** What lies further ahead is planned anew many times before it comes. */
const LOOKED_AT = 24 * HOUR;

/** Whether less than half of the day ahead is known. */
function isMissing({ slots }: PlanProblem, known: readonly boolean[] | undefined): boolean {
  const [first] = slots;
  if (!known || !first) return false;
  const ahead = slots.map((slot, index) => ({ length: lengthOf(slot), isKnown: known[index] ?? false, start: slot.start })).filter(({ start }) => start < first.start + LOOKED_AT);
  const sum = (ones: typeof ahead): number => ones.reduce((total, { length }) => total + length, 0);
  return sum(ahead.filter(({ isKnown }) => isKnown)) * 2 < sum(ahead);
}

export function basisOf(problem: PlanProblem): PlanBasis {
  const estimated = problem.slots.find((_, index) => problem.priceKnown[index] === false);
  return { withoutLoad: isMissing(problem, problem.loadKnown), withoutGeneration: isMissing(problem, problem.pvKnown), pricesUntil: estimated?.start ?? null };
}
