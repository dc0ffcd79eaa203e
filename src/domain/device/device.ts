import { ms, type Milliseconds } from '../time/instant.ts';
import { watts, type Watts } from '../units/power.ts';
import type { Primitive } from './primitive.ts';

export type DeviceId = string;

/** How long a set-point may stand in a device unrepeated: with a timer of whole seconds and a beat to notice, neutral within a minute. */
export const LEASE = ms(55_000);

/** What a device does by itself when the gateway goes silent (DESIGN, Signal -> limit -> guard). */
export type Fallback =
  | { readonly kind: 'timer'; readonly after: Milliseconds; readonly power: Watts }
  | { readonly kind: 'profile'; readonly power: Watts }
  | { readonly kind: 'none' };

/** The most that a set-point can ask of a device; null for what is told by its start alone, or not at all. */
export function fullPower(primitive: Primitive): Watts | null {
  switch (primitive.kind) {
    case 'store':
      return primitive.maxCharge;
    case 'envelope':
      return primitive.max;
    case 'modes':
      return watts(Math.max(0, ...primitive.powers));
    case 'profile':
    case 'inflexible':
      return null;
  }
}

/** Positive W that a device can give at most. */
export function mostGiven(primitive: Primitive): number {
  switch (primitive.kind) {
    case 'store':
      return primitive.maxDischarge;
    case 'envelope':
      return Math.max(0, -primitive.min);
    case 'modes':
      return Math.max(0, ...primitive.powers.map((power) => -power));
    case 'profile':
    case 'inflexible':
      return 0;
  }
}

/** What starts and stops a device can stand, whoever asks for them. */
export interface DutyCycle {
  /** Once on, it stays on this long unless a limit or the fuse stops it. */
  readonly minRun: Milliseconds;
  /** Once off, it is not started again for this long, whatever is asked. */
  readonly minRest: Milliseconds;
  /** Most starts within any hour. */
  readonly startsPerHour: number;
}

/**
 * A vehicle that can charge on one phase or on three. Its `minimum` is that on one phase, its `rating` that on three; a
 * set-point above a third of the rating is meant for three, and its driver switches by that.
 */
export interface PhaseModes {
  /** Between two changes to three phases, for the sake of its contactor. */
  readonly rest: Milliseconds;
}

export const onThreePhases = ({ rating }: Pick<DeviceDescriptor, 'rating'>, power: number): boolean => power > rating / 3;

/** What a driver declares once, before anything is commanded. */
export interface DeviceDescriptor {
  readonly id: DeviceId;
  readonly name: string;
  readonly kind: 'battery' | 'plug' | 'heater' | 'car' | 'pv' | 'appliance';
  readonly simulated: boolean;
  /** Largest import in W the device can take: what it counts as while unconfirmed. */
  readonly rating: Watts;
  /** Smallest non-zero import in W the device can run at. */
  readonly minimum: Watts;
  readonly fallback: Fallback;
  readonly primitive: Primitive;
  /** Left out: it may be switched as often as its write budget allows. */
  readonly cycle?: DutyCycle;
  readonly phaseModes?: PhaseModes;
}

/** What the device itself last said; a field it did not say is null. */
export interface DeviceReport {
  readonly id: DeviceId;
  /** mono ms of the gateway when it was heard. */
  readonly heardAt: Milliseconds;
  readonly online: boolean;
  readonly power: Watts | null;
  /** Set-point read back from the device in W; null when it cannot tell. */
  readonly setpoint: Watts | null;
  /** Stored energy in mWh. */
  readonly stored: number | null;
  /** Between one phase and three: it takes nothing for a moment and goes on by itself. Left out = not so. */
  readonly isChanging?: boolean;
  /** A charger: whether a vehicle is plugged in, and mWh added since, null where it does not say. Left out = it is no charger, or tells neither. */
  readonly plugged?: { readonly isIn: boolean; readonly added: number | null };
}
