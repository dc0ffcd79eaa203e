import type { Aim } from '#domain/plan/aim.ts';
import { at } from '#domain/plan/at.ts';
import { contentGain, storeCeiling, storePower, type Store } from '#domain/plan/respond.ts';
import { heatOf } from '#domain/plan/heat.ts';
import { presentShare } from '#domain/plan/presence.ts';
import { isDrawnFrom } from '#domain/plan/reach.ts';
import type { PlanDevice } from '#domain/plan/problem.ts';
import type { Scene } from '#domain/plan/scene.ts';
import { lengthOf } from '#domain/time/instant.ts';
import { MWH_PER_KWH, WATT_MS_PER_MWH } from '#domain/units/energy.ts';

/** What a slot can put into a store, and what that costs. */
interface Offer {
  /** mWh of content. */
  readonly gain: number;
  /** Micro per kWh of content. */
  readonly price: number;
}

/** mWh that a store should hold at the end of each slot, by its wishes. */
function floorsOf({ aims, problem: { slots } }: Scene, index: number): Float64Array {
  const floors = new Float64Array(slots.length);
  const raise = (slot: number, level: number): void => void (floors[slot] = Math.max(floors[slot] ?? 0, level));
  const own = aims.filter((aim): aim is Extract<Aim, { kind: 'reserve' | 'storedBy' }> => aim.device === index && (aim.kind === 'reserve' || aim.kind === 'storedBy'));
  for (const aim of own) {
    if (aim.kind === 'storedBy') raise(slots.findIndex(({ start, end }) => start < aim.by && aim.by <= end), aim.level);
    else slots.forEach((_, slot) => raise(slot, aim.floors ? at(aim.floors, slot) : aim.level));
  }
  return floors;
}

/** What a kWh at some power costs in a slot: surplus is worth what exporting it would earn. */
function priceAt({ problem, weighed }: Scene, slot: number, power: number): number {
  const free = Math.min(power, Math.max(0, -at(problem.inflexible, slot)));
  return power === 0 ? 0 : (free * at(weighed.exportPrice, slot) + (power - free) * at(weighed.importPrice, slot)) / power;
}

/** A store that charges itself. @param power W. */
function ownOffers(scene: Scene, device: PlanDevice, store: Store, power: number): readonly Offer[] {
  return scene.problem.slots.map((slot, index) => {
    const ms = lengthOf(slot) * presentShare(device, slot);
    const cop = device.cop?.[index] ?? 1;
    const possible = storePower({ ...store, capacity: Infinity }, 0, power, Math.max(1, ms), cop);
    const gain = contentGain({ ...store, loss: undefined, lossShare: undefined }, 0, possible, ms, cop);
    return { gain, price: gain > 0 ? (priceAt(scene, index, possible) * possible * ms) / WATT_MS_PER_MWH / gain : Infinity };
  });
}

/** A device that heats a store. @param mode number of the mode it heats with. */
function heatOffers(scene: Scene, { primitive, cop }: PlanDevice, mode: number): readonly Offer[] {
  if (primitive.kind !== 'modes') return [];
  const power = at(primitive.powers, mode);
  const fuel = ((primitive.burns?.[mode] ?? 0) * (primitive.fuelPrice ?? 0)) / MWH_PER_KWH;
  return scene.problem.slots.map((slot, index) => {
    const heat = heatOf(primitive, mode) * (cop?.[index] ?? 1);
    const cost = (power * priceAt(scene, index, Math.abs(power))) / MWH_PER_KWH + fuel;
    return { gain: (heat * lengthOf(slot)) / WATT_MS_PER_MWH, price: heat > 0 ? (cost / heat) * MWH_PER_KWH : Infinity };
  });
}

/** The cheapest slot up to one in which the store is still free to take and has room until then. */
function cheapest(offers: readonly Offer[], chosen: readonly number[], levels: Float64Array, until: number, ceiling: number): number {
  let best = -1;
  let peak = -Infinity;
  for (let slot = until; slot >= 0; slot--) {
    peak = Math.max(peak, levels[slot] ?? 0);
    const offer = offers[slot];
    if (!offer || (chosen[slot] ?? 0) > 0 || offer.gain <= 0 || (slot < until && peak >= ceiling)) continue;
    if (best < 0 || offer.price <= (offers[best]?.price ?? Infinity)) best = slot;
  }
  return best;
}

/** Content at each slot's end if nothing is put in; below nothing where more is drawn than there is. */
function untouched({ problem }: Scene, { demand }: PlanDevice, store: Store, stored: number): Float64Array {
  const drained = isDrawnFrom(store, demand);
  let level = stored;
  return Float64Array.from(problem.slots, (slot, index) => {
    const ms = lengthOf(slot);
    const lost = contentGain(drained ? store : { ...store, loss: undefined }, Math.max(0, level), 0, ms, 1);
    return (level += lost - ((demand?.[index] ?? 0) * ms) / WATT_MS_PER_MWH);
  });
}

/** @returns the share of each slot's offer that is taken: the last of a need may want only part of it. */
function fill(scene: Scene, index: number, store: Store, offers: readonly Offer[]): readonly number[] {
  const device = at(scene.problem.devices, index);
  const floors = floorsOf(scene, index);
  const levels = untouched(scene, device, store, device.stored ?? 0);
  const chosen = offers.map(() => 0);
  for (let slot = 0; slot < levels.length; slot++) {
    while ((levels[slot] ?? 0) < (floors[slot] ?? 0) - 1) {
      const best = cheapest(offers, chosen, levels, slot, storeCeiling(store));
      if (best < 0) break;
      const gain = offers[best]?.gain ?? 0;
      const share = Math.min(1, ((floors[slot] ?? 0) - (levels[slot] ?? 0)) / gain);
      chosen[best] = share;
      for (let later = best; later < levels.length; later++) levels[later] = (levels[later] ?? 0) + gain * share;
    }
  }
  return chosen;
}

/** The powers in W worth trying to charge with: full, and the least step. */
const powersOf = ({ charges, maxCharge }: Store): readonly number[] => [...new Set([maxCharge, charges?.[0]?.min ?? maxCharge])].filter((power) => power > 0);

export interface Fill {
  /** W while it is put in. */
  readonly power: number;
  /** Share of it that each slot wants. */
  readonly shares: readonly number[];
}

/** Just enough for every wish and all that is drawn, in the cheapest slots before it is needed; one answer a power. */
export function cheapestFills(scene: Scene, index: number): readonly Fill[] {
  const { devices } = scene.problem;
  const device = at(devices, index);
  const { primitive } = device;
  if (primitive.kind === 'store') return powersOf(primitive).map((power) => ({ power, shares: fill(scene, index, primitive, ownOffers(scene, device, primitive, power)) }));
  const fed = devices.findIndex(({ id }) => id === device.feeds);
  const store = devices[fed]?.primitive;
  if (primitive.kind !== 'modes' || store?.kind !== 'store') return [];
  return primitive.powers.flatMap((power, mode) => (power === 0 ? [] : [{ power, shares: fill(scene, fed, store, heatOffers(scene, device, mode)) }]));
}
