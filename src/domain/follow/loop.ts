import type { SensedDevice } from '../device/sense.ts';
import { presentReport } from '../device/sense.ts';
import type { Policy } from '../plan/act.ts';
import { requested } from '../plan/respond.ts';
import type { Now } from '../time/now.ts';
import { watts, type Watts } from '../units/power.ts';

/** W that are not worth a command. */
export const DEAD_BAND = 25;
/** A device that tells its set-point and not its power may still be this far behind it, in ms. */
const UNSEEN_LAG = 5_000;
/** What meter and device may lag each other without saying so, in ms. */
const HIDDEN_LAG = 500;
const LARGEST_GAIN = 0.8;

/** What a device really does, in W, and how old that word is in ms. */
export interface Confirmed {
  readonly power: Watts;
  readonly age: number;
}

/** Power as reported; else the set-point read back, taken as old as the slowest device (R19). Null: it tells nothing. */
export function confirmed(device: SensedDevice, now: Now): Confirmed | null {
  const report = presentReport(device, now);
  if (!report) return null;
  const age = Math.max(0, now.mono - report.heardAt);
  if (report.power !== null) return { power: report.power, age };
  return report.setpoint === null ? null : { power: report.setpoint, age: age + UNSEEN_LAG };
}

/**
 * Share of the remaining error to correct with one reading. While a device moves, a report that is older than the
 * reading mistakes part of the move for base load; the loop stays stable while gain < period / mismatch (both in ms),
 * and half of that is used, so that nothing swings.
 */
export const gainFor = (period: number, mismatch: number): number => Math.min(LARGEST_GAIN, period / (2 * (mismatch + HIDDEN_LAG)));

/**
 * The next request in W of a policy that looks at the grid.
 * @param grid W at the connection, as it will be when the devices before this one have done what they were just asked.
 * @param before the last request, or what the device does.
 * @param period of the meter in ms.
 */
export function nextRequest(policy: Policy, grid: number, device: Confirmed, before: Watts, period: number): Watts {
  const target = requested(policy, grid - device.power);
  const error = target - before;
  if (Math.abs(error) < DEAD_BAND) return isEnd(policy, target) ? watts(target) : before;
  return watts(Math.round(before + error * gainFor(period, device.age)) + 0);
}

/** Nothing, and the ends of the range, are reached exactly: a charge of 20 W where 0 was meant is not small to the householder. */
const isEnd = (policy: Policy, power: number): boolean => [0, requested(policy, Number.NEGATIVE_INFINITY), requested(policy, Number.POSITIVE_INFINITY)].includes(power);
