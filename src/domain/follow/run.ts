import type { DeviceDescriptor } from '../device/device.ts';
import { durationOf } from '../plan/profile.ts';
import { after, type Instant } from '../time/instant.ts';
import type { Now } from '../time/now.ts';
import { watts, ZERO_POWER, type Watts } from '../units/power.ts';
import type { Chosen } from './choose.ts';

/** A profile that was started; it is let finish whatever the plan says later. */
export interface Run {
  readonly started: Instant;
  readonly until: Instant;
}

/**
 * The run of a device after now. One act starts one run, at its start and not again: an act that begins within the
 * last run is the same wish, planned anew.
 */
export function runAfter(run: Run | undefined, device: DeviceDescriptor, chosen: Chosen, now: Now): Run | undefined {
  const { act, policy } = chosen;
  if (device.primitive.kind !== 'profile' || policy.kind !== 'run' || act === null) return run;
  if (run && (now.wall < run.until || act.interval.start < run.until)) return run;
  return { started: now.wall, until: after(now.wall, durationOf(device.primitive)) };
}

/** On is the largest power of the profile: what it draws in between is the appliance's affair. Null: no run is on. */
export function runPower(run: Run | undefined, device: DeviceDescriptor, now: Now): Watts | null {
  if (device.primitive.kind !== 'profile' || !run || now.wall >= run.until) return null;
  return watts(Math.max(ZERO_POWER, ...device.primitive.powers));
}
