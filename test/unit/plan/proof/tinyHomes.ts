import fc from 'fast-check';
import type { PlanDevice, PlanProblem } from '#domain/plan/problem.ts';
import { uniformSlots } from '#domain/plan/slots.ts';
import { instant, MINUTE, type Milliseconds } from '#domain/time/instant.ts';
import { watts } from '#domain/units/power.ts';
import { CENT, HOLD_NOTHING, KWH, MIDNIGHT } from '../../../fixtures/plan/problems.ts';

/** Four half-hours: all of them are decided by whole numbers. 2 kW for one of them is 1 kWh. */
export const SLOTS = 4;
const HALF_HOUR = 30 * MINUTE;
const STEP_W = 2_000;
export const slotEnd = (slot: number): ReturnType<typeof instant> => instant(MIDNIGHT + (slot + 1) * HALF_HOUR);

/** A home small enough to try everything; energy in whole kWh a half-hour, so that no best plan lies between what is tried. */
export interface TinyHome {
  /** Cents per kWh. */
  readonly importPrice: readonly number[];
  readonly exportPrice: readonly number[];
  readonly endValue: number;
  /** kWh a slot. */
  readonly load: readonly number[];
  /** kWh a slot that may be bought; null = any. */
  readonly limit: readonly (number | null)[];
  readonly battery: { readonly capacity: number; readonly stored: number; readonly gives: boolean; readonly reserve: number | null; readonly full: { readonly slot: number; readonly level: number } | null } | null;
  /** A car that charges with 2 or with 3 kWh a slot or not at all. */
  readonly car: { readonly stored: number; readonly by: number; readonly level: number } | null;
  /** kWh of each slot of its run, and the last slot that it may end with. */
  readonly washer: { readonly run: readonly number[]; readonly by: number } | null;
  /** The rank of each wish: reserve, battery full, car, washer. */
  readonly ranks: readonly number[];
}

const each = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(one, { minLength: SLOTS, maxLength: SLOTS });
const slot = fc.nat(SLOTS - 1);

export const tinyHome: fc.Arbitrary<TinyHome> = fc
  .record({
    importPrice: each(fc.integer({ min: -5, max: 60 })),
    sold: each(fc.integer({ min: 0, max: 30 })),
    endValue: fc.integer({ min: 0, max: 25 }),
    load: each(fc.integer({ min: -2, max: 3 })),
    room: each(fc.option(fc.nat(4), { freq: 3 })),
    battery: fc.option(fc.record({ capacity: fc.integer({ min: 1, max: 4 }), stored: fc.nat(4), gives: fc.boolean(), reserve: fc.option(fc.nat(2)), full: fc.option(fc.record({ slot, level: fc.integer({ min: 1, max: 4 }) })) }), { freq: 6 }),
    car: fc.option(fc.record({ stored: fc.nat(3), by: slot, level: fc.integer({ min: 3, max: 9 }) }), { freq: 2 }),
    washer: fc.option(fc.record({ run: fc.array(fc.integer({ min: 1, max: 2 }), { minLength: 1, maxLength: 2 }), by: slot }), { freq: 3 }),
    ranks: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 4, maxLength: 4 }),
  })
  .map(({ sold, room, ...home }) => ({
    ...home,
    exportPrice: home.importPrice.map((price, index) => Math.min(price, sold[index] ?? 0)),
    limit: room.map((more, index) => (more === null ? null : Math.max(0, home.load[index] ?? 0) + more)),
    battery: home.battery && { ...home.battery, stored: Math.min(home.battery.stored, home.battery.capacity) },
  }));

const device = (id: string, primitive: PlanDevice['primitive'], stored: number | null): PlanDevice => ({ id, primitive, stored: stored === null ? null : stored * KWH, runningSince: null, neutral: HOLD_NOTHING });
const store = { kind: 'store', chargeEfficiency: 1, dischargeEfficiency: 1, wear: 0 } as const;
export const CAR_CAPACITY = 12;

function devicesOf({ battery, car, washer }: TinyHome): readonly PlanDevice[] {
  return [
    ...(battery ? [device('battery', { ...store, capacity: battery.capacity * KWH, maxCharge: watts(2 * STEP_W), maxDischarge: watts(battery.gives ? 2 * STEP_W : 0) }, battery.stored)] : []),
    ...(car ? [device('car', { ...store, capacity: CAR_CAPACITY * KWH, maxCharge: watts(3 * STEP_W), maxDischarge: watts(0), charges: [{ min: watts(2 * STEP_W), max: watts(2 * STEP_W) }, { min: watts(3 * STEP_W), max: watts(3 * STEP_W) }] }, car.stored)] : []),
    ...(washer ? [device('washer', { kind: 'profile', powers: washer.run.map((energy) => energy * STEP_W), step: HALF_HOUR as Milliseconds }, null)] : []),
  ];
}

function wishesOf({ battery, car, washer, ranks }: TinyHome): PlanProblem['wishes'] {
  const rank = (index: number): number => ranks[index] ?? 1;
  return [
    ...(battery?.reserve != null ? [{ kind: 'reserve' as const, id: 'reserve', device: 'battery', rank: rank(0), share: Math.min(battery.reserve, battery.stored) / battery.capacity }] : []),
    ...(battery?.full ? [{ kind: 'storedBy' as const, id: 'full', device: 'battery', rank: rank(1), by: slotEnd(battery.full.slot), share: Math.min(battery.full.level, battery.capacity) / battery.capacity }] : []),
    ...(car ? [{ kind: 'storedBy' as const, id: 'ready', device: 'car', rank: rank(2), by: slotEnd(car.by), share: car.level / CAR_CAPACITY }] : []),
    ...(washer ? [{ kind: 'readyBy' as const, id: 'washed', device: 'washer', rank: rank(3), from: MIDNIGHT, by: slotEnd(washer.by) }] : []),
  ];
}

export function problemOf(home: TinyHome): PlanProblem {
  const slots = uniformSlots(MIDNIGHT, slotEnd(SLOTS - 1), HALF_HOUR);
  return {
    version: 1,
    revision: 1,
    issued: MIDNIGHT,
    slots,
    importPrice: home.importPrice.map((cents) => cents * CENT),
    exportPrice: home.exportPrice.map((cents) => cents * CENT),
    priceKnown: slots.map(() => true),
    inflexible: home.load.map((energy) => energy * STEP_W),
    spread: slots.map(() => 0),
    devices: devicesOf(home),
    wishes: wishesOf(home),
    limits: [{ direction: 'import', w: home.limit.map((energy) => (energy === null ? null : energy * STEP_W)) }],
    endValue: home.endValue * CENT,
    running: null,
  };
}
