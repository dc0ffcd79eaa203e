import type { GuardState } from '../guard/event.ts';
import type { HomeEvent } from '../machine/machine.ts';
import type { StandingCall } from '../signal/call.ts';

/**
 * How "what would have been used" was made: the mean of the last ten similar days at the meter, moved by how the two hours
 * before lay from it, or that mean alone, with too little measured before; the learned profile of the load, moved or
 * alone, with fewer than three such days; the mean of the two hours before, with nothing learned; or not at all.
 */
export type BaselineMethod = 'similar-days-adjusted' | 'similar-days' | 'profile-adjusted' | 'profile' | 'same-day' | 'none';

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
