import type { Milliseconds } from '../time/instant.ts';
import { integrate, WATT_MS_PER_MWH, type MilliWattHours } from '../units/energy.ts';
import { clampPower, type Watts } from '../units/power.ts';

export interface BatterySpec {
  /** Between empty and full. */
  readonly capacity: MilliWattHours;
  /** Largest AC power in, positive. */
  readonly maxCharge: Watts;
  /** Largest AC power out, positive. */
  readonly maxDischarge: Watts;
  /** 0..1, one way each. */
  readonly chargeEfficiency: number;
  readonly dischargeEfficiency: number;
  /** Time constant of the first-order answer to a new set-point; 0 answers at once. */
  readonly lag: Milliseconds;
  /** Share of capacity below full, and above empty, in which the power tapers off linearly. */
  readonly taper: number;
}

export interface BatteryState {
  readonly stored: MilliWattHours;
  /** W·ms in the cells below one quantum. */
  readonly carried: number;
  /** AC power of the last step: whole W, + = charging. */
  readonly power: Watts;
}

export const restingBattery = (stored: MilliWattHours): BatteryState => ({ stored, carried: 0, power: 0 as Watts });

/** AC power in W that the state of charge allows: the rating, less near full or empty, never under 5 % of it. */
function allowed(spec: BatterySpec, state: BatteryState, charging: boolean): number {
  const room = (charging ? spec.capacity - state.stored : state.stored) / spec.capacity;
  const share = spec.taper > 0 ? Math.min(1, Math.max(room / spec.taper, 0.05)) : 1;
  return Math.floor((charging ? spec.maxCharge : spec.maxDischarge) * share);
}

/** Whole W after `ms` of a first-order lag; at least 1 W closer, so that it arrives. */
function lagged(from: Watts, to: Watts, lag: number, ms: number): Watts {
  if (lag <= 0 || from === to) return to;
  const moved = Math.round((to - from) * (1 - Math.exp(-ms / lag)));
  return (from + (moved === 0 ? Math.sign(to - from) : moved)) as Watts;
}

/** Whole W at the AC side that neither overfill nor overdraw the cells within the step. */
function fitting(spec: BatterySpec, state: BatteryState, power: Watts, ms: number): Watts {
  const held = state.stored * WATT_MS_PER_MWH + state.carried;
  const room = spec.capacity * WATT_MS_PER_MWH - held;
  return power > 0
    ? (Math.min(power, Math.floor(room / ms / spec.chargeEfficiency)) as Watts)
    : (-Math.min(-power, Math.floor((held / ms) * spec.dischargeEfficiency)) + 0) as Watts;
}

/** The battery `ms` later: what passed at the AC side, times the efficiency, is in the cells to the quantum. */
export function stepBattery(spec: BatterySpec, state: BatteryState, setpoint: Watts, ms: number): { readonly state: BatteryState; readonly power: Watts } {
  const target = Math.round(clampPower(setpoint, -allowed(spec, state, false) as Watts, allowed(spec, state, true) as Watts)) as Watts;
  const power = fitting(spec, state, lagged(state.power, target, spec.lag, ms), ms);
  const cells = power > 0 ? power * spec.chargeEfficiency : power / spec.dischargeEfficiency;
  const moved = integrate(cells as Watts, ms, state.carried);
  const stored = (state.stored + moved.energy) as MilliWattHours;
  return { state: { stored, carried: moved.remainder, power }, power };
}
