import type { AskedPower, ByHand } from '../device/asked.ts';
import type { DeviceId } from '../device/device.ts';
import type { HomeEvent } from '../machine/machine.ts';
import type { Act, Policy } from '../plan/act.ts';
import type { ChargingHours, DefaultHours } from './defaultHours.ts';
import type { Instant } from '../time/instant.ts';

/** The committed acts of one revision; they replace those before. */
export interface ActsEvent extends HomeEvent {
  readonly kind: 'acts';
  readonly revision: number;
  readonly acts: readonly Act[];
}

/** All automation stands still: devices do what they do by themselves. `until` null = until `on` is false. */
export interface PauseEvent extends HomeEvent {
  readonly kind: 'pause';
  readonly on: boolean;
  readonly until: Instant | null;
}

export interface FollowConfig {
  /** A householder's own "doing nothing" for a device, instead of the one its primitive implies. */
  readonly neutral: Readonly<Record<DeviceId, Policy>>;
  /** mWh that no call for less takes from a device while it holds less: a car's least range. */
  readonly floors?: Readonly<Record<DeviceId, number>>;
  /** When vehicles do not charge by themselves, until a person chooses; left out = at any hour, and nobody is asked. A plan, a call or a person may ask for it all the same. */
  readonly defaultHours?: DefaultHours;
}

/** What the follow machine publishes: one request a managed device, before any limit. */
export interface FollowFacts {
  readonly requests: readonly AskedPower[];
  /** Devices that a person has taken by hand while a call that may be left is running on them: an opt-out. */
  readonly overridden: readonly DeviceId[];
  /** What a person wants of which device, and until when. */
  readonly byHand: Readonly<Record<DeviceId, ByHand>>;
  /** When vehicles do not charge by themselves; null where there is none. */
  readonly charging: ChargingHours | null;
}
