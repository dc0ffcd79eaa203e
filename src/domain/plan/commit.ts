import type { ReplyOutcome } from '../machine/effect.ts';
import type { Instant } from '../time/instant.ts';
import type { Now } from '../time/now.ts';
import type { RequestEvent } from '../wish/request.ts';
import type { Act } from './act.ts';
import { at } from './at.ts';
import { basisOf } from './basis.ts';
import type { Committed } from './committed.ts';
import type { CustodyState } from './custodyState.ts';
import { joinActs } from './course.ts';
import { withCures } from './cure.ts';
import type { ProposalBody } from './event.ts';
import { judge, type Judged } from './judge.ts';
import type { Outlet } from './outlet.ts';
import type { PlanProblem, Reason } from './problem.ts';
import { runsAfter } from './runs.ts';
import { nextBoundary } from './slots.ts';

type Asked = RequestEvent<ProposalBody>;

const answer = (out: Outlet, { credential, request }: Asked, outcome: ReplyOutcome, reason: string | null): void =>
  void out.want({ kind: 'reply', credential, requestId: request.id, outcome, reason });

/** The author is who asked, not whom the proposal says: the broker knows the one, nobody the other. */
const NOBODY = 'gateway';

function committed(problem: PlanProblem, judged: Judged, author: string, reasons: readonly Reason[], from: Instant, now: Now): Committed {
  return {
    revision: problem.revision,
    author,
    committedAt: now.wall,
    from,
    until: at(problem.slots, problem.slots.length - 1).end,
    acts: joinActs(judged.acts),
    // An act that was cut off at the boundary keeps its reason; one that was dropped has none.
    reasons: reasons.filter((reason) => judged.acts.some(({ device, interval }) => device === reason.device && interval.start < reason.interval.end && reason.interval.start < interval.end)),
    cost: judged.evaluation.cost,
    nothing: judged.nothing.cost,
    broken: withCures(problem, judged.evaluation.broken),
    levels: judged.evaluation.levels,
    basis: basisOf(problem),
  };
}

function put(out: Outlet, asked: Asked, plan: Committed, outcome: ReplyOutcome, reason: string | null): void {
  const storeId = out.want({ kind: 'store', record: { kind: 'plan', credential: asked.credential, requestId: asked.request.id, plan } });
  out.update({ pending: { storeId, plan, credential: asked.credential, requestId: asked.request.id, outcome, reason } });
}

/** Judges a proposal on the problem in hand; what is better is stored, and committed when that is done. */
export function commit(out: Outlet, asked: Asked, paused: boolean, now: Now): void {
  const { problem, plan, pending } = out.state;
  const { proposal } = asked.body;
  if (paused) return answer(out, asked, 'refused', 'paused');
  if (!problem || proposal.revision !== problem.revision) return answer(out, asked, 'conflict', 'stale-revision');
  if (pending) return answer(out, asked, 'conflict', 'plan-being-stored');
  const boundary = nextBoundary(now.wall);
  const judgement = judge(problem, plan?.acts ?? [], proposal, boundary);
  out.update({ answered: true });
  if (judgement.outcome === 'refused') return answer(out, asked, 'refused', judgement.reason);
  const accepted = judgement.outcome === 'accepted';
  const [author, reasons] = accepted ? [asked.credential, proposal.reasons] : judgement.outcome === 'amended' && plan ? [plan.author, plan.reasons] : [NOBODY, []];
  put(out, asked, committed(problem, judgement, author, reasons, boundary, now), accepted ? 'done' : 'refused', accepted ? null : 'not-better');
}

/** What of a plan is commanded: nothing, while plans are advice. */
export const commandedOf = ({ advising }: Pick<CustodyState, 'advising'>, acts: readonly Act[]): readonly Act[] => (advising ? [] : acts);

/** The journal has answered: the plan holds from now on, or was never made. */
export function settle(out: Outlet, id: string, failure: string | null): void {
  const { pending, runs } = out.state;
  if (pending?.storeId !== id) return;
  const { plan, credential, requestId } = pending;
  out.update({ pending: null });
  if (failure !== null) return void out.want({ kind: 'reply', credential, requestId, outcome: 'refused', reason: 'not-stored' });
  const acts = commandedOf(out.state, plan.acts);
  out.update({ plan, runs: runsAfter(runs, acts, plan.from) });
  out.want({ kind: 'acts', revision: plan.revision, acts });
  out.publish('plan', plan);
  out.want({ kind: 'reply', credential, requestId, outcome: pending.outcome, reason: pending.reason });
}
