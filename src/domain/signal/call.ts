import type { DeviceId } from '../device/device.ts';
import type { Instant } from '../time/instant.ts';
import type { Watts } from '../units/power.ts';

/** How far a call binds, by contract and shown as what it is (E13): a hint, what a person may refuse, what none may. */
export type Firmness = 'advisory' | 'overridable' | 'firm';

/** E12: less or more demand, less or more generation. */
export type Demand = 'less-demand' | 'more-demand' | 'less-generation' | 'more-generation';

/** E14: what a call may be about. */
export const DEVICE_CLASSES = ['vehicle', 'appliance', 'immersion', 'cooling', 'heat-pump', 'storage-heater', 'cold', 'battery', 'generation'] as const;
export type DeviceClass = (typeof DEVICE_CLASSES)[number];

/** Every controllable device, a class of them, or the devices of one circuit as the home's file names it. */
export type Target = { readonly kind: 'all' } | { readonly kind: 'class'; readonly class: DeviceClass } | { readonly kind: 'circuit'; readonly circuit: string };

/** An operator's call on the home's devices for a known time, as accepted. */
export interface Call {
  readonly id: string;
  readonly issuer: string;
  readonly demand: Demand;
  readonly target: Target;
  readonly firmness: Firmness;
  readonly start: Instant;
  readonly end: Instant;
  /** W over all devices of the target, positive: at most (less) or at least (more). Null: as far as it goes. */
  readonly power: Watts | null;
  /** Micro of the contract's currency; null = none is stated. */
  readonly reward: { readonly micro: number; readonly per: 'event' | 'kWh' } | null;
  /** The sender's own words, plain text. */
  readonly text: string | null;
}

export type CallStatus = 'offered' | 'joined' | 'skipped' | 'scheduled' | 'running' | 'opted-out' | 'over' | 'cancelled';

/** A call as it stands: a firm one is scheduled without being asked, an overridable one may be left, an advisory one is joined. */
export interface StandingCall extends Call {
  readonly status: CallStatus;
  /** Devices of this home that it is about. */
  readonly devices: readonly DeviceId[];
  /** When it was accepted, home's wall time. */
  readonly receivedAt: Instant;
  /** Basis of a firm call in one line, from the contract; null = an offer. */
  readonly basis: string | null;
}

/** What the signals machine publishes for follow (those that run decide) and for the pages (all of late). */
export interface SignalFacts {
  readonly calls: readonly StandingCall[];
}
