import loadHighs from 'highs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Act } from '#domain/plan/act.ts';
import type { PlanProblem } from '#domain/plan/problem.ts';
import { checkProblem } from '#domain/plan/check.ts';
import { evaluate } from '#domain/plan/evaluate.ts';
import { HOUR, MINUTE } from '#domain/time/instant.ts';
import { watts } from '#domain/units/power.ts';
import { highsSolver } from '#workers/plan/solver/highs.ts';
import type { Solver } from '#workers/plan/solver/solver.ts';
import { DEFAULT_BUDGET, plan } from '#workers/plan/solve.ts';
import { battery, CENT, hourly, hoursLater, KWH } from '../../fixtures/plan/problems.ts';

let solver: Solver;
beforeAll(async () => {
  solver = await highsSolver(loadHighs);
});

const solved = (problem: PlanProblem, own: Solver | null = solver) => plan(problem, { solver: own, author: 'test', clock: () => 0, budget: DEFAULT_BUDGET });
const hold = (from: number, to: number, power: number): Act => ({ device: 'battery', interval: { start: hoursLater(from), end: hoursLater(to) }, policy: { kind: 'hold', power: watts(power) } });
const every = (slots: number, price: number): number[] => new Array<number>(slots).fill(price * CENT);

/** 5 c more for what is drawn above 2 kW in the mean of a half-hour. */
const steps = (slots: number, window = 30 * MINUTE) => ({ by: 'power' as const, window, above: [2_000], more: [every(slots, 5)] });
/** 10 c a kW above what the month has had. */
const peak = (slots: number, owed: number) => ({ window: 15 * MINUTE, register: new Array<number>(slots).fill(0), owed: [owed], price: [10 * CENT], begun: 0 });

describe('what is charged beside the prices of the slots, by hand', () => {
  it('charges a power step on the mean of each window, not of the hour', () => {
    // 3 kW for an hour at 10 c: 30 c, and 1 kWh above 2 kW at 5 c more.
    expect(evaluate(hourly([10], [3_000], { tiers: [steps(1)] }), []).cost).toBe(35 * CENT);
    // 4 kW in the first half-hour only: a mean of 2 kW over the hour, and yet 1 kWh above in that half-hour.
    const half: Act = { ...hold(0, 1, 4_000), interval: { start: hoursLater(0), end: hoursLater(0.5) } };
    const charger = { ...battery(0, { charge: 4 }) };
    expect(evaluate(hourly([10], [0], { tiers: [steps(1)], devices: [charger] }), [half]).cost).toBe(20 * CENT + 5 * CENT);
  });

  it('counts on in a block from what the month has used', () => {
    // 3 of 4 kWh are used: the second hour's kWh is half in the dearer tier, the third's all of it.
    const block = { by: 'energy' as const, block: [0, 0, 0], used: [3_000_000 - 500_000], above: [4_000_000], more: [[5, 7, 9].map((price) => price * CENT)] };
    expect(evaluate(hourly([10, 10, 10], [1_000, 1_000, 1_000], { tiers: [block] }), []).cost).toBe(30 * CENT + 0.5 * 7 * CENT + 9 * CENT);
  });

  it('begins each day its block anew', () => {
    const days = { by: 'energy' as const, block: [0, 1], used: [1_000_000, 0], above: [1_000_000], more: [every(2, 4)] };
    // The first kWh is above the first day's edge, the second below the second day's.
    expect(evaluate(hourly([10, 10], [1_000, 1_000], { tiers: [days] }), []).cost).toBe(24 * CENT);
  });

  it('charges only what the month has not had before', () => {
    expect(evaluate(hourly([10], [3_000], { peaks: [peak(1, 2_000)] }), []).cost).toBe(30 * CENT + 10 * CENT);
    expect(evaluate(hourly([10], [3_000], { peaks: [peak(1, 3_500)] }), []).cost).toBe(30 * CENT);
  });

  it('counts what was metered of the quarter-hour that runs', () => {
    const slots = [{ start: hoursLater(10 / 60), end: hoursLater(15 / 60) }];
    const problem = { ...hourly([10], [3_000]), slots, peaks: [{ ...peak(1, 0), begun: 250_000 }] };
    // 0.25 kWh before, 0.25 kWh now: 2 kW in the mean of the quarter-hour.
    expect(evaluate(problem, []).cost).toBe(2.5 * CENT + 20 * CENT);
  });

  it('leaves what has no charges as it was', () => {
    const problem = hourly([10, 30], [1_000, 2_000], { devices: [battery(0)] });
    expect(evaluate({ ...problem, tiers: [], peaks: [] }, []).cost).toBe(evaluate(problem, []).cost);
  });
});

