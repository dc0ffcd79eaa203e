import type { DeviceId } from './device.ts';
import type { Instant } from '../time/instant.ts';
import type { Watts } from '../units/power.ts';

/** The steps of the one order, each of which may be what decided a set-point (DESIGN, Signal -> limit -> guard). */
export type Decider =
  | 'dispatch'
  | 'override'
  | 'event'
  | 'plan'
  | 'neutral'
  | 'follow'
  | 'limit'
  | 'ladder'
  | 'minimum'
  | 'fuse'
  | 'start'
  | 'ramp'
  | 'delay'
  | 'sense';

/** A person's word on one device, and its end by home's wall time. */
export interface ByHand {
  readonly want: 'on' | 'off';
  readonly until: Instant;
}

/** What is asked of one device: W, + = consumption, and who decided it last. */
export interface AskedPower {
  readonly device: DeviceId;
  readonly power: Watts;
  readonly decidedBy: Decider;
}
