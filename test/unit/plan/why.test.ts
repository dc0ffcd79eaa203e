import loadHighs from 'highs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { PlanProblem, Reason } from '#domain/plan/problem.ts';
import { MINUTE } from '#domain/time/instant.ts';
import { watts } from '#domain/units/power.ts';
import { highsSolver } from '#workers/plan/solver/highs.ts';
import type { Solver } from '#workers/plan/solver/solver.ts';
import { DEFAULT_BUDGET, plan } from '#workers/plan/solve.ts';
import { battery, CENT, DISHWASHER, hourly, hoursLater } from '../../fixtures/plan/problems.ts';

let solver: Solver;
beforeAll(async () => {
  solver = await highsSolver(loadHighs);
});

const reasons = (problem: PlanProblem): readonly Reason[] => plan(problem, { solver, author: 'test', clock: () => 0, budget: DEFAULT_BUDGET }).proposal.reasons;
const car = (by: number) => ({ kind: 'storedBy' as const, id: 'car', device: 'battery', rank: 1, by: hoursLater(by), share: 1 });

describe('why an act stands where it does, in numbers', () => {
  it('says what charging in the cheap hour saves by itself, and at which price it would not', () => {
    // 2 kWh at 10 c spare 2 kWh at 30 c: 40 c. At 30 c a kWh nothing would be left of it.
    const [charge, cover] = reasons(hourly([10, 30], [1_000, 2_000], { devices: [battery(0)] }));
    expect(charge).toMatchObject({ cause: 'cheap-slot', price: 10 * CENT, nextBestPrice: 30 * CENT, own: 40 * CENT, flip: 30 * CENT, saving: 40 * CENT });
    // Without covering, the 2 kWh would stay in the battery, bought for nothing: 60 c.
    expect(cover).toMatchObject({ cause: 'dear-slot', price: 30 * CENT, own: 60 * CENT, flip: 0 });
  });

  it('holds a run against starting at once', () => {
    // At once 70 c, from 01:00 40 c; 02:00 would be 45 c.
    const wishes = [{ kind: 'readyBy' as const, id: 'dishes', device: 'dishwasher', rank: 1, from: hoursLater(0), by: hoursLater(4) }];
    const [run] = reasons(hourly([30, 10, 20, 5, 5], [0, 0, 0, 0, 0], { devices: [DISHWASHER], wishes }));
    expect(run).toMatchObject({ cause: 'cheap-slot', own: 30 * CENT });
  });

  it('names the deadline where power is cheaper after it', () => {
    const [charge] = reasons(hourly([20, 5], [0, 0], { devices: [battery(2)], wishes: [car(1)] }));
    expect(charge).toMatchObject({ cause: 'deadline', price: 20 * CENT });
  });

  it('names a reserve that would be used up otherwise', () => {
    const neutral = { kind: 'follow' as const, min: watts(-2_000), max: watts(2_000), grid: watts(0) };
    const wishes = [{ kind: 'reserve' as const, id: 'night', device: 'battery', rank: 1, share: 0.5 }];
    const all = reasons(hourly([30], [2_000], { devices: [battery(2, { neutral })], wishes }));
    expect(all.map(({ cause }) => cause)).toEqual(['reserve']);
  });

  it('names the month\'s peak, the step of power and the cleaner hour that decided', () => {
    const wishes = [car(2)];
    const slots = [0, 0];
    const peaks = [{ window: 15 * MINUTE, register: slots, owed: [2_000], price: [10 * CENT], begun: 0 }];
    const tiers = [{ by: 'power' as const, window: 30 * MINUTE, above: [2_000], more: [[5 * CENT, 5 * CENT]] }];
    const two = hourly([10, 11], [0, 0], { devices: [battery(0, { charge: 4 })], wishes });
    expect(reasons({ ...two, peaks }).map(({ weighed }) => weighed)).toEqual(expect.arrayContaining(['peak']));
    expect(reasons({ ...two, tiers }).map(({ weighed }) => weighed)).toEqual(expect.arrayContaining(['tier']));
    const clean = { ...hourly([10, 11], [0, 0], { devices: [battery(2)], wishes }), carbon: [400, 200], weights: { carbon: 10 * CENT, independence: 0, switching: 0, change: 0 } };
    expect(reasons(clean).find(({ price }) => price === 11 * CENT)).toMatchObject({ weighed: 'carbon' });
  });
});
