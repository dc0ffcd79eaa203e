import loadHighs from 'highs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Policy } from '#domain/plan/act.ts';
import { evaluate } from '#domain/plan/evaluate.ts';
import { chargesOf } from '#domain/plan/poseCharges.ts';
import { NO_MEMORY } from '#domain/ledger/memory.ts';
import type { PlanDevice, PlanProblem } from '#domain/plan/problem.ts';
import { slotPrices } from '#domain/plan/prices.ts';
import { uniformSlots } from '#domain/plan/slots.ts';
import { HOUR, instant, MINUTE } from '#domain/time/instant.ts';
import { watts } from '#domain/units/power.ts';
import { readTariff } from '#wire/tariff.ts';
import { highsSolver } from '#workers/plan/solver/highs.ts';
import type { Solver } from '#workers/plan/solver/solver.ts';
import { DEFAULT_BUDGET, plan } from '#workers/plan/solve.ts';
import { battery, CENT, DISHWASHER, HOLD_NOTHING, hourly, hoursLater, KWH } from '../../fixtures/plan/problems.ts';

let solver: Solver;
beforeAll(async () => {
  solver = await highsSolver(loadHighs);
});

const solved = (problem: PlanProblem) => plan(problem, { solver, author: 'test', clock: () => 0, budget: DEFAULT_BUDGET });
const SELF: Policy = { kind: 'follow', min: watts(-2_000), max: watts(2_000), grid: watts(0) };
const car = (id: string, stored: number): PlanDevice => ({ ...battery(stored, { discharge: 0, neutral: { kind: 'hold', power: watts(2_000) } }), id });
const fullBy = (device: string, by: number, share = 1) => ({ kind: 'storedBy' as const, id: `${device}-full`, device, rank: 1, by: hoursLater(by), share });
const gridOf = (problem: PlanProblem): number[] => {
  const { grid } = evaluate(problem, solved(problem).proposal.acts);
  return problem.slots.map((_, slot) => Math.round(grid.slice(slot * 60, (slot + 1) * 60).reduce((sum, power) => sum + power, 0) / 60));
};

