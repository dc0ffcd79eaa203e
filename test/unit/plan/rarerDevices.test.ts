import loadHighs from 'highs';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkProblem } from '#domain/plan/check.ts';
import { evaluate } from '#domain/plan/evaluate.ts';
import type { PlanDevice, PlanProblem } from '#domain/plan/problem.ts';
import { watts } from '#domain/units/power.ts';
import { highsSolver } from '#workers/plan/solver/highs.ts';
import type { Solver } from '#workers/plan/solver/solver.ts';
import { DEFAULT_BUDGET, plan } from '#workers/plan/solve.ts';
import { modes, store } from '../../fixtures/plan/devices.ts';
import { CENT, hourly, KWH } from '../../fixtures/plan/problems.ts';

let solver: Solver;
beforeAll(async () => {
  solver = await highsSolver(loadHighs);
});

const solved = (problem: PlanProblem, own: Solver | null = solver) => {
  expect(checkProblem(problem)).toBeNull();
  return plan(problem, { solver: own, author: 'test', clock: () => 0, budget: { ...DEFAULT_BUDGET, seconds: 60 } });
};
const still = (count: number): readonly number[] => Array.from({ length: count }, () => 0);
/** kWh through the connection in each hour. */
const hours = (problem: PlanProblem, { proposal }: ReturnType<typeof solved>): readonly number[] => {
  const { grid } = evaluate(problem, proposal.acts);
  return problem.slots.map((_, hour) => Math.round(grid.slice(hour * 60, (hour + 1) * 60).reduce((sum, power) => sum + power / 60, 0)) / 1_000);
};

describe('devices that few homes have', () => {
  it('a storage heater takes in the cheap hours what it gives off by day, and what leaks from it meanwhile', () => {
    // 0.2 kW leak for six hours and 0.8 kW are wanted for four: 4.4 kWh at 10 c. Left alone it fills up: 6 kWh at 10 c, its leak, then 1 kWh an hour at 30 c.
    const heater = store('heater', 0, { capacity: 6 * KWH, maxCharge: watts(3_200), loss: watts(200) }, { demand: [0, 0, 800, 800, 800, 800] });
    const problem = hourly([10, 10, 30, 30, 30, 30], still(6), { devices: [heater] });
    const answer = solved(problem);
    expect(answer).toMatchObject({ status: 'proven', cost: 44 * CENT, broken: [] });
    // What leaks from nothing in the first minute is nothing.
    expect(answer.nothing / CENT).toBeCloseTo(64 + 120, 0);
    expect(solved(problem, null).broken).toEqual([]);
  });

  it('a heat pump runs on each of its four SG-Ready levels: forced when power is paid for, recommended when cheap, normal, and locked when dear', () => {
    // Of the 11 kWh of heat 1 is there. Forced 2 kW give 4.5, recommended 1 kW gives 3.5, normal 0.5 kW gives 2: each once is 10.
    const buffer = store('buffer', 1, { maxCharge: watts(0), capacity: 6 * KWH }, { demand: [2_000, 3_000, 3_000, 3_000] });
    const pump = modes('pump', { powers: [0, 500, 1_000, 2_000], heat: [0, 2_000, 3_500, 4_500] }, { feeds: 'buffer', neutral: { kind: 'hold', power: watts(500) } });
    const problem = hourly([-5, 4, 11, 60], still(4), { devices: [buffer, pump] });
    const answer = solved(problem);
    // 2 kWh paid with 5 c, 1 kWh at 4 c, 0.5 kWh at 11 c.
    expect(answer).toMatchObject({ cost: -0.5 * CENT, broken: [] });
    expect(hours(problem, answer)).toEqual([2, 1, 0.5, 0]);
  });

  it('a micro-CHP that is led by power runs where its current is worth more than its gas, whoever wants its heat', () => {
    // 3.5 kWh of gas at 10 c and a start of 3 c make 1 kWh: worth it at 50 and 60 c; one run through the hour at 30 c would cost 2 c more than two.
    const chp = modes('chp', { powers: [0, -1_000], burns: [0, 3_500], fuelPrice: 10 * CENT, startCost: 3 * CENT });
    const problem = hourly([20, 50, 30, 60], [1_000, 1_000, 1_000, 1_000], { devices: [chp] });
    const answer = solved(problem);
    expect(answer).toMatchObject({ cost: 126 * CENT, nothing: 160 * CENT });
    expect(hours(problem, answer)).toEqual([1, 0, 1, 0]);
  });

  it('air cooling cools a room ahead of the dear hours in which the sun heats it', () => {
    // 1, 1, 2 and 2 kWh of heat come in; 1 kW takes out 3 while the air is cool and 2 when it is hot. Two hours ahead are enough: 10 and 30 c.
    const room = store('room', 0, { maxCharge: watts(0), capacity: 4 * KWH }, { demand: [1_000, 1_000, 2_000, 2_000] });
    const cooling = modes('cooling', {}, { feeds: 'room', cop: [3, 3, 2, 2], neutral: { kind: 'hold', power: watts(1_000) } });
    const problem = hourly([10, 30, 40, 40], still(4), { devices: [room, cooling] });
    const answer = solved(problem);
    expect(answer).toMatchObject({ cost: 40 * CENT, broken: [], status: 'proven' });
    expect(hours(problem, answer)).toEqual([1, 1, 0, 0]);
  });

  it('a small wind turbine stands still where taking power is paid for, covers the home where selling costs, and gives all where it earns', () => {
    const wind: PlanDevice = { id: 'wind', primitive: { kind: 'envelope', min: watts(-2_500), max: watts(0) }, stored: null, runningSince: null, neutral: { kind: 'hold', power: watts(-2_500) }, generation: [2_000, 2_000, 2_000] };
    const problem = { ...hourly([-5, 20, 20], [1_000, 1_000, 1_000], { devices: [wind] }), exportPrice: [-5, -5, 4].map((price) => price * CENT) };
    // 1 kWh bought and paid with 5 c, nothing, 1 kWh sold for 4 c. Left alone 1 kWh is sold each hour: 5 + 5 - 4 c.
    for (const own of [solver, null]) {
      const answer = solved(problem, own);
      expect(answer).toMatchObject({ cost: -9 * CENT, nothing: 6 * CENT });
      expect(hours(problem, answer)).toEqual([1, 0, -1]);
    }
  });
});
