import { integrate, WATT_MS_PER_MWH, type MilliWattHours } from '../units/energy.ts';
import type { Watts } from '../units/power.ts';

export interface CarSpec {
  readonly capacity: MilliWattHours;
  /** 0..1, socket to cells. */
  readonly efficiency: number;
  readonly phases: 1 | 3;
  /** A per phase; IEC 61851-1 knows nothing between 0 and 6 A. */
  readonly minAmps: number;
  readonly maxAmps: number;
  readonly volts: number;
}

export interface CarState {
  readonly pluggedIn: boolean;
  readonly stored: MilliWattHours;
  /** W·ms in the cells below one quantum. */
  readonly carried: number;
  readonly power: Watts;
}

export interface CarInput {
  readonly setpoint: Watts;
  readonly pluggedIn: boolean;
  /** Energy the last trip took, booked in the step in which the car comes back; 0 else. */
  readonly driven: MilliWattHours;
}

export const parkedCar = (stored: MilliWattHours): CarState => ({ pluggedIn: true, stored, carried: 0, power: 0 as Watts });

/** Whole amperes on each phase: down from the set-point, nothing under the minimum. */
function amps(spec: CarSpec, setpoint: Watts): number {
  const wanted = Math.min(spec.maxAmps, Math.floor(setpoint / (spec.volts * spec.phases)));
  return wanted >= spec.minAmps ? wanted : 0;
}

/** The car `ms` later. It stops by itself when full, and takes nothing when it is away. */
export function stepCar(spec: CarSpec, state: CarState, input: CarInput, ms: number): { readonly state: CarState; readonly power: Watts } {
  const before = Math.max(0, state.stored - input.driven) as MilliWattHours;
  const room = (spec.capacity - before) * WATT_MS_PER_MWH - state.carried;
  const offered = input.pluggedIn ? amps(spec, input.setpoint) * spec.volts * spec.phases : 0;
  const power = Math.max(0, Math.min(offered, Math.floor(room / ms / spec.efficiency))) as Watts;
  const moved = integrate((power * spec.efficiency) as Watts, ms, state.carried);
  const stored = (before + moved.energy) as MilliWattHours;
  return { state: { pluggedIn: input.pluggedIn, stored, carried: moved.remainder, power }, power };
}
