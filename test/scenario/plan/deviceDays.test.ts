import loadHighs from 'highs';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { checkProblem } from '#domain/plan/check.ts';
import type { PlanDevice, PlanProblem } from '#domain/plan/problem.ts';
import { slotsFor, uniformSlots } from '#domain/plan/slots.ts';
import { HOUR, instant, MINUTE, type Instant, type Interval, type Milliseconds } from '#domain/time/instant.ts';
import { watts } from '#domain/units/power.ts';
import { highsSolver } from '#workers/plan/solver/highs.ts';
import type { Solver } from '#workers/plan/solver/solver.ts';
import { DEFAULT_BUDGET, plan } from '#workers/plan/solve.ts';
import { appliance, modes, roof, store } from '../../fixtures/plan/devices.ts';
import { CENT, KWH } from '../../fixtures/plan/problems.ts';

vi.setConfig({ testTimeout: 300_000 });

let solver: Solver;
beforeAll(async () => {
  solver = await highsSolver(loadHighs);
});

/** Tuesday; the home's clock is UTC. */
const DAY = instant(Date.UTC(2023, 0, 10));
const time = (hour: number): Instant => instant(DAY + hour * HOUR);
const hourOf = (at: Instant): number => ((at - DAY) / HOUR) % 24;
const isNight = (hour: number): boolean => hour >= 0.5 && hour < 4.5;
/** 9 c from 00:30 to 04:30, 29 c else. */
const nightPrice = (hour: number): number => (isNight(hour) ? 9 : 29);

/** A day by what an hour of it costs and takes. */
function day(slots: readonly Interval[], price: (hour: number) => number, load: number, devices: readonly PlanDevice[], more: Partial<PlanProblem> = {}): PlanProblem {
  const of = (each: (hour: number) => number): readonly number[] => slots.map(({ start }) => each(hourOf(start)));
  return {
    version: 1, revision: 1, issued: DAY, slots, importPrice: of((hour) => price(hour) * CENT), exportPrice: of(() => 0), priceKnown: slots.map(() => true),
    inflexible: slots.map(() => load), spread: slots.map(() => 0), devices, wishes: [], limits: [], endValue: 0, running: null, ...more,
  };
}
const quarters = uniformSlots(DAY, time(24), 15 * MINUTE);
const perSlot = (slots: readonly Interval[], each: (hour: number) => number): readonly number[] => slots.map(({ start }) => each(hourOf(start)));

/** Cents of the plan and of doing nothing; every wish must be kept. */
function lived(problem: PlanProblem): { readonly planned: number; readonly alone: number } {
  expect(checkProblem(problem)).toBeNull();
  const { cost, nothing, broken } = plan(problem, { solver, author: 'test', clock: () => 0, budget: DEFAULT_BUDGET });
  expect(broken).toEqual([]);
  return { planned: cost / CENT, alone: nothing / CENT };
}
/** Within a share of what was reckoned by hand. */
const near = (value: number, expected: number, share: number): void => expect(Math.abs(value - expected), `${value.toFixed(1)} c against ${expected.toFixed(1)} c`).toBeLessThan(Math.abs(expected) * share);

