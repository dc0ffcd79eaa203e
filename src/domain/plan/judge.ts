import type { Act } from './act.ts';
import { checkProposal } from './check.ts';
import { after, lengthOf, type Instant } from '../time/instant.ts';
import { beats, compare } from './compare.ts';
import { actsFrom, actsUntil, promptRuns } from './course.ts';
import { evaluate, type Evaluation } from './evaluate.ts';
import type { PlanProblem, Proposal } from './problem.ts';

/** Acts that may be committed, with what they are worth on the problem in hand. */
export interface Judged {
  readonly acts: readonly Act[];
  readonly evaluation: Evaluation;
  /** Of doing nothing. */
  readonly nothing: Evaluation;
}

/** `accepted`: commit these acts. `refused`: keep what runs. `abandoned`: what runs is worse than nothing, so commit nothing. */
export type Judgement = ({ readonly outcome: 'accepted' | 'abandoned' } & Judged) | { readonly outcome: 'refused'; readonly reason: string };

/** A run that should have begun before the boundary begins at it. */
const startedAt = (act: Act, boundary: Instant): Act =>
  act.policy.kind === 'run' && act.interval.start < boundary ? { ...act, interval: { start: boundary, end: after(boundary, lengthOf(act.interval)) } } : act;

/** What runs until the boundary, and new acts from there on. */
export function spliced(running: readonly Act[], next: readonly Act[], boundary: Instant): readonly Act[] {
  return [...actsUntil(running, boundary), ...actsFrom(next.map((act) => startedAt(act, boundary)), boundary)];
}

/** A plan must be no worse than doing nothing, and worth the change from what would happen otherwise. */
function isWorthIt(candidate: Evaluation, nothing: Evaluation, otherwise: Evaluation): boolean {
  return compare(candidate, nothing) !== 'worse' && beats(candidate, otherwise);
}

/** Whether what runs should be given up: doing nothing has become better. */
function abandon(problem: PlanProblem, running: readonly Act[], nothing: Evaluation, boundary: Instant): Judgement | undefined {
  if (running.length === 0 || !beats(nothing, evaluate(problem, running))) return undefined;
  return { outcome: 'abandoned', acts: spliced(running, promptRuns(problem), boundary), evaluation: nothing, nothing };
}

/**
 * Prices a proposal on the problem it answers, against doing nothing and against the running plan priced now.
 * @param boundary the first instant that can still be changed.
 */
export function judge(problem: PlanProblem, running: readonly Act[], proposal: Proposal, boundary: Instant): Judgement {
  const unfit = checkProposal(problem, proposal);
  if (unfit !== null) return { outcome: 'refused', reason: unfit };
  const nothing = evaluate(problem, promptRuns(problem));
  const acts = spliced(running, proposal.acts, boundary);
  const evaluation = evaluate(problem, acts);
  const otherwise = evaluate(problem, running);
  if (isWorthIt(evaluation, nothing, otherwise)) return { outcome: 'accepted', acts, evaluation, nothing };
  return abandon(problem, running, nothing, boundary) ?? { outcome: 'refused', reason: 'not-better' };
}
