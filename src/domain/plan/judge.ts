import type { Act } from './act.ts';
import { checkProposal } from './check.ts';
import { after, lengthOf, type Instant } from '../time/instant.ts';
import { beats, compare } from './compare.ts';
import { actsFrom, actsUntil, promptRuns } from './course.ts';
import { evaluate, type Evaluation } from './evaluate.ts';
import { keepChoices } from './keepChoices.ts';
import type { PlanProblem, Proposal } from './problem.ts';

/** Acts that may be committed, with what they are worth on the problem in hand. */
export interface Judged {
  readonly acts: readonly Act[];
  readonly evaluation: Evaluation;
  /** Of doing nothing. */
  readonly nothing: Evaluation;
}

/**
 * `accepted`: commit these acts. `refused`: keep what runs. `abandoned`: what runs is worse than doing nothing, so commit that: appliances at once, all else to itself.
 * `amended`: keep what runs, but for half-hours that a person has decided since.
 */
export type Judgement = ({ readonly outcome: 'accepted' | 'abandoned' | 'amended' } & Judged) | { readonly outcome: 'refused'; readonly reason: string };

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

/** Whether what runs, or that nothing runs, should be given up for starting at once: that has become better, or keeps a wish. */
function abandon({ acts, evaluation: otherwise }: Priced, prompt: Priced, boundary: Instant): Judgement | undefined {
  if (!beats(prompt.evaluation, otherwise)) return undefined;
  return { outcome: 'abandoned', acts: spliced(acts, prompt.acts, boundary), evaluation: prompt.evaluation, nothing: prompt.evaluation };
}

/** Acts that keep what a person has decided, and their price. */
type Priced = Pick<Judged, 'acts' | 'evaluation'>;

function priced(problem: PlanProblem, given: readonly Act[], boundary: Instant): Priced {
  const acts = keepChoices(problem, given, boundary);
  return { acts, evaluation: evaluate(problem, acts) };
}

/**
 * Prices a proposal on the problem it answers, against doing nothing and against the running plan priced now.
 * @param boundary the first instant that can still be changed.
 */
export function judge(problem: PlanProblem, running: readonly Act[], proposal: Proposal, boundary: Instant): Judgement {
  const unfit = checkProposal(problem, proposal);
  if (unfit !== null) return { outcome: 'refused', reason: unfit };
  const prompt = priced(problem, promptRuns(problem), boundary);
  const candidate = priced(problem, spliced(running, proposal.acts, boundary), boundary);
  const otherwise = priced(problem, running, boundary);
  const nothing = prompt.evaluation;
  if (isWorthIt(candidate.evaluation, nothing, otherwise.evaluation)) return { outcome: 'accepted', ...candidate, nothing };
  const unkept = otherwise.acts === running ? undefined : ({ outcome: 'amended', ...otherwise, nothing } as const);
  return abandon(otherwise, prompt, boundary) ?? unkept ?? { outcome: 'refused', reason: 'not-better' };
}
