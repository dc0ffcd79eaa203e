import { slotsFor } from '#domain/plan/slots.ts';
import type { PlanProblem } from '#domain/plan/problem.ts';
import { neutralPolicy } from '#domain/plan/neutral.ts';
import type { Primitive } from '#domain/device/primitive.ts';
import { after, HOUR, instant, MINUTE } from '#domain/time/instant.ts';
import { watts } from '#domain/units/power.ts';
import { chance } from './chance.ts';

const START = instant(Date.UTC(2023, 0, 10));
const CENT = 10_000;

const BATTERY: Primitive = { kind: 'store', capacity: 10_000_000, maxCharge: watts(5_000), maxDischarge: watts(5_000), chargeEfficiency: 0.95, dischargeEfficiency: 0.95, wear: 2 * CENT };
const DISHWASHER: Primitive = { kind: 'profile', powers: [2_000, 200, 1_800, 100], step: (30 * MINUTE) as Extract<Primitive, { kind: 'profile' }>['step'] };

const hourOf = (at: number): number => ((at - START) / HOUR) % 24;
const basePrice = (hour: number): number => (hour < 6 ? 12 : hour >= 17 && hour < 20 ? 40 : 25);

/** The frozen problem of the bench: prices by time of use with noise, sun at noon, a battery, a dishwasher wanted by 20:00. */
export function smallHome(seed: number): PlanProblem {
  const next = chance(seed);
  const slots = slotsFor(START);
  const rest = { kind: 'hold', power: watts(0) } as const;
  const device = (id: string, primitive: Primitive, stored: number | null) => ({ id, primitive, stored, runningSince: null, neutral: neutralPolicy(primitive) ?? rest });
  return {
    version: 1,
    revision: seed,
    issued: START,
    slots,
    importPrice: slots.map(({ start }) => Math.round(basePrice(hourOf(start)) * CENT * (0.8 + 0.4 * next()))),
    exportPrice: slots.map(() => 5 * CENT),
    priceKnown: slots.map(() => true),
    inflexible: slots.map(({ start }) => Math.round(300 + 700 * next() - (hourOf(start) > 10 && hourOf(start) < 15 ? 2_500 * next() : 0))),
    spread: slots.map(() => 200),
    devices: [device('battery', BATTERY, 2_000_000), device('dishwasher', DISHWASHER, null)],
    wishes: [
      { kind: 'readyBy', id: 'dishes', device: 'dishwasher', rank: 2, from: START, by: after(START, 20 * HOUR) },
      { kind: 'reserve', id: 'reserve', device: 'battery', rank: 1, share: 0.1 },
    ],
    limits: [],
    endValue: 12 * CENT,
    running: null,
  };
}