describe('a day with one device that is planned', () => {
  it('a car from 20 to 48 kWh by seven: the four cheap hours, and what they cannot hold', () => {
    const charges = [{ min: watts(1_380), max: watts(7_360) }];
    const car = store('car', 20, { capacity: 60 * KWH, maxCharge: watts(7_360), chargeEfficiency: 0.9, charges }, { present: [{ start: time(18), end: time(31) }] });
    const wishes = [{ kind: 'storedBy' as const, id: 'leave', device: 'car', rank: 1, by: time(31), share: 0.8 }];
    const { planned, alone } = lived(day(slotsFor(time(18)), nightPrice, 0, [car], { wishes }));
    // 28 / 0.9 = 31.11 kWh: 29.44 at 9 c and 1.67 at 29 c. Alone it is full by midnight: 44.44 kWh at 29 c.
    near(planned, 29.44 * 9 + 1.67 * 29, 0.01);
    near(alone, 44.44 * 29, 0.01);
  });

  it('a tank of 12 kWh with two showers: the night heats both', () => {
    const demand = perSlot(quarters, (hour) => (Math.floor(hour) === 7 || Math.floor(hour) === 20 ? 3_000 : 0));
    const tank = store('tank', 4, { capacity: 12 * KWH, loss: watts(60), charges: [{ min: watts(2_000), max: watts(2_000) }] }, { demand });
    const { planned, alone } = lived(day(quarters, nightPrice, 0, [tank]));
    // 6 drawn and 1.44 lost, 4 there: 3.44 kWh at 9 c, and up to a quarter-hour of 2 kW more.
    expect(planned).toBeGreaterThan(3.43 * 9);
    expect(planned).toBeLessThan(3.44 * 9 + 0.5 * 9 + 0.1);
    // Its thermostat keeps it full: 15.44 kWh, of which 7.27 between 00:30 and 04:30.
    near(alone, 8.17 * 29 + 7.27 * 9, 0.01);
  });

  it('a heat pump at one price: the warm afternoon fills the buffer', () => {
    const buffer = store('buffer', 5, { capacity: 10 * KWH, maxCharge: watts(0) }, { demand: perSlot(quarters, () => 2_000) });
    const cop = perSlot(quarters, (hour) => (hour >= 12 && hour < 16 ? 4 : 2.5));
    const pump = modes('pump', { powers: [0, 1_000, 2_000] }, { feeds: 'buffer', cop, neutral: { kind: 'hold', power: watts(2_000) } });
    const { planned, alone } = lived(day(quarters, () => 30, 0, [buffer, pump]));
    // 43 kWh of heat: 18 at 4 (8 used meanwhile, 10 kept), 25 at 2.5. Alone, always full: 8 at 4, 45 at 2.5.
    near(planned, (18 / 4 + 25 / 2.5) * 30, 0.02);
    near(alone, (8 / 4 + 45 / 2.5) * 30, 0.01);
  });

  it('a roof on a day when export is punished: curtailed to the home, no further', () => {
    const hours = uniformSlots(DAY, time(24), HOUR);
    const sun = perSlot(hours, (hour) => (hour >= 10 && hour < 16 ? 3 : 0));
    const exportPrice = perSlot(hours, (hour) => (hour >= 11 && hour < 14 ? -5 * CENT : 5 * CENT));
    const { planned, alone } = lived(day(hours, () => 20, 500, [roof(sun)], { exportPrice }));
    // 18 dark hours of half a kWh at 20 c; 7.5 kWh sold at 5 c; alone another 7.5 kWh at -5 c.
    near(planned, 180 - 37.5, 0.001);
    near(alone, 180, 0.001);
  });

  it('a washer, the dryer after it and a pump for the pool: all of it in the night that fits', () => {
    const slots = slotsFor(time(18));
    const ready = (device: string, by: number) => ({ kind: 'readyBy' as const, id: device, device, rank: 1, from: time(18), by: time(by) });
    const half = { step: (30 * MINUTE) as Milliseconds };
    const devices = [appliance('washer', [2, 2, 0.5, 0.5], half), appliance('dryer', [2, 2, 2], half, { after: 'washer' }), appliance('pool', [0.8, 0.8, 0.8, 0.8, 0.8, 0.8], { pausable: true })];
    const { planned, alone } = lived(day(slots, nightPrice, 0, devices, { wishes: [ready('washer', 31), ready('dryer', 31), ready('pool', 42)] }));
    // 2.5 and 3 kWh at 9 c, one after the other from 00:30 to 04:00; the pump 4 of its 6 hours at 9 c.
    near(planned, 5.5 * 9 + 3.2 * 9 + 1.6 * 29, 0.01);
    near(alone, 5.5 * 29 + 4.8 * 29, 0.001);
  });

  it('a micro-CHP with a buffer: runs for the heat, and in the dear evening first', () => {
    const buffer = store('buffer', 6, { capacity: 12 * KWH, maxCharge: watts(0) }, { demand: perSlot(quarters, () => 2_000) });
    const chp = modes('chp', { powers: [0, -1_000], heat: [0, 2_500], burns: [0, 4_200], fuelPrice: 8 * CENT, startCost: 10 * CENT, minRun: HOUR as Milliseconds }, { feeds: 'buffer', neutral: { kind: 'hold', power: watts(-1_000) } });
    const { planned, alone } = lived(day(quarters, (hour) => (hour >= 17 && hour < 21 ? 40 : 25), 1_000, [buffer, chp]));
    // 42 kWh of heat are 16.8 hours and 564.5 c of gas; 660 c of current less 4 h at 40 c and 12.8 h at 25 c; a few starts.
    expect(planned).toBeGreaterThan(564.4 + 180 + 10 - 1);
    expect(planned).toBeLessThan(564.4 + 180 + 60);
    // Heat-led it fills 6 kWh in 12 hours and then runs four fifths of the time.
    near(alone, 725.8 + 72 + 10, 0.01);
  });
});
