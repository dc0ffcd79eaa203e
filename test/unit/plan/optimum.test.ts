import loadHighs from 'highs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { PlanProblem } from '#domain/plan/problem.ts';
import { watts } from '#domain/units/power.ts';
import { highsSolver } from '#workers/plan/solver/highs.ts';
import type { Solver } from '#workers/plan/solver/solver.ts';
import { DEFAULT_BUDGET, plan } from '#workers/plan/solve.ts';
import { battery, CENT, DISHWASHER, hourly, hoursLater } from '../../fixtures/plan/problems.ts';

/** A busy machine must not cut a proof short. */
const BUDGET = { ...DEFAULT_BUDGET, seconds: 60 };

let solver: Solver;
beforeAll(async () => {
  solver = await highsSolver(loadHighs);
});

const solved = (problem: PlanProblem, own: Solver | null = solver) => plan(problem, { solver: own, author: 'test', clock: () => 0, budget: BUDGET });
const ready = (by: number) => [{ kind: 'readyBy' as const, id: 'dishes', device: 'dishwasher', rank: 1, from: hoursLater(0), by: hoursLater(by) }];

describe('the optimum of problems small enough to solve by hand', () => {
  it('charges in the cheap hour and covers the dear one', () => {
    // 2 kWh + 1 kWh at 10 c, nothing at 30 c.
    const answer = solved(hourly([10, 30], [1_000, 2_000], { devices: [battery(0)] }));
    expect(answer).toMatchObject({ status: 'proven', cost: 30 * CENT, bound: 30 * CENT, nothing: 70 * CENT, broken: [] });
    expect(answer.proposal.acts.map(({ policy }) => policy)).toEqual([
      { kind: 'hold', power: 2_000 },
      { kind: 'follow', min: -2_000, max: 2_000, grid: 0 },
    ]);
  });

  it('leaves the battery alone when the losses eat the difference', () => {
    // 81 % of a round trip: 10 c becomes 12.35 c, dearer than 12 c.
    expect(solved(hourly([10, 12], [0, 2_000], { devices: [battery(0, { efficiency: 0.9 })] }))).toMatchObject({ cost: 24 * CENT, nothing: 24 * CENT });
  });

  it('keeps the content for the dearest hour instead of the first dear one', () => {
    // 2 kWh held: 40 c saved on each in the third hour.
    expect(solved(hourly([10, 30, 40], [0, 2_000, 2_000], { devices: [battery(2)] })).cost).toBe(60 * CENT - 40 * CENT);
  });

  it('starts the appliance in the cheapest hours before its deadline', () => {
    // 2 kWh then 1 kWh: from 00:00 70 c, 01:00 40 c, 02:00 45 c; 03:00 would be 15 c but ends at 05:00.
    const answer = solved(hourly([30, 10, 20, 5, 5], [0, 0, 0, 0, 0], { devices: [DISHWASHER], wishes: ready(4) }));
    expect(answer).toMatchObject({ status: 'proven', cost: 40 * CENT, nothing: 70 * CENT });
    expect(answer.proposal.acts).toEqual([{ device: 'dishwasher', interval: { start: hoursLater(1), end: hoursLater(3) }, policy: { kind: 'run' } }]);
  });

  it('takes the earliest of equally cheap starts', () => {
    const { proposal } = solved(hourly([20, 10, 10, 10, 10], [0, 0, 0, 0, 0], { devices: [DISHWASHER], wishes: ready(5) }));
    expect(proposal.acts[0]?.interval.start).toBe(hoursLater(1));
  });

  it('keeps 30 % in the battery when a negative price pays for taking power and a dear hour asks for it', () => {
    // 4 kWh battery, reserve 1.2: two hours at -10 c fill it (2 kWh + 0.8 room after 1.2), the dear hour may take 2 of 4.
    const wishes = [{ kind: 'reserve' as const, id: 'night', device: 'battery', rank: 1, share: 0.3 }];
    const answer = solved(hourly([-10, -10, 40, 40], [0, 0, 2_000, 2_000], { devices: [battery(1.2)], wishes }));
    // 2.8 kWh bought at -10 c; 4 kWh of load at 40 c less the 2.8 kWh above the reserve.
    expect(answer).toMatchObject({ cost: -28 * CENT + 48 * CENT, broken: [] });
  });

  it('sells where exporting earns more than importing costs, and never both at once', () => {
    const problem = { ...hourly([10, 10], [0, 0], { devices: [battery(2)] }), exportPrice: [0, 50 * CENT] };
    // Fill 2 kWh for 20 c, sell 2 kWh for 1.00.
    expect(solved(problem)).toMatchObject({ cost: 0 - 100 * CENT, status: 'proven' });
    expect(solved({ ...problem, devices: [battery(0)] })).toMatchObject({ cost: 20 * CENT - 100 * CENT });
  });

  it('charges under an import limit only what the load leaves', () => {
    const limits = [{ direction: 'import' as const, w: [1_500, null] }];
    // 0.5 kWh at 10 c besides the load; 1.5 kWh of 2 at 30 c.
    expect(solved(hourly([10, 30], [1_000, 2_000], { devices: [battery(0)], limits }))).toMatchObject({ cost: 15 * CENT + 45 * CENT, broken: [] });
  });

  it('has the store full enough by a departure, in the cheapest hours before it', () => {
    const wishes = [{ kind: 'storedBy' as const, id: 'car', device: 'battery', rank: 1, by: hoursLater(3), share: 0.75 }];
    // 3 kWh of 4 by 03:00: 2 kWh at 5 c, 1 kWh at 10 c.
    expect(solved(hourly([10, 5, 20, 1], [0, 0, 0, 0], { devices: [battery(0)], wishes }))).toMatchObject({ cost: 20 * CENT, broken: [], status: 'proven' });
  });

  it('gives up a cent of the forecast for a plan that also fits what the forecast does not say', () => {
    // 1 kW of sun each hour, but perhaps 0.5 kW of load: selling 1 kWh more in the first hour gains 0.5 c on each of 2, and may buy at 60 c.
    const neutral = { kind: 'follow' as const, min: watts(-2_000), max: watts(2_000), grid: watts(0) };
    const sun = hourly([60, 60, 60, 60], [-1_000, -1_000, -1_000, -1_000], { devices: [battery(2, { neutral })], endValue: 20 * CENT });
    const certain = { ...sun, exportPrice: [5.5, 5, 5, 5].map((price) => price * CENT) };
    expect(solved(certain).cost).toBe(-11 * CENT - 40 * CENT);
    const unsure = { ...certain, spread: [1_500, 1_500, 1_500, 1_500] };
    expect(solved(unsure)).toMatchObject({ cost: -10 * CENT - 40 * CENT, nothing: -50 * CENT });
  });

  it('names a wish that physics denies, with the best that can be done for it', () => {
    const wishes = [{ kind: 'storedBy' as const, id: 'car', device: 'battery', rank: 1, by: hoursLater(1), share: 1 }];
    const answer = solved(hourly([30, 5], [0, 0], { devices: [battery(0)], wishes }));
    // 2 of 4 kWh can be in by 01:00, whatever they cost.
    expect(answer).toMatchObject({ cost: 60 * CENT, broken: [{ wish: 'car', by: 2_000_000, cure: 'stored-later' }] });
    const late = solved(hourly([30, 5, 5, 5], [0, 0, 0, 0], { devices: [DISHWASHER], wishes: ready(1) }));
    expect(late).toMatchObject({ cost: 65 * CENT, broken: [{ wish: 'dishes', by: 3_600_000, cure: 'ready-later' }] });
  });

  it('does not begin again what is running', () => {
    const running = { ...DISHWASHER, runningSince: hoursLater(-1) };
    const answer = solved(hourly([10, 10, 10], [0, 0, 0], { devices: [running], wishes: ready(3) }));
    // The second hour of the run is left: 1 kWh.
    expect(answer).toMatchObject({ cost: 10 * CENT, broken: [], status: 'nothing' });
    expect(answer.proposal.acts).toEqual([]);
  });

  it('plans by descent alone where there is no solver, and then claims no proof', () => {
    const answer = solved(hourly([10, 30], [1_000, 2_000], { devices: [battery(0)] }), null);
    expect(answer).toMatchObject({ status: 'feasible', cost: 30 * CENT, bound: null, gap: null });
    expect(answer.steps.map(({ step }) => step)).toEqual(['descent']);
  });

  it('chooses the mode and the power that a negative price pays for', () => {
    const heater = { id: 'heater', primitive: { kind: 'modes' as const, powers: [0, 1_000, 2_000] }, stored: null, runningSince: null, neutral: { kind: 'hold' as const, power: watts(0) } };
    expect(solved(hourly([-10, 10], [0, 0], { devices: [heater] }))).toMatchObject({ cost: -20 * CENT, status: 'proven' });
    const charger = { ...heater, id: 'wallbox', primitive: { kind: 'envelope' as const, min: watts(0), max: watts(3_000) } };
    expect(solved(hourly([-10, 10], [0, 0], { devices: [charger] }))).toMatchObject({ cost: -30 * CENT, status: 'proven' });
  });
});
