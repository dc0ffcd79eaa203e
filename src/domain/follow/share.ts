import type { DeviceDescriptor, DeviceId } from '../device/device.ts';

/** A device and the W of a call's power that it could have a part in. */
export interface Part {
  readonly device: DeviceDescriptor;
  readonly part: number;
}

/** Smallest W other than none that a device runs at. */
function leastOf({ primitive, minimum }: DeviceDescriptor): number {
  if (primitive.kind === 'profile') return Math.max(0, ...primitive.powers);
  const modes = primitive.kind === 'modes' ? primitive.powers.filter((power) => power > 0) : [];
  return Math.max(minimum, modes.length > 0 ? Math.min(...modes) : 0);
}

/**
 * A call's power in W over its devices, in proportion to what each could have. Under a ceiling a device whose share is
 * too small to run at is left out, the last named first, and the others share anew: the largest feasible for some
 * rather than off for all.
 */
export function shareOut(power: number, parts: readonly Part[], ceiling: boolean): ReadonlyMap<DeviceId, number> {
  const total = parts.reduce((sum, { part }) => sum + part, 0);
  const shareOf = ({ part }: Part): number => (total <= power ? part : (power * part) / total);
  const short = ceiling ? parts.findLastIndex((one) => one.part > 0 && shareOf(one) < Math.min(one.part, leastOf(one.device))) : -1;
  if (short >= 0) return shareOut(power, parts.filter((_, index) => index !== short), ceiling);
  return new Map(parts.map((one) => [one.device.id, shareOf(one)]));
}
