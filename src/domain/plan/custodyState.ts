import type { ForecastFacts } from '../forecast/machine.ts';
import type { AccountingFacts } from '../ledger/accounting.ts';
import type { TallyFacts } from '../ledger/tally.ts';
import type { Limit } from '../limit/limit.ts';
import type { StandingCall } from '../signal/call.ts';
import type { Tariff } from '../tariff/tariff.ts';
import type { Instant } from '../time/instant.ts';
import type { WishFacts } from '../wish/wishes.ts';
import type { Act } from './act.ts';
import type { ArrivalsFacts } from './arrivals.ts';
import type { Committed, PendingPlan } from './committed.ts';
import type { PlannedDevice } from './event.ts';
import type { Purse } from './poseWishes.ts';
import type { PlanProblem } from './problem.ts';
import type { Run } from './runs.ts';

/** JSON-able. The problem is its only series; what was learned or measured belongs to other machines. */
export interface CustodyState {
  /** Number of the last effect. */
  readonly n: number;
  readonly boot: string | null;
  /** Of the last problem; it outlives a restart, so that an old proposal never fits a new problem. */
  readonly revision: number;
  readonly problem: PlanProblem | null;
  /** A proposal for this problem has been judged. */
  readonly answered: boolean;
  /** Home's wall time a planner was last wanted for it. */
  readonly wantedAt: Instant;
  /** Why a new problem is due before its time; null when it is not. */
  readonly due: string | null;
  readonly tariff: Tariff | null;
  readonly devices: readonly PlannedDevice[];
  readonly limits: readonly Limit[];
  /** Left out in a state that an earlier version kept. */
  readonly calls?: readonly StandingCall[];
  readonly purse?: Purse | null;
  /** What the wishes and the pause were when they were last looked at. */
  readonly seen: string;
  readonly runs: readonly Run[];
  readonly plan: Committed | null;
  readonly pending: PendingPlan | null;
  /** Plans are only shown. Left out in a state that an earlier version kept. */
  readonly advising?: boolean;
}

/** What stands: the problem, and the acts of the plan, followed or only shown. */
export interface StandingFacts {
  readonly standing: { readonly problem: PlanProblem | null; readonly acts: readonly Act[] };
}

/** What custody reads of other machines. */
export type CustodyInputs = ForecastFacts & WishFacts & Partial<TallyFacts & AccountingFacts & ArrivalsFacts> & { readonly advising?: boolean };

export const initialCustodyState: CustodyState = {
  n: 0, boot: null, revision: 0, problem: null, answered: true, wantedAt: 0 as Instant, due: null, tariff: null, devices: [], limits: [], calls: [], purse: null, seen: '', runs: [], plan: null, pending: null, advising: false,
};