/** Each day by its bill, worked out by hand: what the plan costs, and what it costs to leave everything alone. */
describe('named days, the bill beside the plan', () => {
  it('flat: nothing to gain, and nothing is done', () => {
    // 3 kWh at 20 c, with a battery that would lose a fifth of what goes through it.
    expect(solved(hourly([20, 20, 20], [1_000, 1_000, 1_000], { devices: [battery(0, { efficiency: 0.9, neutral: SELF })] }))).toMatchObject({ cost: 60 * CENT, nothing: 60 * CENT, status: 'nothing' });
  });

  it('negative: paid to take what fits, and to leave the roof switched off', () => {
    // 2 kWh of room and 1 kWh of load at -10 c; 3 kW of sun left unused, where exporting it would cost 10 c a kWh.
    const roof: PlanDevice = { id: 'roof', primitive: { kind: 'envelope', min: watts(-3_000), max: watts(0) }, stored: null, runningSince: null, neutral: { kind: 'hold', power: watts(-3_000) }, generation: [3_000, 0] };
    const problem = { ...hourly([-10, 20], [1_000, 2_000], { devices: [battery(0, { neutral: SELF }), roof] }), exportPrice: [-10 * CENT, 0] };
    // Left alone: 3 kW of sun, 1 kW used, 2 kW stored; nothing bought, the evening's 2 kWh from the battery.
    expect(solved(problem)).toMatchObject({ cost: -30 * CENT, nothing: 0 });
  });

  it('all zero: nothing costs anything, and every wish is kept', () => {
    expect(solved(hourly([0, 0, 0], [500, 500, 500], { devices: [car('car', 0)], wishes: [fullBy('car', 2)] }))).toMatchObject({ cost: 0, nothing: 0, broken: [] });
  });

  it('spike: one dear hour is covered whole', () => {
    // 2 kWh at 15 c to fill, 1 kWh of load each hour; the spike's 2 kWh at 3.00 are not bought.
    const problem = hourly([15, 15, 300, 15], [1_000, 1_000, 2_000, 1_000], { devices: [battery(0)] });
    expect(solved(problem)).toMatchObject({ cost: (1 + 1 + 1 + 2) * 15 * CENT, nothing: 645 * CENT });
  });

  it('empty forecast: the plan is made on the last reading, wide, and gives nothing away for it', () => {
    const blind = { ...hourly([10, 30], [800, 800], { devices: [battery(0, { neutral: SELF })] }), spread: [640, 640], loadKnown: [false, false] };
    const answer = solved(blind);
    // 0.8 kWh more at 10 c, for the hour at 30 c.
    expect(answer).toMatchObject({ cost: 16 * CENT, nothing: 32 * CENT });
    expect(evaluate(blind, answer.proposal.acts).cost).toBeLessThan(evaluate(blind, []).cost);
  });

  it('0 W limit: what can be moved waits, the home itself goes on, and the car says what it lacks', () => {
    const limits = [{ direction: 'import' as const, w: [0, 0, null] }];
    const problem = hourly([10, 10, 30], [500, 500, 0], { devices: [car('car', 2)], wishes: [fullBy('car', 2)], limits });
    // 1 kWh of load at 10 c: the battery of the car may not help, and is not filled either.
    const answer = solved(problem);
    expect(gridOf(problem).slice(0, 2)).toEqual([500, 500]);
    expect(answer.broken).toMatchObject([{ wish: 'car-full', by: 2 * KWH }]);
  });

  it('two cars in one cheap hour: both charge in it below the fuse, and the rest goes to the next best hour', () => {
    // 3 kW of 4 fit below the fuse in the cheap hour: 3 kWh at 5 c, 1 kWh at 10 c.
    const limits = [{ direction: 'import' as const, w: [3_000, 3_000, 3_000] }];
    const problem = hourly([20, 5, 10], [0, 0, 0], { devices: [car('one', 2), car('two', 2)], wishes: [fullBy('one', 3), fullBy('two', 3)], limits });
    expect(gridOf(problem)).toEqual([0, 3_000, 1_000]);
    // Left alone both charge at once, as far as the fuse lets them: 3 kWh at 20 c, 1 kWh at 5 c.
    expect(solved(problem)).toMatchObject({ cost: 25 * CENT, nothing: 65 * CENT, broken: [] });
  });

  it('car leaves early: what was put off is charged now, and what can no longer be is said', () => {
    const late = hourly([20, 5, 5, 20], [0, 0, 0, 0], { devices: [car('car', 0)], wishes: [fullBy('car', 4)] });
    expect(gridOf(late)).toEqual([0, 2_000, 2_000, 0]);
    const early = { ...late, wishes: [fullBy('car', 1)] };
    expect(gridOf(early)[0]).toBe(2_000);
    expect(solved(early).broken).toEqual([{ wish: 'car-full', by: 2 * KWH, cure: 'stored-later' }]);
  });

  it('clock-change day: the night price holds by the wall clock, an hour shorter in spring', () => {
    const read = readTariff({ tidewatt: 'tariff', version: 1, name: 'Night', currency: 'GBP', zone: 'Europe/London', parts: [{ name: 'energy', kind: 'energy', rules: [{ rate: 'night', price: '0.10', from: '00:00', to: '04:00' }, { rate: 'day', price: '0.30' }] }] });
    if (!read.ok) throw new Error(read.reason);
    // 26 March 2023: 00:00 to 04:00 on the wall are three hours, 00:00 to 03:00 UTC.
    const from = instant(Date.UTC(2023, 2, 26));
    const slots = uniformSlots(from, instant(from + 5 * HOUR), HOUR);
    const prices = slotPrices(read.tariff, slots);
    if (!prices) throw new Error('no prices');
    const problem = { ...hourly([0, 0, 0, 0, 0], [0, 0, 0, 0, 1_000]), slots, ...prices, devices: [car('car', 0)], wishes: [{ ...fullBy('car', 0, 1), by: instant(from + 5 * HOUR) }] };
    expect(problem.importPrice.map((price) => price / CENT)).toEqual([10, 10, 10, 30, 30]);
    // 4 kWh at 10 c, and 1 kWh of load at 30 c.
    expect(solved(problem)).toMatchObject({ cost: 70 * CENT, broken: [] });
  });

  it('month peak on the last day: the car fills up to the peak that the month has had, and makes no new one', () => {
    const read = readTariff({ tidewatt: 'tariff', version: 2, name: 'Peak', currency: 'EUR', zone: 'Europe/Brussels', parts: [{ name: 'energy', kind: 'energy', price: '0.10' }, { name: 'Peak', kind: 'capacity', each: 'month', price: '4', peak: { minutes: 15 } }] });
    if (!read.ok) throw new Error(read.reason);
    // 31 March, 22:00 to midnight on the wall; the month has had 2 kW.
    const from = instant(Date.UTC(2023, 2, 31, 20));
    const slots = uniformSlots(from, instant(from + 2 * HOUR), HOUR);
    const charges = chargesOf(read.tariff, NO_MEMORY, slots, 0);
    const peaks = (charges.peaks ?? []).map((peak) => ({ ...peak, owed: peak.owed.map(() => 2_000) }));
    const wishes = [{ ...fullBy('car', 0), by: instant(from + 2 * HOUR) }];
    const fast = { ...battery(1, { charge: 4, discharge: 0, neutral: { kind: 'hold', power: watts(4_000) } }), id: 'car' };
    const problem = { ...hourly([10, 10], [500, 500]), slots, devices: [fast], wishes, peaks };
    // 3 kWh for the car at 1.5 kW beside 0.5 kW of load: 4 kWh at 10 c and no kW more. Left alone 4.5 kW: 2.5 kW at 4.00.
    expect(solved(problem)).toMatchObject({ cost: 40 * CENT, nothing: 40 * CENT + 1_000 * CENT, status: 'proven' });
    expect(gridOf(problem)).toEqual([2_000, 2_000]);
  });

  it('kettle on a self-consuming battery: what was not foreseen is covered too, for the act is a policy', () => {
    const problem = hourly([30, 30], [500, 500], { devices: [battery(3, { neutral: HOLD_NOTHING })], endValue: 10 * CENT });
    const { acts } = solved(problem).proposal;
    // 1.5 kW more for the first hour, from nowhere: still nothing is bought.
    const kettle = { ...problem, inflexible: [2_000, 500] };
    const { grid, cost } = evaluate(kettle, acts);
    expect(Math.max(...grid)).toBeLessThan(1);
    expect(cost).toBe(2.5 * 10 * CENT);
  });

  it('throttled inverter hiding surplus: what the meter does not show is stored where there is room', () => {
    // 3 kW of sun, 1 kW of load, nothing may be sent out: the roof was held at 1 kW, and 2 kWh went unused.
    const roof: PlanDevice = { id: 'roof', primitive: { kind: 'envelope', min: watts(-3_000), max: watts(0) }, stored: null, runningSince: null, neutral: { kind: 'hold', power: watts(-3_000) }, generation: [3_000, 0] };
    const limits = [{ direction: 'export' as const, w: [0, 0] }];
    const problem = hourly([20, 30], [1_000, 2_000], { devices: [roof, battery(0)], limits });
    expect(solved(problem)).toMatchObject({ cost: 0, broken: [] });
    expect(evaluate(problem, []).cost).toBe(60 * CENT);
  });

  it('a dishwasher and a peak of a quarter-hour: it waits for the car', () => {
    const peaks = [{ window: 15 * MINUTE, register: [0, 0, 0, 0], owed: [2_000], price: [100 * CENT], begun: 0 }];
    const wishes = [fullBy('car', 2), { kind: 'readyBy' as const, id: 'dishes', device: 'dishwasher', rank: 1, from: hoursLater(0), by: hoursLater(4) }];
    const problem = hourly([10, 10, 11, 11], [0, 0, 0, 0], { devices: [car('car', 0), DISHWASHER], wishes, peaks });
    // 4 kWh at 10 c, then 3 kWh at 11 c: together they would make 4 kW.
    expect(solved(problem)).toMatchObject({ cost: 73 * CENT, broken: [] });
  });
});
