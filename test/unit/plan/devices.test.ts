import loadHighs from 'highs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Act } from '#domain/plan/act.ts';
import { checkProblem } from '#domain/plan/check.ts';
import { evaluate } from '#domain/plan/evaluate.ts';
import type { PlanDevice, PlanProblem } from '#domain/plan/problem.ts';
import { HOUR, type Milliseconds } from '#domain/time/instant.ts';
import { watts } from '#domain/units/power.ts';
import { highsSolver } from '#workers/plan/solver/highs.ts';
import type { Solver } from '#workers/plan/solver/solver.ts';
import { DEFAULT_BUDGET, plan } from '#workers/plan/solve.ts';
import { appliance, car, modes, roof, store } from '../../fixtures/plan/devices.ts';
import { CENT, hourly, hoursLater, KWH } from '../../fixtures/plan/problems.ts';

let solver: Solver;
beforeAll(async () => {
  solver = await highsSolver(loadHighs);
});

const solved = (problem: PlanProblem, own: Solver | null = solver) => {
  expect(checkProblem(problem)).toBeNull();
  return plan(problem, { solver: own, author: 'test', clock: () => 0, budget: DEFAULT_BUDGET });
};
const still = (count: number): readonly number[] => Array.from({ length: count }, () => 0);
const hold = (device: string, from: number, to: number, power: number): Act => ({ device, interval: { start: hoursLater(from), end: hoursLater(to) }, policy: { kind: 'hold', power: watts(power) } });
const charged = (share: number, by: number) => [{ kind: 'storedBy' as const, id: 'leave', device: 'car', rank: 1, by: hoursLater(by), share }];
const done = (device: string, by: number, from = 0) => ({ kind: 'readyBy' as const, id: device, device, rank: 1, from: hoursLater(from), by: hoursLater(by) });
/** kWh at the end of the horizon. */
const left = (problem: PlanProblem, acts: readonly Act[]): number => (evaluate(problem, acts).levels[0]?.stored.at(-1) ?? 0) / KWH;
/** kWh taken at the connection. */
const taken = (problem: PlanProblem, acts: readonly Act[]): number => evaluate(problem, acts).grid.reduce((sum, power) => sum + power / 60_000, 0);

describe('a car', () => {
  it('takes what it needs by its departure in the cheapest hours that it is here', () => {
    // 10 kWh are missing to 20: 8 kWh at 5 c, 2 kWh at 10 c; the hour at 1 c comes when it is gone.
    const problem = hourly([30, 10, 20, 5, 1], still(5), { devices: [car(10)], wishes: charged(0.5, 4) });
    // Left alone it fills up: 8 kWh at 30, 10 and 20 c, the last 6 at 5 c.
    expect(solved(problem)).toMatchObject({ status: 'proven', cost: 60 * CENT, nothing: 510 * CENT, broken: [] });
    expect(solved(problem, null)).toMatchObject({ cost: 60 * CENT, broken: [] });
  });

  it('charges at nothing, or at no less than its least power', () => {
    const problem = hourly([10], still(1), { devices: [car(10)] });
    expect(taken(problem, [hold('car', 0, 1, 1_900)])).toBe(0);
    expect(taken(problem, [hold('car', 0, 1, 2_000)])).toBeCloseTo(2, 9);
  });

  it('charges on one phase or on three, and at no power between them', () => {
    const phases = { ...car(10), primitive: { ...store('car', 10, { capacity: 40 * KWH, maxCharge: watts(11_040) }).primitive, charges: [{ min: watts(1_380), max: watts(3_680) }, { min: watts(4_140), max: watts(11_040) }] } } as PlanDevice;
    const problem = hourly([10], still(1), { devices: [phases] });
    expect([1_000, 3_000, 4_000, 4_200].map((power) => taken(problem, [hold('car', 0, 1, power)]))).toEqual([0, 3, 3.68, 4.2].map((energy) => expect.closeTo(energy, 9)));
  });

  it('is not charged while it is away, and comes back with what the road has left it', () => {
    const present = [{ start: hoursLater(0), end: hoursLater(1) }, { start: hoursLater(2), end: hoursLater(4) }];
    const away = car(10, { present, demand: [0, 6_000, 0, 0] });
    const problem = hourly([10, 10, 10, 10], still(4), { devices: [away], wishes: charged(0.3, 4) });
    // 10 - 6 of driving leaves 4 kWh; 12 are asked: 8 kWh at 10 c.
    expect(solved(problem)).toMatchObject({ cost: 80 * CENT, broken: [] });
    expect(taken(problem, [hold('car', 0, 1, 0), hold('car', 1, 2, 8_000), hold('car', 2, 4, 0)])).toBe(0);
  });

  it('names what a departure will lack when the time is too short for it', () => {
    const problem = hourly([10, 10], still(2), { devices: [car(10, { present: [{ start: hoursLater(1), end: hoursLater(2) }] })], wishes: charged(1, 2) });
    // One hour here at 8 kW: 18 of 40 kWh.
    expect(solved(problem)).toMatchObject({ cost: 80 * CENT, broken: [{ wish: 'leave', by: 22 * KWH, cure: 'stored-later' }] });
  });

  it('keeps its least range at once, and takes the rest when it is cheap', () => {
    const wishes = [...charged(0.5, 4), { kind: 'reserve' as const, id: 'range', device: 'car', rank: 2, share: 0.3 }];
    // 2 kWh now at 30 c for 12 kWh, then 8 kWh at 5 c; until then the range is short, and it is said.
    expect(solved(hourly([30, 10, 20, 5], still(4), { devices: [car(10)], wishes }))).toMatchObject({ cost: 100 * CENT, broken: [{ wish: 'range', by: 2 * KWH, cure: 'wait-until-charged' }] });
  });

  it('gives to the home and nothing to the grid where it may not export', () => {
    const given = { maxDischarge: watts(4_000), exports: false };
    const v2h = store('car', 6, given, { neutral: { kind: 'hold', power: watts(0) } });
    const problem = { ...hourly([10, 40], [0, 1_000], { devices: [v2h] }), exportPrice: [50 * CENT, 50 * CENT] };
    expect(solved(problem)).toMatchObject({ cost: 0, nothing: 40 * CENT });
    const v2g = { ...problem, devices: [store('car', 6, { ...given, exports: true }, { neutral: { kind: 'hold', power: watts(0) } })] };
    // All 6 kWh out and 2 kWh in at 10 c on the way cannot be at once: 4 kWh at 50 c, then 1 kWh for the home and 1 kWh sold.
    expect(solved(v2g)).toMatchObject({ cost: -250 * CENT });
  });
});

