import type { DeviceId } from '../device/device.ts';
import type { SensedDevice } from '../device/sense.ts';
import { HOUR, MINUTE } from '../time/instant.ts';
import { leaseFor, type Lease, type Now } from '../time/now.ts';
import type { FollowConfig } from './event.ts';

/** No call keeps heat away longer than this at a time (reliability C-17), and then not again for a while (our choice). */
const LONGEST_OFF = 2 * HOUR;
const WARM_AGAIN = 15 * MINUTE;

/** Heat that calls have kept away, by device, and until when that and the time to warm up again last. */
export type Withheld = Readonly<Record<DeviceId, Lease>>;

const left = (lease: Lease, now: Now): number => lease.until - now.mono;

/** It was cold for two hours: calls for less do not touch it while it warms up. How long it was before a restart nobody knows. */
const isWarming = (lease: Lease | undefined, now: Now): boolean => lease !== undefined && (lease.boot !== now.boot || (left(lease, now) > 0 && left(lease, now) <= WARM_AGAIN));

/** What a call for less leaves alone: heat that was away for two hours, and a store below what its owner wants kept in it. */
export function isSpared({ descriptor, report }: SensedDevice, withheld: Withheld, { floors }: FollowConfig, now: Now): boolean {
  const floor = floors?.[descriptor.id];
  const isBelow = floor !== undefined && report?.stored != null && report.stored < floor;
  return isBelow || isWarming(withheld[descriptor.id], now);
}

/** The memory of one device after now; undefined = nothing is withheld from it. */
export function withheldAfter(before: Lease | undefined, { descriptor }: SensedDevice, isWithheld: boolean, now: Now): Lease | undefined {
  if (descriptor.kind !== 'heater') return undefined;
  if (before && before.boot !== now.boot) return leaseFor(now, WARM_AGAIN);
  if (before && isWarming(before, now)) return before;
  if (!isWithheld) return undefined;
  return before && left(before, now) > 0 ? before : leaseFor(now, LONGEST_OFF + WARM_AGAIN);
}
