import type { Watts } from '../units/power.ts';

/** A command that the device itself forgets when nobody repeats it (SunSpec RvrtTms, zigbee2mqtt on_time). */
export interface Commanded {
  readonly setpoint: Watts;
  /** ms until the device reverts by its own timer; null = no timer is set. */
  readonly left: number | null;
}

/** @param timeout ms; null or 0 sets no timer, as in SunSpec ("0 = no time-out"). */
export const command = (setpoint: Watts, timeout: number | null): Commanded => ({ setpoint, left: timeout === 0 ? null : timeout });

/** The command `ms` later: at its own time the device is back at `neutral`, whether or not anyone is there to see it. */
export function elapsed(commanded: Commanded, neutral: Watts, ms: number): Commanded {
  if (commanded.left === null) return commanded;
  const left = commanded.left - ms;
  return left > 0 ? { setpoint: commanded.setpoint, left } : { setpoint: neutral, left: null };
}