describe('a battery', () => {
  it('loses more at full power than at half, and some for being on at all', () => {
    const curve = { standby: watts(100), charge: [{ upTo: watts(1_000), efficiency: 0.95 }, { upTo: watts(2_000), efficiency: 0.9 }], discharge: [{ upTo: watts(2_000), efficiency: 0.9 }] };
    const device = store('battery', 1, { maxDischarge: watts(2_000), curve }, { neutral: { kind: 'hold', power: watts(0) } });
    const problem = hourly([10], still(1), { devices: [device] });
    // 0.95 + 0.9 - 0.1; 1 / 0.9 + 0.1 of the content for half an hour.
    expect(left(problem, [hold('battery', 0, 1, 2_000)])).toBeCloseTo(2.75, 5);
    expect(left(problem, [hold('battery', 0, 0.5, -1_000)])).toBeCloseTo(1 - (1 / 0.9 + 0.1) / 2, 5);
    // 2 kWh in the dear hour want 2 / 0.9 + 0.1 kWh: 1.75 by 2 kWh in one hour, the rest by 0.708 kWh in the other.
    const dear = hourly([10, 10, 40], [0, 0, 5_000], { devices: [{ ...device, stored: 0 }] });
    const answer = solved(dear);
    expect(answer.status).toBe('proven');
    expect(answer.cost / CENT).toBeCloseTo(20 + 7.08 + 120, 0);
  });

  it('is worked within its window, and leaves the operator what is the operator\'s', () => {
    const device = store('battery', 4, { maxDischarge: watts(8_000), maxCharge: watts(8_000), window: { least: 0.1, most: 0.9 }, reserved: 0.15 });
    const problem = hourly([10], still(1), { devices: [device] });
    expect(left(problem, [hold('battery', 0, 1, -8_000)])).toBeCloseTo(2, 5);
    expect(left(problem, [hold('battery', 0, 1, 8_000)])).toBeCloseTo(7.2, 5);
    // 2 kWh above the slice are there for the dear hour.
    const dear = hourly([40], [5_000], { devices: [{ ...device, neutral: { kind: 'hold', power: watts(0) } }] });
    expect(solved(dear)).toMatchObject({ cost: 120 * CENT, status: 'proven' });
  });

  it('loses what it holds by the hour', () => {
    const problem = hourly([10, 10], still(2), { devices: [store('battery', 4, { lossShare: 0.1 })] });
    expect(left(problem, [hold('battery', 0, 2, 0)])).toBeCloseTo(4 * 0.81, 5);
  });
});

