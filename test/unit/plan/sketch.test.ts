import { describe, expect, it } from 'vitest';
import type { PlanAnswer } from '#domain/plan/answer.ts';
import { sketch } from '#workers/plan/sketch.ts';
import { DEFAULT_BUDGET, plan } from '#workers/plan/solve.ts';
import { battery, CENT, DISHWASHER, hourly, hoursLater } from '../../fixtures/plan/problems.ts';

const OPTIONS = { solver: null, author: 'x', clock: () => 0, budget: DEFAULT_BUDGET };
/** The dishwasher takes 2 kWh in its first hour and 1 kWh in its second: 40 c at night, 130 c in the evening. */
const PRICES = [50, 40, 30, 10, 20, 30];
const wish = (by: number) => ({ kind: 'readyBy' as const, id: 'dishes', device: 'dishwasher', rank: 1, from: hoursLater(0), by: hoursLater(by) });
const home = (by: number) => hourly(PRICES, PRICES.map(() => 0), { devices: [battery(0), DISHWASHER], wishes: [wish(by)] });
const runs = ({ proposal }: PlanAnswer) => proposal.acts.filter(({ device }) => device === 'dishwasher').map(({ interval }) => interval);

describe('a first plan', () => {
  it('without any plan before it is found by arithmetic alone, and claims no proof', () => {
    const answer = sketch(home(6), null, OPTIONS);
    expect(answer).toMatchObject({ cost: 40 * CENT, bound: null, broken: [] });
    expect(runs(answer)).toEqual([{ start: hoursLater(3), end: hoursLater(5) }]);
  });

  it('for an earlier time moves the one device from the plan that there is', () => {
    const before = plan(home(6), OPTIONS).proposal.acts;
    const answer = sketch(home(3), { acts: before, device: 'dishwasher' }, OPTIONS);
    // Hours 1 and 2: 2 kWh at 40 c and 1 kWh at 30 c.
    expect(answer).toMatchObject({ cost: 110 * CENT, broken: [] });
    expect(runs(answer)).toEqual([{ start: hoursLater(1), end: hoursLater(3) }]);
  });

  it('is no worse than the plan before still is', () => {
    const before = plan(home(6), OPTIONS).proposal.acts;
    expect(sketch(home(6), { acts: before, device: 'dishwasher' }, OPTIONS).cost).toBe(40 * CENT);
  });

  it('names what cannot be met', () => {
    expect(sketch(home(1), null, OPTIONS).broken).toMatchObject([{ wish: 'dishes', by: 3_600_000 }]);
  });
});
