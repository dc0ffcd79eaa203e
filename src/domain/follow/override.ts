import { fullPower, type DeviceDescriptor, type DeviceId } from '../device/device.ts';
import type { Policy } from '../plan/act.ts';
import type { Instant } from '../time/instant.ts';
import { holds, leaseFor, type Lease, type Now } from '../time/now.ts';
import { ZERO_POWER } from '../units/power.ts';
import type { Chosen } from './chosen.ts';

/** One device by hand. It ends by the monotonic clock of its boot, so no jump of the wall clock prolongs it. */
export interface Override {
  readonly want: 'on' | 'off';
  readonly started: Instant;
  readonly until: Instant;
  readonly lease: Lease;
}

export type Overrides = Readonly<Record<DeviceId, Override>>;

export const overrideUntil = (want: Override['want'], until: Instant, now: Now): Override => ({ want, started: now.wall, until, lease: leaseFor(now, until - now.wall) });

const isStanding = ({ until, lease }: Override, now: Now): boolean => holds(lease, now) && (now.trust === 'none' || now.wall < until);

/** After a restart it lasts for what a believed clock leaves of it; without one for its whole length, and no longer. */
function ofThisBoot(override: Override, now: Now): Override {
  if (override.lease.boot === now.boot) return override;
  const { started, until } = override;
  return { ...override, lease: leaseFor(now, now.trust === 'none' ? until - started : Math.min(until - started, until - now.wall)) };
}

export function isEmpty(overrides: Overrides): boolean {
  for (const _id in overrides) return false;
  return true;
}

/** Those that stand now; the same object when nothing has changed. */
export function standingOverrides(overrides: Overrides, now: Now): Overrides {
  if (isEmpty(overrides)) return overrides;
  const known = Object.entries(overrides);
  const kept = known.map(([id, one]): [DeviceId, Override] => [id, ofThisBoot(one, now)]).filter(([, one]) => isStanding(one, now));
  return kept.length === known.length && kept.every(([id, one]) => overrides[id] === one) ? overrides : Object.fromEntries(kept);
}

/** On: as much as the device takes. Null: it has nothing to be turned on. */
function onPolicy({ primitive }: DeviceDescriptor): Policy | null {
  if (primitive.kind === 'profile') return { kind: 'run' };
  const power = fullPower(primitive);
  return power === null ? null : { kind: 'hold', power };
}

/** What a person wants of a device; `on` starts an appliance once, `off` stops it in its run. */
export function byHand(device: DeviceDescriptor, { want, started, until }: Override): Chosen | null {
  const off: Chosen = { policy: { kind: 'hold', power: ZERO_POWER }, decidedBy: 'override', act: null, stops: true };
  if (want === 'off') return off;
  const policy = onPolicy(device);
  const interval = { start: started, end: until };
  return policy && { policy, decidedBy: 'override', act: policy.kind === 'run' ? { device: device.id, interval, policy } : null };
}