describe('warmth', () => {
  const tank = store('tank', 1, { capacity: 4 * KWH, charges: [{ min: watts(2_000), max: watts(2_000) }] }, { demand: [1_000, 1_000, 1_000, 1_000] });

  it('heats a tank in the cheap hours, on and off, so that nobody showers cold', () => {
    const problem = hourly([30, 10, 10, 40], still(4), { devices: [tank] });
    // 1 kWh is there and 4 are drawn: 3 kWh at 10 c. Its thermostat alone: 2 kWh at 30, 10 and 10 c, then 1 at 40 c.
    expect(solved(problem)).toMatchObject({ cost: 30 * CENT, nothing: 140 * CENT, broken: [], status: 'proven' });
    expect(solved(problem, null).broken).toEqual([]);
  });

  it('says when what is drawn is more than the element can heat', () => {
    const problem = hourly([10, 10], still(2), { devices: [{ ...tank, demand: [3_000, 4_000] }] });
    // 1 kWh and 2 kWh an hour against 7.
    expect(solved(problem)).toMatchObject({ cost: 40 * CENT, broken: [{ wish: 'tank', by: 2 * KWH, cure: 'less-drawn' }] });
  });

  it('runs a heat pump when the air is warm rather than when it is needed', () => {
    const buffer = store('buffer', 2, { maxCharge: watts(0) }, { demand: [2_000, 2_000, 2_000, 2_000] });
    const pump = modes('pump', { minRun: HOUR as Milliseconds }, { feeds: 'buffer', cop: [2, 4, 4, 2], neutral: { kind: 'hold', power: watts(1_000) } });
    const problem = hourly([20, 20, 20, 20], still(4), { devices: [buffer, pump] });
    // 6 kWh of heat at a coefficient of 4.
    expect(solved(problem)).toMatchObject({ cost: 30 * CENT, broken: [], status: 'proven' });
  });

  it('takes the back-up heater only for what the heat pump cannot bring', () => {
    const buffer = store('buffer', 0, { maxCharge: watts(0) }, { demand: [5_000, 5_000] });
    const pump = modes('pump', {}, { feeds: 'buffer', cop: [4, 4] });
    const backUp = modes('back-up', { powers: [0, 500, 1_000] }, { feeds: 'buffer' });
    // 4 kWh from 1 and 1 kWh from 1, each hour.
    expect(solved(hourly([20, 20], still(2), { devices: [backUp, buffer, pump] }))).toMatchObject({ cost: 80 * CENT, broken: [] });
  });

  it('keeps a heat pump on for its least run, and off for its least rest', () => {
    const pump = modes('pump', { minRun: (2 * HOUR) as Milliseconds, minRest: (2 * HOUR) as Milliseconds, startCost: 3 * CENT });
    const problem = hourly([10, 10, 10, 10, 10, 10], still(6), { devices: [pump] });
    // Told on for one hour: two. Told off for one hour: two.
    expect(evaluate(problem, [hold('pump', 0, 1, 1_000)]).cost).toBe(20 * CENT + 3 * CENT);
    expect(evaluate(problem, [hold('pump', 0, 2, 1_000), hold('pump', 3, 6, 1_000)]).cost).toBe(40 * CENT + 6 * CENT);
  });

  it('keeps a cold box cold on the cheap hours', () => {
    // 100 W leak in; empty is too warm. 0.4 kWh of cold at 3 for 1.
    const box = store('box', 0.1, { capacity: 0.3 * KWH, maxCharge: watts(100), loss: watts(100), chargeEfficiency: 1 }, { cop: [3, 3, 3, 3] });
    const answer = solved(hourly([30, 10, 40, 40], still(4), { devices: [box] }));
    // 0.1 kWh of power in the hour at 10 c makes 0.3 kWh of cold for three hours.
    expect(answer).toMatchObject({ cost: 1 * CENT, broken: [] });
  });

  it('runs a micro-CHP when its current is worth most, for the heat that is asked for', () => {
    const buffer = store('buffer', 1, { maxCharge: watts(0) }, { demand: [1_000, 1_000, 1_000, 1_000] });
    const chp = modes('chp', { powers: [0, -1_000], heat: [0, 2_000], burns: [0, 3_500], fuelPrice: 10 * CENT, startCost: 5 * CENT }, { feeds: 'buffer', neutral: { kind: 'hold', power: watts(-1_000) } });
    const problem = hourly([20, 50, 20, 50], [1_000, 1_000, 1_000, 1_000], { devices: [buffer, chp] });
    // Bought 20 c twice; run twice for 35 c of gas and 5 c of wear.
    expect(solved(problem)).toMatchObject({ cost: 120 * CENT, broken: [], status: 'proven' });
  });
});

