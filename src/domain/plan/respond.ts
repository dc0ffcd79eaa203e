import type { Primitive } from '../device/device.ts';
import { WATT_MS_PER_MWH } from '../units/energy.ts';
import type { Policy } from './act.ts';

export type Store = Extract<Primitive, { kind: 'store' }>;

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

/** What a store can do of a request over a time: its ratings, and what it holds (mWh) or has room for. */
export function storePower(store: Store, stored: number, asked: number, ms: number): number {
  const room = ((store.capacity - stored) * WATT_MS_PER_MWH) / (store.chargeEfficiency * ms);
  const content = (stored * store.dischargeEfficiency * WATT_MS_PER_MWH) / ms;
  return clamp(clamp(asked, -store.maxDischarge, store.maxCharge), -Math.max(0, content), Math.max(0, room));
}

/** mWh in a store after a power in W at its terminals over a time. */
export function storedAfter(store: Store, stored: number, power: number, ms: number): number {
  const gain = power > 0 ? power * store.chargeEfficiency : power / store.dischargeEfficiency;
  return clamp(stored + (gain * ms) / WATT_MS_PER_MWH, 0, store.capacity);
}

/** The highest of some powers that is not above what is asked; the lowest where all are. */
export function nearestMode(powers: readonly number[], asked: number): number {
  const lowest = Math.min(...powers);
  return powers.reduce((best, power) => (power <= asked && power > best ? power : best), lowest);
}
