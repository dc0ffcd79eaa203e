import { HALF_HOUR } from '#domain/forecast/habit.ts';
import type { Act } from '#domain/plan/act.ts';
import { slotPrices } from '#domain/plan/prices.ts';
import { uniformSlots } from '#domain/plan/slots.ts';
import type { Tariff } from '#domain/tariff/tariff.ts';
import { floorTo, lengthOf, type Instant, type Interval } from '#domain/time/instant.ts';
import { WATT_MS_PER_MWH } from '#domain/units/energy.ts';
import { watts, ZERO_POWER } from '#domain/units/power.ts';
import type { Present } from './setup.ts';

/** What a run decides by, at a moment. */
export interface Moment {
  readonly now: Instant;
  readonly present: readonly Present[];
  /** W that each device had last. */
  readonly powers: ReadonlyMap<string, number>;
  /** In force until now. */
  readonly acts: readonly Act[];
}

/** Makes the acts that are in force from a moment on. */
export type Choose = (moment: Moment) => readonly Act[];

/** The devices' own defaults. */
export const chooseNothing: Choose = () => [];

/** The half-hours until a car leaves, the running one from now on. */
function halfHours(now: Instant, until: Instant): readonly Interval[] {
  return uniformSlots(floorTo(now, HALF_HOUR), until, HALF_HOUR).map(({ start, end }) => ({ start: Math.max(start, now) as Instant, end: Math.min(end, until) as Instant }));
}

const hold = (device: string, interval: Interval, power: number): Act => ({ device, interval, policy: { kind: 'hold', power: watts(power) } });

/** Full power in the cheapest half-hours before it leaves, in as many as are needed; off in all others. */
function cheapest({ id, store, stored, session }: Present, now: Instant, tariff: Tariff): readonly Act[] {
  if (!session) return [];
  const slots = halfHours(now, session.end);
  const prices = slots.length === 0 ? undefined : slotPrices(tariff, slots);
  if (!prices) return [];
  let missing = store.capacity - stored;
  const order = slots.map((slot, index) => ({ slot, price: prices.importPrice[index] ?? 0 })).sort((a, b) => a.price - b.price || a.slot.start - b.slot.start);
  return order.map(({ slot }) => {
    const power = missing > 0 ? store.maxCharge : ZERO_POWER;
    missing -= (power * lengthOf(slot)) / WATT_MS_PER_MWH;
    return hold(id, slot, power);
  });
}

/** The cheapest half-hours for a car, by the prices that are known; a battery keeps the grid at zero. */
export const chooseSimply =
  (tariffAt: (now: Instant) => Tariff): Choose =>
  ({ now, present }) =>
    present.flatMap((device) => cheapest(device, now, tariffAt(now)));
