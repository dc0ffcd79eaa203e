import type { ByHand } from '../device/asked.ts';
import type { DeviceDescriptor, DeviceId, DeviceReport, DutyCycle } from '../device/device.ts';
import type { Metering } from '../device/metering.ts';
import type { Sensed } from '../device/sense.ts';
import type { LimitValue } from '../limit/limit.ts';
import type { PhaseLimit as StandingPhaseLimit, ShownLimit, ShownPhaseLimit } from '../limit/standing.ts';
import type { Effect } from '../machine/machine.ts';
import type { Phase } from '../meter/reading.ts';
import type { Instant, Milliseconds } from '../time/instant.ts';
import type { Watts } from '../units/power.ts';

/** Write one set-point to one device; comes back as `written` with this id. */
export interface WriteEffect extends Effect {
  readonly kind: 'write';
  readonly device: DeviceId;
  /** W, + = consumption. */
  readonly setpoint: Watts;
  /** How long it may stand in the device without being repeated, in ms of home time. */
  readonly lease: Milliseconds;
}

/** A of each phase that a source allows, as the limit machine publishes it. */
export type PhaseLimit = Pick<StandingPhaseLimit, 'direction' | 'amps' | 'origin'> & Partial<Pick<StandingPhaseLimit, 'source' | 'allows'>>;

/** How often a device may be written; a tightening is never held back. */
export interface WriteBudget {
  /** Least time between two writes. */
  readonly spacing: Milliseconds;
  /** Most writes within any hour, keep-alives and tightenings not counted. */
  readonly hourly: number;
}

export interface GuardConfig {
  /** What is shed first stands first; a device not named is shed before all that are, in order of id. */
  readonly shedOrder: readonly DeviceId[];
  /** Main fuse: A per phase. Null: only the limits in W hold. */
  readonly fuse: { readonly amps: number; readonly volts: number } | null;
  /** Phases a device is known to be on; one not named counts fully on each. */
  readonly phases: Readonly<Record<DeviceId, readonly Phase[]>>;
  /** Most W that the home generates beside the devices named here; null or left out: not known, every reading is believed. */
  readonly generation?: Watts | null;
  /** Most A between any two phases (VDE-AR-N 4100: 20 A for 4.6 kVA); null or left out: none is kept. */
  readonly unbalance?: number | null;
  /** The installer's word on starts and stops, before the device's own. */
  readonly cycles?: Readonly<Record<DeviceId, DutyCycle>>;
  /** Protective minimum in W (frost, sanitary heat): a limit does not go below it, the fuse does. */
  readonly protect: Readonly<Record<DeviceId, Watts>>;
  /** W per second by which the home as a whole may rise again after a cut. */
  readonly ramp: number;
  /** A release of a limit and the end of an outage are waited out at random between nothing and this, to the second. */
  readonly releaseDelay: Milliseconds;
  /** The same for a vehicle that a schedule starts (GB smart charging, regulation 11); left out: none. */
  readonly startDelay?: Milliseconds;
  /** Seed of that chance: another one at every start of the gateway, a fixed one in a simulation. */
  readonly seed: number;
}

/** Control's word about one device: asked apart from reported. */
export interface DeviceState {
  readonly descriptor: DeviceDescriptor;
  readonly report: DeviceReport | null;
  readonly heardWall: Instant | null;
  /** W; null before anything was asked. */
  readonly asked: number | null;
  readonly state: 'obeyed' | 'pending' | 'refused' | 'offline' | 'unmanaged';
  readonly reason: string | null;
  readonly decidedBy: string | null;
  /** Null or left out = nobody has taken it by hand. */
  readonly byHand?: ByHand | null;
}

/** Whether the limits are kept, and how sure that is. */
export interface GuardState {
  readonly limits: readonly ShownLimit[];
  /** The same in A on each phase, of signals; left out = none. */
  readonly phaseLimits?: readonly ShownPhaseLimit[];
  readonly effectiveImport: LimitValue;
  /** A request was cut by a limit within the last minute. */
  readonly binding: boolean;
  readonly state: 'kept' | 'settling' | 'unkeepable';
  /** W that base load leaves above a limit when everything controllable is at its floor. */
  readonly excess: number;
  /** Until when something waits at random before it may rise, home's wall time; null = nothing does. */
  readonly delayedUntil?: Instant | null;
}

/** What the guard machine publishes; `grid` = the last reading that it believed, null = none in this boot. */
export interface GuardFacts extends Pick<Sensed, 'grid'> {
  readonly metering: Metering;
  readonly guard: GuardState;
  readonly devices: readonly DeviceState[];
}
