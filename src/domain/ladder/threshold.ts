import type { DeviceId } from '../device/device.ts';
import { HOUR, MINUTE, ms, SECOND, type Milliseconds } from '../time/instant.ts';
import { watts, type Watts } from '../units/power.ts';

/** How a home is warned of a threshold, and what follows. */
export interface Threshold {
  readonly id: string;
  readonly direction: 'import' | 'export';
  /** W; `meter` = the meter's own limiter, which then also interrupts and restores. */
  readonly watts: Watts | 'meter';
  /** The threshold is on the average over this time; null = on the reading itself. */
  readonly window: Milliseconds | null;
  /** Time over the threshold before a warning, and time well below it before the warning goes. */
  readonly reaction: Milliseconds;
  /** Time a person is given after the warning. */
  readonly grace: Milliseconds;
  /** Time over the threshold that shedding may take before the interruption. */
  readonly shedFor: Milliseconds;
  /** Share of the threshold by which the power must be below it to count as below. */
  readonly hysteresis: number;
  readonly repeat: Repeat;
  /** A relay that opens the supply; null = everything controllable is switched off. */
  readonly interrupts: DeviceId | null;
}

/** Each trip within `within` halves the grace of the next warning; from the `trips`-th on, a restart waits for the lock-out. */
export interface Repeat {
  readonly trips: number;
  readonly within: Milliseconds;
  readonly lockOut: Milliseconds;
}

/**
 * What holds where the home file says nothing. Reaction 10 s: a P1 meter of the slower kind speaks once, and a motor
 * that starts is over. Grace 60 s: time to walk to an appliance. Three trips in 24 h are the excursions that G100
 * (Issue 2, State 3) allows; its lock-out of 4 h is for generation, in a home 15 min are our choice, as the rest is.
 */
export const THRESHOLD_DEFAULTS = {
  window: null,
  reaction: ms(10 * SECOND),
  grace: MINUTE,
  shedFor: ms(30 * SECOND),
  hysteresis: 0.05,
  repeat: { trips: 3, within: ms(24 * HOUR), lockOut: ms(15 * MINUTE) },
  interrupts: null,
} satisfies Omit<Threshold, 'id' | 'direction' | 'watts'>;

/** Every home mirrors its meter's limiter, where the meter has one. */
export const METER_THRESHOLD: Threshold = { ...THRESHOLD_DEFAULTS, id: 'meter', direction: 'import', watts: 'meter' };

/** After a restart the supply comes back over this time, not at once. */
export const RESTORE_OVER = ms(2 * MINUTE);
/** The grace never becomes shorter than this. */
const SHORTEST_GRACE = 10 * SECOND;

/** W below which the home counts as below the threshold. */
export const clearPower = ({ hysteresis }: Threshold, threshold: Watts): Watts => watts(threshold * (1 - hysteresis));
/** W that shedding keeps; an average has to be brought down, so there it is as much lower again. */
export const keptPower = ({ hysteresis, window }: Threshold, threshold: Watts): Watts => watts(Math.max(0, threshold * (1 - (window === null ? 1 : 2) * hysteresis)));

/** Time given after a warning, by the trips that still count. */
export const graceAfter = ({ grace, repeat }: Threshold, trips: number): number =>
  trips >= repeat.trips ? Math.min(grace, SHORTEST_GRACE) : Math.max(Math.min(grace, SHORTEST_GRACE), grace / 2 ** trips);

/** Where a power stands to a threshold; unknown is never below. */
export type Level = 'unknown' | 'below' | 'near' | 'over';

/** @param power W in the threshold's own direction; null = not known. */
export function levelOf(config: Threshold, threshold: Watts, power: number | null): Level {
  if (power === null) return 'unknown';
  if (power > threshold) return 'over';
  return power <= clearPower(config, threshold) ? 'below' : 'near';
}
