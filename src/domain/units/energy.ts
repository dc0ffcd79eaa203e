import type { Watts } from './power.ts';

/** Energy in whole milliwatt-hours, the product's quantum; 1 kWh = 1 000 000 mWh. */
export type MilliWattHours = number & { readonly __unit: 'mWh' };

export const MWH_PER_KWH = 1_000_000;
/** 1 mWh = 3.6 J = 3600 W·ms. */
export const WATT_MS_PER_MWH = 3_600;

/** @throws RangeError when the number is not a safe integer. */
export function milliWattHours(value: number): MilliWattHours {
  if (!Number.isSafeInteger(value)) throw new RangeError(`energy is not a whole number of mWh: ${value}`);
  return value as MilliWattHours;
}

/** Energy of a power over a time with what did not fill a quantum: nothing is lost between steps. */
export interface Integrated {
  readonly energy: MilliWattHours;
  /** W·ms below one quantum, carried into the next step. */
  readonly remainder: number;
}

/** @param power W, constant over the time; @param ms length; @param carried W·ms left by the step before. */
export function integrate(power: Watts, ms: number, carried = 0): Integrated {
  const total = power * ms + carried;
  const energy = Math.trunc(total / WATT_MS_PER_MWH);
  return { energy: milliWattHours(energy), remainder: total - energy * WATT_MS_PER_MWH };
}

/** The mean power in W of an energy over a time in ms. */
export function meanPower(energy: MilliWattHours, ms: number): Watts {
  return ((energy * WATT_MS_PER_MWH) / ms) as Watts;
}
