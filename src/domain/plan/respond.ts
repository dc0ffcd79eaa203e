import type { StorePrimitive } from '../device/primitive.ts';
import { HOUR } from '../time/instant.ts';
import { WATT_MS_PER_MWH } from '../units/energy.ts';
import type { Policy } from './act.ts';
import { chargeFor, dischargeFor, gainOf, runnable } from './curve.ts';

export type Store = StorePrimitive;

const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);

/**
 * The power in W that a policy asks of a device.
 * @param others W at the grid without this device, + = import. A `run` asks nothing here: its profile is played.
 */
export function requested(policy: Policy, others: number): number {
  switch (policy.kind) {
    case 'hold':
      return policy.power;
    case 'follow':
      return clamp(policy.grid - others, policy.min, policy.max);
    case 'atLeast':
      return clamp(-others, policy.power, policy.max);
    case 'run':
      return 0;
  }
}

/** mWh below which no plan takes anything out, what the grid operator may call included. */
export const storeFloor = ({ capacity, window, reserved = 0 }: Store): number => capacity * ((window?.least ?? 0) + reserved);

/** mWh above which no plan puts anything in. */
export const storeCeiling = ({ capacity, window }: Store): number => capacity * (window?.most ?? 1);

/** A request as the device's own steps allow it. */
function offered(store: Store, asked: number): number {
  const within = clamp(asked, -store.maxDischarge, store.maxCharge);
  if (within > 0) return store.charges ? runnable(store.charges, within) : within;
  return store.discharges ? -runnable(store.discharges, -within) : within;
}

/**
 * What a store can do of a request over a time: its ratings and steps, and what it holds (mWh) or has room for. The last
 * of the room is taken at less than the least power: by then the store itself holds back.
 * @param cop content gained per W of charging, besides the store's own efficiency.
 */
export function storePower(store: Store, stored: number, asked: number, ms: number, cop = 1): number {
  const power = offered(store, asked);
  if (power > 0) return Math.min(power, Math.max(0, chargeFor(store, ((storeCeiling(store) - stored) * WATT_MS_PER_MWH) / ms, cop)));
  return Math.max(power, -Math.max(0, dischargeFor(store, ((stored - storeFloor(store)) * WATT_MS_PER_MWH) / ms)));
}

/** mWh in a store after a power in W at its terminals over a time, what it loses standing taken off. */
export const storedAfter = (store: Store, stored: number, power: number, ms: number, cop = 1): number => clamp(stored + contentGain(store, stored, power, ms, cop), 0, store.capacity);

/** mWh that a content gains by a power over a time, less what it loses standing; negative where it falls. */
export const contentGain = (store: Store, stored: number, power: number, ms: number, cop: number): number => (gainOf(store, power, cop) * ms) / WATT_MS_PER_MWH - lostBy(store, stored, ms);

/** mWh that a content loses standing over a time. */
const lostBy = ({ loss, lossShare }: Store, stored: number, ms: number): number =>
  (loss === undefined ? 0 : (loss * ms) / WATT_MS_PER_MWH) + (lossShare === undefined ? 0 : stored * (1 - (1 - lossShare) ** (ms / HOUR)));

/** The highest of some powers that is not above what is asked; the lowest where all are. */
export function nearestMode(powers: readonly number[], asked: number): number {
  const lowest = Math.min(...powers);
  return powers.reduce((best, power) => (power <= asked && power > best ? power : best), lowest);
}
