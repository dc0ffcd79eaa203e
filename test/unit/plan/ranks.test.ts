import loadHighs from 'highs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { PlanDevice, PlanProblem } from '#domain/plan/problem.ts';
import { evaluate } from '#domain/plan/evaluate.ts';
import { highsSolver } from '#workers/plan/solver/highs.ts';
import type { Solver } from '#workers/plan/solver/solver.ts';
import { DEFAULT_BUDGET, plan } from '#workers/plan/solve.ts';
import { battery, CENT, DISHWASHER, hourly, hoursLater, KWH } from '../../fixtures/plan/problems.ts';

/** A busy machine must not cut a proof short. */
const BUDGET = { ...DEFAULT_BUDGET, seconds: 60 };

let highs: Solver;
beforeAll(async () => {
  highs = await highsSolver(loadHighs);
});

/** What each wish is missed by, in kWh or hours. */
function missed(problem: PlanProblem, solver: Solver | null): ReadonlyMap<string, number> {
  const { proposal } = plan(problem, { solver, author: 'test', clock: () => 0, budget: BUDGET });
  const unitOf = (wish: string): number => (wish === 'dishes' ? 3_600_000 : KWH);
  return new Map(evaluate(problem, proposal.acts).broken.map(({ wish, by }) => [wish, Math.round((by / unitOf(wish)) * 100) / 100]));
}

const car: PlanDevice = { ...battery(10, { capacity: 80, discharge: 0 }), id: 'car' };
const bottle: PlanDevice = { ...battery(0, { capacity: 1, discharge: 0 }), id: 'bottle' };
const by = (device: string, rank: number, hour: number, share: number) => ({ kind: 'storedBy' as const, id: device, device, rank, by: hoursLater(hour), share });
const allows = (w: readonly number[]) => [{ direction: 'import' as const, w }];

const solvers = { 'with a solver': () => highs, 'by descent alone': () => null };

describe('wishes of several ranks that one limit cannot keep together', () => {
  it.each(Object.entries(solvers))('%s a large store of the first rank comes before a small one of the second, although the small one gains eighty times its share', (_, solver) => {
    // 1 kWh in all: the car wants 11 kWh and has 10, the bottle wants to be full.
    const wishes = [by('car', 1, 1, 11 / 80), by('bottle', 2, 1, 1)];
    expect(missed(hourly([20], [0], { devices: [car, bottle], wishes, limits: allows([1_000]) }), solver())).toEqual(new Map([['bottle', 1]]));
  });

  it('the same the other way round: what is left after the first rank goes to the second', () => {
    // 1.5 kWh in all: the bottle takes 1, the car gets the half that it can.
    const wishes = [by('car', 2, 1, 11 / 80), by('bottle', 1, 1, 1)];
    expect(missed(hourly([20], [0], { devices: [car, bottle], wishes, limits: allows([1_500]) }), highs)).toEqual(new Map([['car', 0.5]]));
  });

  it('three ranks: the last two give way one after the other', () => {
    // 1.25 kWh in an hour: 1 for the car, 0.25 for the bottle, nothing for the battery of the third rank.
    const third: PlanDevice = battery(0, { capacity: 0.5, discharge: 0 });
    const wishes = [by('car', 1, 1, 11 / 80), by('bottle', 2, 1, 1), by('battery', 3, 1, 1)];
    expect(missed(hourly([20], [0], { devices: [car, bottle, third], wishes, limits: allows([1_250]) }), highs)).toEqual(new Map([['bottle', 0.75], ['battery', 0.5]]));
  });

  it.each(Object.entries(solvers))('%s an appliance of the first rank is not an hour late for a car of the last, and no money buys it', (_, solver) => {
    // 2 kW an hour, then 1.5 kW: the run takes 2 kW and then 1 kW; the car would have 2 kWh if the run came an hour later. The run in time costs 60 c more.
    const wishes = [{ kind: 'readyBy' as const, id: 'dishes', device: 'dishwasher', rank: 1, from: hoursLater(0), by: hoursLater(2) }, by('car', 3, 1, 12 / 80)];
    const problem = hourly([50, 50, 5, 5], [0, 0, 0, 0], { devices: [DISHWASHER, car], wishes, limits: allows([2_000, 1_500, 4_000, 4_000]) });
    expect(missed(problem, solver())).toEqual(new Map([['car', 2]]));
  });

  it('the order costs nothing where all can be kept: the cheapest hours serve both', () => {
    const wishes = [by('car', 1, 3, 11 / 80), by('bottle', 2, 3, 1)];
    const problem = hourly([30, 10, 20], [0, 0, 0], { devices: [car, bottle], wishes, limits: allows([2_000, 2_000, 2_000]) });
    const { cost, broken } = plan(problem, { solver: highs, author: 'test', clock: () => 0, budget: BUDGET });
    expect({ cost, broken }).toEqual({ cost: 20 * CENT, broken: [] });
  });
});
