import type { DeviceId } from './device.ts';
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

/** What is asked of one device: W, + = consumption, and who decided it last. */
export interface AskedPower {
  readonly device: DeviceId;
  readonly power: Watts;
  readonly decidedBy: Decider;
}