describe('appliances and the roof', () => {
  it('dries after it has washed', () => {
    const devices = [appliance('dryer', [2], {}, { after: 'washer' }), appliance('washer', [1])];
    const problem = hourly([30, 10, 20, 15], still(4), { devices, wishes: [done('washer', 4), done('dryer', 4)] });
    // Wash at 10 c, dry at 15 c; the other way round would be 35 c.
    const answer = solved(problem);
    expect(answer).toMatchObject({ cost: 40 * CENT, broken: [], status: 'proven' });
    expect(solved(problem, null)).toMatchObject({ cost: 40 * CENT, broken: [] });
    // Left alone the washer runs at once and the dryer after it.
    expect(answer.nothing).toBe(30 * CENT + 20 * CENT);
    const early = [{ device: 'dryer', interval: { start: hoursLater(1), end: hoursLater(2) }, policy: { kind: 'run' as const } }, { device: 'washer', interval: { start: hoursLater(3), end: hoursLater(4) }, policy: { kind: 'run' as const } }];
    expect(evaluate(problem, early).broken.map(({ wish }) => wish)).toEqual(['dryer']);
  });

  it('halts in the dear hour what may be halted, and nothing else', () => {
    const pump = (pausable: boolean) => hourly([10, 30, 10, 30], still(4), { devices: [appliance('pump', [1, 1], { pausable })], wishes: [done('pump', 4)] });
    expect(solved(pump(true))).toMatchObject({ cost: 20 * CENT, broken: [], status: 'proven' });
    expect(solved(pump(true), null)).toMatchObject({ cost: 20 * CENT, broken: [] });
    expect(solved(pump(false))).toMatchObject({ cost: 40 * CENT });
    const begun = pump(true);
    // One of the two hours has run.
    const going = { ...begun, devices: begun.devices.map((device) => ({ ...device, ran: HOUR })) };
    expect(solved(going)).toMatchObject({ cost: 10 * CENT, broken: [] });
  });

  it('curtails a roof that would pay for its export, down to what the home takes', () => {
    const problem = { ...hourly([20, 20], [1_000, 1_000], { devices: [roof([3, 0.5])] }), exportPrice: [-5 * CENT, -5 * CENT] };
    // 2 kWh at 5 c if left alone; half a kWh is bought in the second hour.
    expect(solved(problem)).toMatchObject({ cost: 10 * CENT, nothing: 20 * CENT, status: 'proven' });
    expect(solved(problem, null)).toMatchObject({ cost: 10 * CENT });
  });

  it('lets a battery take the sun before any of it is curtailed', () => {
    const battery = store('battery', 0, { maxDischarge: watts(2_000) }, { neutral: { kind: 'follow', min: watts(-2_000), max: watts(2_000), grid: watts(0) } });
    const problem = { ...hourly([20, 20], [1_000, 1_000], { devices: [roof([3, 0]), battery] }), exportPrice: [-5 * CENT, -5 * CENT] };
    expect(solved(problem)).toMatchObject({ cost: 0 });
  });
});

describe('a device that makes no sense', () => {
  const unfit: readonly (readonly [string, PlanDevice])[] = [
    ['ranges that overlap', store('car', 1, { charges: [{ min: watts(1_000), max: watts(1_500) }, { min: watts(1_400), max: watts(2_000) }] })],
    ['a curve that is better above', store('b', 1, { curve: { standby: watts(0), charge: [{ upTo: watts(1_000), efficiency: 0.8 }, { upTo: watts(2_000), efficiency: 0.9 }], discharge: [] } })],
    ['a window without room', store('b', 1, { window: { least: 0.5, most: 0.6 }, reserved: 0.2 })],
    ['a list of another length', store('b', 1, {}, { demand: [1] })],
    ['a heat pump that feeds nothing', modes('pump', {}, { feeds: 'nowhere' })],
    ['a heat for each mode but one', modes('pump', { heat: [0] })],
    ['windows out of order', car(1, { present: [{ start: hoursLater(2), end: hoursLater(3) }, { start: hoursLater(0), end: hoursLater(1) }] })],
  ];
  it.each(unfit)('%s is refused before anything is built from it', (_, device) => {
    expect(checkProblem(hourly([10, 10], still(2), { devices: [device] }))).toBe('device-unfit');
  });
});
