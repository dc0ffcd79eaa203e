import type { Decider } from '../device/asked.ts';
import type { SensedDevice } from '../device/sense.ts';
import type { Act, Policy } from '../plan/act.ts';

/** A policy, who it comes from, and its act where it has one. */
export interface Chosen {
  readonly policy: Policy;
  readonly decidedBy: Decider;
  readonly act: Act | null;
  /** A run that is on is not let finish. */
  readonly stops?: boolean;
}

/** A device with what is chosen for it so far. */
export interface Choice {
  readonly device: SensedDevice;
  readonly chosen: Chosen;
}
