import type { DevicesEvent } from '../forecast/machine.ts';
import type { Limit } from '../limit/limit.ts';
import type { Effect, HomeEvent } from '../machine/machine.ts';
import type { Act } from './act.ts';
import type { Purse } from './poseWishes.ts';
import type { Proposal } from './problem.ts';

export type PlannedDevice = DevicesEvent['devices'][number];

/** Every limit in force, whole list. */
export interface LimitsEvent extends HomeEvent {
  readonly kind: 'limits';
  readonly limits: readonly Limit[];
}

/** The purse of a prepayment meter, as the accounts reckon it; null where nothing is paid in advance. */
export interface PurseEvent extends HomeEvent {
  readonly kind: 'accounts';
  readonly purse: Purse | null;
}

/** A request's body that custody answers. */
export interface ProposalBody {
  readonly kind: 'proposal';
  readonly proposal: Proposal;
}

/** The committed acts, for control to follow until they expire. */
export interface ActsEffect extends Effect {
  readonly kind: 'acts';
  readonly revision: number;
  readonly acts: readonly Act[];
}

/** A planner is wanted for the problem that was just published. */
export interface PlanWantedEffect extends Effect {
  readonly kind: 'plan-wanted';
}
