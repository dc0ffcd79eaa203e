import type { PriceSlot, Problem } from '#wire/message/bodies.ts';

type Planned = Problem['devices'][number];

const HOUR = 3_600_000;

/** W that a device takes when it is turned on as far as it goes, and the most mWh it can still take; null = nothing says so. */
export function boostPower({ primitive, stored }: Planned): { readonly power: number; readonly room: number } | null {
  switch (primitive.kind) {
    case 'store':
      return { power: primitive.maxCharge, room: stored === null ? Infinity : Math.max(0, primitive.capacity - stored) / primitive.chargeEfficiency };
    case 'envelope':
      return { power: primitive.max, room: Infinity };
    case 'modes':
      return { power: Math.max(0, ...primitive.powers), room: Infinity };
    case 'profile':
      return { power: Math.max(0, ...primitive.powers), room: primitive.powers.reduce((sum, watts) => sum + (watts * primitive.step * 1_000) / HOUR, 0) };
    case 'inflexible':
      return null;
  }
}

/**
 * Micro that turning a device on costs at most, were all of it bought. Null where a price or the device's power is not known.
 * @param slots in order of time. @param from, until ms UTC.
 */
export function boostCost(device: Planned, slots: readonly PriceSlot[], from: number, until: number): number | null {
  const boost = boostPower(device);
  if (!boost) return null;
  let at = from;
  let room = boost.room;
  let cost = 0;
  for (const slot of slots) {
    if (slot.end <= at || slot.start >= until) continue;
    if (slot.start > at) return null;
    const energy = Math.min(room, (boost.power * 1_000 * (Math.min(slot.end, until) - at)) / HOUR);
    cost += (energy / 1_000_000) * slot.importPrice;
    room -= energy;
    at = Math.min(slot.end, until);
  }
  return at < until && room > 0 ? null : Math.round(cost);
}
