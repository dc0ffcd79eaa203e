import type { Primitive, StorePrimitive } from '#domain/device/primitive.ts';
import { neutralPolicy } from '#domain/plan/neutral.ts';
import type { PlanDevice, PlanProblem } from '#domain/plan/problem.ts';
import { after, HOUR, MINUTE, type Instant, type Interval, type Milliseconds } from '#domain/time/instant.ts';
import { watts } from '#domain/units/power.ts';
import { daily, hourOf, nextAt } from './largeDays.ts';

const KWH = 1_000_000;
const CENT = 10_000;

/** A store that is 95 % one way and gives nothing unless said. */
const store = (kilowattHours: number, rating: number, more: Partial<StorePrimitive> = {}): StorePrimitive => ({
  kind: 'store', capacity: kilowattHours * KWH, maxCharge: watts(rating), maxDischarge: watts(0), chargeEfficiency: 0.95, dischargeEfficiency: 0.95, wear: 0, ...more,
});

const BATTERY = store(10, 5_000, { maxDischarge: watts(5_000), wear: 2 * CENT });
const CAR = store(50, 7_400, { charges: [{ min: watts(1_400), max: watts(7_400) }] });
const GIVING_CAR = store(60, 11_000, {
  maxDischarge: watts(7_000), wear: 3 * CENT, charges: [{ min: watts(4_140), max: watts(11_000) }], discharges: [{ min: watts(1_400), max: watts(7_000) }],
});
const TANK = store(12, 2_000, { chargeEfficiency: 1, charges: [{ min: watts(2_000), max: watts(2_000) }], loss: watts(60) });
/** The house as a store of warmth: kWh between too cold and too warm. */
const ROOMS = store(14, 0, { chargeEfficiency: 1 });
const HEAT_PUMP: Primitive = { kind: 'modes', powers: [0, 700, 1_600, 2_600], minRun: (15 * MINUTE) as Milliseconds, startCost: CENT };

const bathWatts = (hour: number): number => (hour >= 6.5 && hour < 8 ? 2_400 : hour >= 19 && hour < 21 ? 1_600 : 80);
const lostWatts = (hour: number): number => Math.round(3_200 - 900 * Math.sin(((hour - 9) / 12) * Math.PI));
const cop = (hour: number): number => 3.2 + 0.7 * Math.sin(((hour - 9) / 12) * Math.PI);

type Rest = Pick<Partial<PlanDevice>, 'present' | 'demand' | 'cop' | 'feeds'>;

const device = (id: string, primitive: Primitive, stored: number | null, rest: Rest = {}): PlanDevice => ({
  id, primitive, stored: stored === null ? null : Math.round(stored), runningSince: null, neutral: neutralPolicy(primitive) ?? { kind: 'hold', power: watts(0) }, ...rest,
});

/** Battery, two cars that are away by day, a tank, the rooms and their heat pump, holding what chance gave them. */
export function stores(slots: readonly Interval[], next: () => number): readonly PlanDevice[] {
  const each = (of: (hour: number) => number): readonly number[] => slots.map(({ start }) => of(hourOf(start)));
  return [
    device('battery', BATTERY, (1 + 5 * next()) * KWH),
    device('car', CAR, (12 + 10 * next()) * KWH, { present: daily(17, 7.5) }),
    device('giving-car', GIVING_CAR, (25 + 15 * next()) * KWH, { present: daily(18.5, 8) }),
    device('tank', TANK, (4 + 6 * next()) * KWH, { demand: each(bathWatts) }),
    device('rooms', ROOMS, (5 + 6 * next()) * KWH, { demand: each(lostWatts) }),
    device('heat-pump', HEAT_PUMP, null, { feeds: 'rooms', cop: each(cop) }),
  ];
}

/** Time that the cars have at least. */
const LEAD = 6 * HOUR;

/** Both cars ready at the first morning, some left in the battery, rooms and tank never cold. */
export const storeWishes = (begin: Instant): PlanProblem['wishes'] => [
  { kind: 'storedBy', id: 'car-ready', device: 'car', rank: 2, by: nextAt(after(begin, LEAD), 7.5), share: 0.8 },
  { kind: 'storedBy', id: 'giving-car-ready', device: 'giving-car', rank: 2, by: nextAt(after(begin, LEAD), 8), share: 0.7 },
  { kind: 'reserve', id: 'battery-left', device: 'battery', rank: 1, share: 0.1 },
  { kind: 'comfort', id: 'warm', device: 'rooms', rank: 3, share: 0.3, times: daily(6, 22) },
];
