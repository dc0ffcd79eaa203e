import fc from 'fast-check';
import type { PlanDevice, PlanProblem } from '#domain/plan/problem.ts';
import { HOUR, instant, MINUTE, type Milliseconds } from '#domain/time/instant.ts';
import { watts } from '#domain/units/power.ts';
import { appliance, modes, roof, store } from '../../../fixtures/plan/devices.ts';
import { CENT, HOLD_NOTHING, hourly, hoursLater, KWH, MIDNIGHT } from '../../../fixtures/plan/problems.ts';

/** Half-hours of a horizon: some are decided by whole numbers, the rest by duty cycles. */
const SLOTS = 12;
const HALF_HOUR = (30 * MINUTE) as Milliseconds;

const each = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(one, { minLength: SLOTS, maxLength: SLOTS });
const share = fc.double({ min: 0, max: 1, noNaN: true });
const rank = fc.integer({ min: 1, max: 3 });
/** The end of a half-hour. */
const moment = fc.integer({ min: 1, max: SLOTS }).map((slot) => hoursLater(slot / 2));

/** A device with what is wished of it. */
interface Wished {
  readonly devices: readonly PlanDevice[];
  readonly wishes: PlanProblem['wishes'];
}

const NONE: Wished = { devices: [], wishes: [] };
const perhaps = (one: fc.Arbitrary<Wished>): fc.Arbitrary<Wished> => fc.option(one, { nil: NONE, freq: 2 });

const battery = fc
  .record({ capacity: fc.integer({ min: 2, max: 15 }), power: fc.integer({ min: 1, max: 5 }), filled: share, efficiency: fc.constantFrom(0.9, 0.95, 1), reserve: share, rank, follows: fc.boolean() })
  .map(({ capacity, power, filled, efficiency, reserve, rank: own, follows }): Wished => {
    const most = watts(power * 1_000);
    const neutral: PlanDevice['neutral'] = follows ? { kind: 'follow', min: watts(-most), max: most, grid: watts(0) } : HOLD_NOTHING;
    return {
      devices: [store('battery', Math.round(capacity * filled), { capacity: capacity * KWH, maxCharge: most, maxDischarge: most, chargeEfficiency: efficiency, dischargeEfficiency: efficiency }, { neutral })],
      wishes: [{ kind: 'reserve', id: 'reserve', device: 'battery', rank: own, share: reserve / 2 }],
    };
  });

const car = fc
  .record({ stored: fc.integer({ min: 2, max: 30 }), wanted: share, by: moment, rank, leaves: fc.integer({ min: 1, max: SLOTS }), phases: fc.boolean() })
  .map(({ stored, wanted, by, rank: own, leaves, phases }): Wished => {
    const charges = phases ? [{ min: watts(1_380), max: watts(3_680) }, { min: watts(4_140), max: watts(11_040) }] : [{ min: watts(1_400), max: watts(7_400) }];
    const primitive = { capacity: 40 * KWH, maxCharge: charges.at(-1)?.max ?? watts(0), charges };
    return { devices: [store('car', stored, primitive, { present: [{ start: MIDNIGHT, end: hoursLater(leaves / 2) }] })], wishes: [{ kind: 'storedBy', id: 'ready', device: 'car', rank: own, by, share: wanted }] };
  });

const heat = fc
  .record({ stored: fc.integer({ min: 0, max: 4 }), demand: each(fc.integer({ min: 0, max: 2_000 })), cop: each(fc.constantFrom(2, 3, 4)), heating: fc.boolean() })
  .map(({ stored, demand, cop, heating }): Wished => {
    const pump = modes('pump', { powers: [0, 500, 1_000] }, { feeds: 'tank', cop, neutral: { kind: 'hold', power: watts(1_000) } });
    const tank = store('tank', stored, { capacity: 5 * KWH, maxCharge: watts(heating ? 0 : 2_000), ...(!heating && { charges: [{ min: watts(2_000), max: watts(2_000) }] }) }, { demand });
    return { devices: heating ? [tank, pump] : [tank], wishes: [] };
  });

const washing = fc
  .record({ powers: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 4 }), by: moment, rank, pausable: fc.boolean(), dries: fc.boolean() })
  .map(({ powers, by, rank: own, pausable, dries }): Wished => {
    const wish = (device: string): PlanProblem['wishes'][number] => ({ kind: 'readyBy', id: device, device, rank: own, from: MIDNIGHT, by });
    const washer = appliance('washer', powers, { step: HALF_HOUR, pausable });
    if (!dries) return { devices: [washer], wishes: [wish('washer')] };
    return { devices: [washer, appliance('dryer', [2, 1], { step: HALF_HOUR }, { after: 'washer' })], wishes: [wish('washer'), wish('dryer')] };
  });

const sun = each(fc.integer({ min: 0, max: 4 })).map((kilowatts): Wished => ({ devices: [roof(kilowatts)], wishes: [] }));

/** A home of any devices, wishes of three ranks that may not all be kept, limits, and prices of any sign. */
export const randomHome: fc.Arbitrary<PlanProblem> = fc
  .record({
    parts: fc.tuple(perhaps(battery), perhaps(car), perhaps(heat), perhaps(washing), perhaps(sun)),
    bought: each(fc.integer({ min: -5, max: 60 })),
    less: each(fc.integer({ min: 0, max: 40 })),
    load: each(fc.integer({ min: -2_000, max: 4_000 })),
    limit: each(fc.option(fc.integer({ min: 0, max: 8_000 }), { freq: 3 })),
    endValue: fc.integer({ min: 0, max: 25 }),
  })
  .map(({ parts, bought, less, load, limit, endValue }) => ({
    ...hourly(bought, load),
    slots: bought.map((_, slot) => ({ start: instant(MIDNIGHT + slot * HALF_HOUR), end: instant(MIDNIGHT + (slot + 1) * HALF_HOUR) })),
    exportPrice: bought.map((price, slot) => (price - (less[slot] ?? 0)) * CENT),
    devices: parts.flatMap(({ devices }) => devices),
    wishes: parts.flatMap(({ wishes }) => wishes),
    limits: [{ direction: 'import' as const, w: limit }],
    endValue: endValue * CENT,
  }));

export const HORIZON = (SLOTS * HALF_HOUR) / HOUR;
