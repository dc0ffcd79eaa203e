import { median } from '../answers/quantile.ts';
import type { DeviceId } from '../device/device.ts';
import type { PlannedDevice } from './event.ts';
import { HOUR, MINUTE, type Instant } from '../time/instant.ts';
import { instantsOf, offsetAt, wallClock } from '../time/zone.ts';
import { MS_PER_DAY } from '../time/civil.ts';

/** A vehicle that is plugged in, and whose level nobody knows. */
export interface Here {
  readonly device: DeviceId;
  /** Home's wall time. */
  readonly since: Instant;
  /** mWh since then; null where the charger does not say. */
  readonly added: number | null;
}

/** One stay that is over. */
export interface Stay {
  /** mWh that the vehicle took. */
  readonly added: number;
  /** Minute of the local day at which it left; null = nobody saw it. */
  readonly left: number | null;
}

export type Stays = Readonly<Record<DeviceId, readonly Stay[]>>;

export interface Seen {
  readonly here: readonly Here[];
  /** The newest last. */
  readonly stays: Stays;
}

/** Two weeks of a car that is plugged in every evening. */
const REMEMBERED = 14;
/** mWh; a stay with less was no charge: somebody stopped it, or the car was full. */
const A_CHARGE = 500_000;
/** Breakfast: when a vehicle is expected to leave of which nothing is known. */
const LEAVES = 7 * 60;
/** What comes sooner after the plug is no departure of this stay. */
const SHORTEST_STAY = HOUR;

function gone({ here, stays }: Seen, { device, added }: Here, left: number | null): Seen {
  const others = here.filter((one) => one.device !== device);
  if (added === null || added < A_CHARGE) return { here: others, stays };
  return { here: others, stays: { ...stays, [device]: [...(stays[device] ?? []), { added, left }].slice(-REMEMBERED) } };
}

/** Whether it is a charger that tells of its plug and not of the vehicle's level. */
const isBlind = ({ descriptor: { kind, primitive } }: PlannedDevice): boolean => kind === 'car' && primitive.kind === 'envelope';

/** One more word of one charger; the same `Seen` where it says nothing new. */
function heard(seen: Seen, device: PlannedDevice, now: Instant, zone: string): Seen {
  const plugged = isBlind(device) && device.report?.online ? device.report.plugged : undefined;
  if (!plugged) return seen;
  const { id } = device.descriptor;
  const before = seen.here.find((one) => one.device === id);
  if (!plugged.isIn) return before ? gone(seen, before, wallClock(now, zone).minuteOfDay) : seen;
  const { added } = plugged;
  if (before && before.added === added) return seen;
  // It counts anew: one left and another came while nobody looked.
  if (before && added !== null && before.added !== null && added < before.added) return arrived(gone(seen, before, null), { device: id, since: now, added });
  return arrived(seen, { device: id, since: before?.since ?? now, added: added ?? before?.added ?? null });
}

const arrived = ({ here, stays }: Seen, one: Here): Seen => ({ here: [...here.filter(({ device }) => device !== one.device), one], stays });

/** What chargers say of vehicles without a level; the same object where nothing changed. @param zone IANA. */
export const heardOf = (seen: Seen, devices: readonly PlannedDevice[], now: Instant, zone: string): Seen => devices.reduce((so, device) => heard(so, device, now, zone), seen);

/** mWh that a vehicle usually takes; null before it was ever seen to charge. */
export function usualEnergy(stays: readonly Stay[]): number | null {
  const usual = median(stays.map(({ added }) => added));
  return usual === undefined ? null : Math.round(usual);
}

/** When a vehicle that came at `since` usually leaves: at the usual minute of the day, or at breakfast where none is known. */
export function usualDeparture(stays: readonly Stay[], since: Instant, zone: string): Instant {
  const minute = Math.round(median(stays.flatMap(({ left }) => left ?? [])) ?? LEAVES);
  const earliest = since + SHORTEST_STAY;
  const midnight = Math.floor((earliest + offsetAt(earliest as Instant, zone)) / MS_PER_DAY) * MS_PER_DAY;
  const shown = [0, 1, 2].flatMap((days) => instantsOf(midnight + days * MS_PER_DAY + minute * MINUTE, zone));
  return shown.find((at) => at >= earliest) ?? ((earliest + MS_PER_DAY) as Instant);
}
