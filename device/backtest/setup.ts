import type { DeviceDescriptor, DeviceId } from '#domain/device/device.ts';
import type { Primitive } from '#domain/device/primitive.ts';
import type { Limit } from '#domain/limit/limit.ts';
import type { PlanDevice } from '#domain/plan/problem.ts';
import type { PlannedDevice } from '#domain/plan/event.ts';
import { neutralPolicy } from '#domain/plan/neutral.ts';
import type { Store } from '#domain/plan/respond.ts';
import { contains, ms, type Instant, type Interval } from '#domain/time/instant.ts';
import { watts, ZERO_POWER, type Watts } from '#domain/units/power.ts';
import type { Wish } from '#domain/wish/wish.ts';

/** One time at the charger: what the car is to have taken when it leaves. */
export interface Session extends Interval {
  /** mWh at the car's plug; at most what its power allows in the time. */
  readonly energy: number;
}

export interface Battery {
  readonly id: DeviceId;
  readonly store: Store;
  /** mWh at the start of the backtest. */
  readonly stored: number;
}

/** A car that says when it leaves and how much it wants when it is plugged in, and no level. */
export interface Car {
  readonly id: DeviceId;
  readonly maxCharge: Watts;
  /** Ascending, no two overlap. */
  readonly sessions: readonly Session[];
}

/** The devices of a backtest. */
export interface Setup {
  readonly batteries: readonly Battery[];
  readonly cars: readonly Car[];
  readonly limits: readonly Limit[];
  /** The recorded generation is multiplied by this. */
  readonly generationTimes: number;
}

/** What a device is at an instant, and what it holds. */
export interface Present {
  readonly id: DeviceId;
  readonly kind: 'battery' | 'car';
  readonly store: Store;
  readonly stored: number;
  /** Of a car. */
  readonly session: Session | null;
}

/** mWh in each battery, and taken so far by each car that is plugged in. */
export type Content = ReadonlyMap<DeviceId, number>;

/** What is taken at the plug is what counts: a car's losses are behind it. */
const carStore = ({ maxCharge }: Car, { energy }: Session): Store => ({
  kind: 'store', capacity: energy, maxCharge, maxDischarge: ZERO_POWER, chargeEfficiency: 1, dischargeEfficiency: 1, wear: 0,
});

const sessionAt = ({ sessions }: Car, at: Instant): Session | undefined => sessions.find((session) => contains(session, at));

/** The devices that are there at an instant. */
export function presentAt({ batteries, cars }: Setup, at: Instant, content: Content): readonly Present[] {
  const atHome = cars.flatMap((car): Present[] => {
    const session = sessionAt(car, at);
    if (!session) return [];
    return [{ id: car.id, kind: 'car', store: carStore(car, session), stored: session.start === at ? 0 : (content.get(car.id) ?? 0), session }];
  });
  return [...batteries.map(({ id, store, stored }): Present => ({ id, kind: 'battery', store, stored: content.get(id) ?? stored, session: null })), ...atHome];
}

/** A battery keeps the grid at zero; a car that nobody plans charges at once. */
export function planDevice({ id, kind, store, stored }: Present): PlanDevice {
  const neutral = kind === 'car' ? ({ kind: 'hold', power: store.maxCharge } as const) : neutralPolicy(store);
  return { id, primitive: store, stored, runningSince: null, neutral: neutral ?? { kind: 'hold', power: ZERO_POWER } };
}

const descriptorOf = (id: DeviceId, kind: Present['kind'], primitive: Primitive, rating: Watts): DeviceDescriptor => ({
  id, name: id, kind, simulated: true, rating, minimum: ZERO_POWER, fallback: { kind: 'none' }, primitive,
});

/** As control would tell it. @param power W that it had last. */
export const plannedDevice = ({ id, kind, store, stored }: Present, power: number): PlannedDevice => ({
  descriptor: descriptorOf(id, kind, store, store.maxCharge),
  report: { id, heardAt: ms(0), online: true, power: watts(power), setpoint: null, stored },
});

/** A car wants to be done when it leaves: told when it is plugged in. */
export const wishesOf = (present: readonly Present[]): readonly Wish[] =>
  present.flatMap(({ id, session }) => (session ? [{ kind: 'storedBy', id: `${id}-${session.start}`, device: id, rank: 1, by: session.end, share: 1 }] : []));

/** mWh in all batteries. */
export const heldIn = ({ batteries }: Setup, content: Content): number => batteries.reduce((sum, { id, stored }) => sum + (content.get(id) ?? stored), 0);
