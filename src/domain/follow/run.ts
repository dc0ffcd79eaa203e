import type { DeviceDescriptor } from '../device/device.ts';
import { durationOf } from '../plan/profile.ts';
import { after, contains, type Instant, type Milliseconds } from '../time/instant.ts';
import { holds, leaseFor, type Now } from '../time/now.ts';
import { watts, ZERO_POWER, type Watts } from '../units/power.ts';
import type { Chosen } from './chosen.ts';

/** A profile that was started; it is let finish whatever the plan says later. `started` and `until` by the wall clock. */
export interface Run {
  readonly started: Instant;
  readonly until: Instant;
  /** It is on until this monotonic time of this boot: the wall clock may jump meanwhile. */
  readonly boot: string;
  readonly onUntil: Milliseconds;
}

const isOn = ({ boot, onUntil }: Run, now: Now): boolean => holds({ boot, until: onUntil }, now);
/** @param length ms. */
const onFor = (now: Now, length: number): Pick<Run, 'boot' | 'onUntil'> => ({ boot: now.boot, onUntil: leaseFor(now, length).until });

/** A run of an earlier boot goes on for what is left of it, if a believed clock says that something is. */
function ofThisBoot(run: Run, now: Now): Run {
  const isOurs = run.boot === now.boot;
  if (isOurs || now.trust === 'none' || !contains({ start: run.started, end: run.until }, now.wall)) return run;
  return { ...run, ...onFor(now, run.until - now.wall) };
}

/**
 * The run of a device after now. One act starts one run, at its start and not again: an act that begins within the
 * last run is the same wish, planned anew.
 */
export function runAfter(before: Run | undefined, device: DeviceDescriptor, chosen: Chosen, now: Now): Run | undefined {
  const run = before && ofThisBoot(before, now);
  const { act, policy } = chosen;
  if (device.primitive.kind !== 'profile' || policy.kind !== 'run' || act === null) return run;
  if (run && (isOn(run, now) || act.interval.start < run.until)) return run;
  const length = durationOf(device.primitive);
  return { started: now.wall, until: after(now.wall, length), ...onFor(now, length) };
}

/** A run ended by a person's hand: it is not begun again by the wish that began it. */
export const stopped = (run: Run, now: Now): Run => (isOn(run, now) ? { ...run, ...onFor(now, 0) } : run);

/** On is the largest power of the profile: what it draws in between is the appliance's affair. Null: no run is on. */
export function runPower(run: Run | undefined, device: DeviceDescriptor, now: Now): Watts | null {
  if (device.primitive.kind !== 'profile' || !run || !isOn(run, now)) return null;
  return watts(Math.max(ZERO_POWER, ...device.primitive.powers));
}
