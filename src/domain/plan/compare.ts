import type { Evaluation } from './evaluate.ts';
import { CENT, HUNDREDTH, LEAST_SAVING, LIMIT_TOLERANCE, negligible } from './tolerance.ts';

export type Verdict = 'better' | 'same' | 'worse';

const judge = (difference: number, tolerance: number): Verdict => (difference < -tolerance ? 'better' : difference > tolerance ? 'worse' : 'same');

/** First rank first: the first that differs decides. Both evaluations are of one problem. */
function compareWishes(candidate: Evaluation, other: Evaluation): Verdict {
  for (const [index, { share }] of candidate.shortfalls.entries()) {
    const difference = share - (other.shortfalls[index]?.share ?? 0);
    if (!negligible(Math.abs(difference))) return difference < 0 ? 'better' : 'worse';
  }
  return 'same';
}

/** Limits, then wishes by rank: what no money buys. */
export function compareKept(candidate: Evaluation, other: Evaluation): Verdict {
  const limits = judge(candidate.excess - other.excess, LIMIT_TOLERANCE);
  return limits === 'same' ? compareWishes(candidate, other) : limits;
}

/** The whole order, by the chosen objective to the last micro. */
export function compare(candidate: Evaluation, other: Evaluation): Verdict {
  const kept = compareKept(candidate, other);
  return kept === 'same' ? judge(candidate.objective - other.objective, 0) : kept;
}

/** Whether changing to the candidate is worth it: more is kept, or it costs less by a cent or a hundredth. */
export function beats(candidate: Evaluation, other: Evaluation): boolean {
  const kept = compareKept(candidate, other);
  if (kept !== 'same') return kept === 'better';
  const saving = other.objective - candidate.objective;
  return saving >= CENT || (saving >= LEAST_SAVING && saving >= HUNDREDTH * Math.abs(other.objective));
}
