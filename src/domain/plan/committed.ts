import type { ReplyOutcome } from '../machine/effect.ts';
import type { Instant } from '../time/instant.ts';
import type { Act } from './act.ts';
import type { PlanBasis } from './basis.ts';
import type { BrokenWish, Reason, StoreLevel } from './problem.ts';

/** A plan as it stands in `state/plan`: what was committed, by whom, and what it is worth. Money in micro. */
export interface Committed {
  readonly revision: number;
  readonly author: string;
  readonly committedAt: Instant;
  readonly from: Instant;
  readonly until: Instant;
  readonly acts: readonly Act[];
  readonly reasons: readonly Reason[];
  readonly cost: number;
  readonly nothing: number;
  readonly broken: readonly BrokenWish[];
  /** Left out in a plan that an earlier version kept. */
  readonly levels?: readonly StoreLevel[];
  /** The same. */
  readonly basis?: PlanBasis;
}

/** A plan on its way into the journal, and whom to answer. */
export interface PendingPlan {
  readonly storeId: string;
  readonly plan: Committed;
  readonly credential: string;
  readonly requestId: string;
  /** What the answer will be; an abandoned plan is stored although the proposal was refused. */
  readonly outcome: ReplyOutcome;
  readonly reason: string | null;
}