describe('plans under charges, by hand', () => {
  it('spreads charging below the step that costs more than waiting', () => {
    // 4 kWh by 02:00: 4 kW in the first hour is 40 + 10 c; 2 kW in each is 20 + 22 c.
    const wishes = [{ kind: 'storedBy' as const, id: 'car', device: 'battery', rank: 1, by: hoursLater(2), share: 1 }];
    const problem = hourly([10, 11], [0, 0], { devices: [battery(0, { charge: 4 })], wishes, tiers: [steps(2)] });
    for (const own of [solver, null]) expect(solved(problem, own).cost, own ? 'solver' : 'descent').toBeLessThanOrEqual(own ? 42 * CENT : 50 * CENT);
    expect(solved(problem)).toMatchObject({ cost: 42 * CENT, bound: 42 * CENT, status: 'proven' });
  });

  it('does not pay for a new month peak what a cheap hour saves', () => {
    // 4 kWh at 10 c in one hour makes 4 kW: 20 c for 2 kW above what is owed; 2 kWh each at 10 and 15 c cost 10 c more than 40.
    const wishes = [{ kind: 'storedBy' as const, id: 'car', device: 'battery', rank: 1, by: hoursLater(2), share: 1 }];
    const problem = hourly([10, 15], [0, 0], { devices: [battery(0, { charge: 4 })], wishes, peaks: [peak(2, 2_000)] });
    expect(solved(problem)).toMatchObject({ cost: 50 * CENT, bound: 50 * CENT, status: 'proven' });
    expect(solved({ ...problem, peaks: [peak(2, 4_000)] })).toMatchObject({ cost: 40 * CENT, status: 'proven' });
  });

  it('fills the cheap block first, and goes into the next only where that is still cheaper', () => {
    // 1 kWh is left at 10 c, then 25 c: 1 kWh is bought for the hour at 20 c, and no more.
    const block = { by: 'energy' as const, block: [0, 1], used: [0, 0], above: [1_000_000], more: [every(2, 15)] };
    const problem = hourly([10, 20], [0, 1_000], { devices: [battery(0)], tiers: [block] });
    expect(solved({ ...problem, inflexible: [0, 2_000] })).toMatchObject({ cost: 30 * CENT, status: 'proven' });
  });

  it('takes a falling block where all of it together is cheaper', () => {
    // 20 c for the first kWh, 5 c beyond: 4 kWh in the one day cost 35 c; 2 kWh each day cost 50 c.
    const block = { by: 'energy' as const, block: [0, 1], used: [0, 0], above: [1_000_000], more: [every(2, -15)] };
    const wishes = [{ kind: 'storedBy' as const, id: 'car', device: 'battery', rank: 1, by: hoursLater(2), share: 1 }];
    const answer = solved(hourly([20, 20], [0, 0], { devices: [battery(0, { charge: 4 })], wishes, tiers: [block] }));
    expect(answer.cost).toBe(35 * CENT);
  });
});

describe('a problem whose charges are not what they should be', () => {
  const base = hourly([10, 10], [0, 0]);
  it.each([
    ['tiers-unfit', { tiers: [{ ...steps(2), above: [2_000, 1_000], more: [every(2, 1), every(2, 2)] }] }],
    ['tiers-unfit', { tiers: [{ ...steps(1) }] }],
    ['tiers-unfit', { tiers: [{ by: 'energy' as const, block: [0, 1], used: [0], above: [KWH], more: [every(2, 1)] }] }],
    ['peak-unfit', { peaks: [{ ...peak(2, 0), register: [0, 1] }] }],
    ['peak-unfit', { peaks: [{ ...peak(2, 0), window: 0 }] }],
    ['weights-unfit', { weights: { carbon: -1, independence: 0, switching: 0, change: 0 } }],
  ])('is refused as %s', (reason, charges) => {
    expect(checkProblem({ ...base, ...charges })).toBe(reason);
  });

  it('is planned where they are', () => expect(checkProblem({ ...base, tiers: [steps(2)], peaks: [peak(2, HOUR / HOUR)] })).toBeNull());
});
