import type { GuardState } from '../guard/event.ts';
import type { HomeEvent } from '../machine/machine.ts';
import type { StandingCall } from '../signal/call.ts';

/**
 * How "what would have been used" was made: the learned profile of this kind of day, moved by how the two hours before lay
 * from it; the profile alone, with too little measured before; the mean of the two hours before, with nothing learned; or
 * not at all.
 */
export type BaselineMethod = 'profile-adjusted' | 'profile' | 'same-day' | 'none';

/** What a call brought, measured at the meter (E16). mWh and ms; null = not known. */
export interface Receipt {
  /** Null where no power was called, or what the devices drew before is not known. */
  readonly asked: number | null;
  /** In the direction that was called, over the time that was measured: what is missing adds nothing. */
  readonly delivered: number | null;
  /** Until half of what was asked was first seen at the meter; null = never, or nothing was asked. */
  readonly response: number | null;
  /** Used more than the baseline in the two hours after; null while they run, or with less than half of them measured. */
  readonly rebound: number | null;
  readonly baseline: BaselineMethod;
  /** Of the call's time, without a measured reading. */
  readonly missing: number;
  /** `price:RATE` for a price that begins within the call, and the ids of calls that ran beside it. */
  readonly overlaps: readonly string[];
  /** Micro of the contract's currency; null until it is over, or none is due. */
  readonly reward: number | null;
}

/** Body of `state/events`: a call with its receipt, once it has begun. */
export interface ProvenCall extends StandingCall {
  readonly receipt: Receipt | null;
}

/** control -> house: how the limits are kept. */
export interface GuardEvent extends HomeEvent {
  readonly kind: 'guard';
  readonly guard: GuardState;
}
