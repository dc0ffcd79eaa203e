import * as fc from 'fast-check';
import loadHighs from 'highs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Act } from '#domain/plan/act.ts';
import { judge } from '#domain/plan/judge.ts';
import { keepChoices } from '#domain/plan/keepChoices.ts';
import type { PlanProblem } from '#domain/plan/problem.ts';
import { contains, HOUR, instant } from '#domain/time/instant.ts';
import { watts } from '#domain/units/power.ts';
import type { SlotChoice } from '#domain/wish/slotChoice.ts';
import { highsSolver } from '#workers/plan/solver/highs.ts';
import type { Solver } from '#workers/plan/solver/solver.ts';
import { DEFAULT_BUDGET, plan } from '#workers/plan/solve.ts';
import { battery, CENT, DISHWASHER, hourly, hoursLater, MIDNIGHT } from '../../fixtures/plan/problems.ts';

const choice = (device: string, from: number, want: SlotChoice['want']): SlotChoice => ({ device, start: hoursLater(from), end: hoursLater(from + 1), want });
const charge = (from: number, to: number): Act => ({ device: 'battery', interval: { start: hoursLater(from), end: hoursLater(to) }, policy: { kind: 'hold', power: watts(2_000) } });
const rest = (from: number, to: number): Act => ({ ...charge(from, to), policy: { kind: 'hold', power: watts(0) } });
const run = (from: number): Act => ({ device: 'dishwasher', interval: { start: hoursLater(from), end: hoursLater(from + 2) }, policy: { kind: 'run' } });
const cover: Act = { ...charge(3, 5), policy: { kind: 'follow', min: watts(-2_000), max: watts(2_000), grid: watts(0) } };
/** Cheap from midnight to three, dear from three on: a battery charges in two of the three cheap hours. */
const NIGHT = hourly([10, 11, 12, 30, 30], [0, 0, 0, 2_000, 2_000], { devices: [battery(0)] });
const washing = (choices: readonly SlotChoice[], prices = [10, 20, 5, 5, 30, 30]): PlanProblem =>
  hourly(prices, prices.map(() => 0), { devices: [DISHWASHER], wishes: [{ kind: 'readyBy', id: 'w', device: 'dishwasher', rank: 2, from: MIDNIGHT, by: hoursLater(6) }], choices });
let solver: Solver;
beforeAll(async () => {
  solver = await highsSolver(loadHighs);
});
const solved = (problem: PlanProblem, own: Solver | null = null) => plan(problem, { solver: own, author: 'test', clock: () => 0, budget: DEFAULT_BUDGET });
const at = (acts: readonly Act[], hour: number): unknown => acts.find(({ interval }) => contains(interval, hoursLater(hour)))?.policy;

describe('half-hours that a person has decided (U20)', () => {
  it('cuts what is off out of an act that was drawn as one, and leaves the rest of it', () => {
    expect(keepChoices({ ...NIGHT, choices: [choice('battery', 1, 'off')] }, [charge(0, 3)], MIDNIGHT)).toEqual([charge(0, 1), rest(1, 2), charge(2, 3)]);
  });

  it('charges in what is on where nothing was planned', () => {
    expect(keepChoices({ ...NIGHT, choices: [choice('battery', 3, 'on')] }, [], MIDNIGHT)).toEqual([charge(3, 4)]);
  });

  it('changes nothing of what runs already, and is the same list where all is kept', () => {
    const problem = { ...NIGHT, choices: [choice('battery', 0, 'off')] };
    expect(keepChoices(problem, [charge(0, 2)], hoursLater(1))).toEqual([charge(0, 2)]);
    const kept = [charge(0, 1), rest(1, 2), charge(2, 3)];
    expect(keepChoices({ ...NIGHT, choices: [choice('battery', 1, 'off')] }, kept, MIDNIGHT)).toBe(kept);
  });

  it('starts an appliance later when it may not run, and in what is on when it should', () => {
    expect(keepChoices(washing([choice('dishwasher', 1, 'off')]), [run(0)], MIDNIGHT)).toEqual([run(2)]);
    expect(keepChoices(washing([choice('dishwasher', 4, 'on')]), [run(2)], MIDNIGHT)).toEqual([run(4)]);
    expect(keepChoices(washing([choice('dishwasher', 3, 'on')]), [run(2)], MIDNIGHT)).toEqual([run(2)]);
    expect(keepChoices(washing([choice('dishwasher', 4, 'on')]), [], MIDNIGHT)).toEqual([run(4)]);
  });

  it('the planner makes the best of what is left: it charges in the third hour instead of the second', () => {
    expect([0, 1, 2].map((hour) => at(solved(NIGHT).proposal.acts, hour))).toMatchObject([{ power: 2_000 }, { power: 2_000 }, {}]);
    const { acts } = solved({ ...NIGHT, choices: [choice('battery', 1, 'off')] }).proposal;
    expect([0, 1, 2].map((hour) => at(acts, hour))).toMatchObject([{ power: 2_000 }, { kind: 'hold', power: 0 }, { power: 2_000 }]);
  });

  it('the solver proves the best of what is left, and the price of what is wanted', () => {
    // 2 kWh at 10 and 2 at 12 cents, nothing at 30.
    expect(solved({ ...NIGHT, choices: [choice('battery', 1, 'off')] }, solver)).toMatchObject({ status: 'proven', cost: 44 * CENT });
    // Wanted in the dear fourth hour: 2 kWh for the battery and 2 for the home at 30, the last hour from the battery.
    expect(solved({ ...NIGHT, devices: [battery(0, { capacity: 2 })], choices: [choice('battery', 3, 'on'), choice('battery', 0, 'off'), choice('battery', 1, 'off'), choice('battery', 2, 'off')] }, solver)).toMatchObject({ status: 'proven', cost: 120 * CENT });
    // Full by then is kept too: nothing more is taken, and nothing more is paid.
    expect(solved({ ...NIGHT, choices: [choice('battery', 2, 'on')] }, solver)).toMatchObject({ status: 'proven', cost: 42 * CENT });
    expect(solved({ ...NIGHT, devices: [battery(4)], choices: [choice('battery', 2, 'on')] }, solver)).toMatchObject({ status: 'proven', cost: 0 });
  });

  it('the planner starts an appliance in the best time that is left', () => {
    expect(solved(washing([])).proposal.acts).toEqual([run(2)]);
    expect(solved(washing([choice('dishwasher', 2, 'off')])).proposal.acts).toEqual([run(0)]);
    // 2 kW then 1 kW: 36 cents from three, 42 from four.
    expect(solved(washing([choice('dishwasher', 4, 'on')], [10, 20, 5, 15, 6, 30])).proposal.acts).toEqual([run(3)]);
  });

  it('gives no cause of its own for what a person has decided', () => {
    const { reasons } = solved({ ...NIGHT, choices: [choice('battery', 3, 'on')] }).proposal;
    expect(reasons.filter(({ interval }) => interval.start === hoursLater(3))).toEqual([]);
  });

  it('is taken into the plan that runs even when nobody proposes a better one', () => {
    const problem = { ...NIGHT, choices: [choice('battery', 1, 'off')] };
    const running = [charge(0, 2), cover];
    expect(judge(problem, running, { revision: 7, author: 'x', acts: [], reasons: [] }, MIDNIGHT)).toMatchObject({ outcome: 'amended', acts: [charge(0, 1), rest(1, 2), cover] });
    expect(judge(NIGHT, running, { revision: 7, author: 'x', acts: [], reasons: [] }, MIDNIGHT)).toEqual({ outcome: 'refused', reason: 'not-better' });
  });

  it('a proposal that forgot it is made to keep it before it is judged', () => {
    const problem = { ...NIGHT, choices: [choice('battery', 1, 'off')] };
    const judged = judge(problem, [], { revision: 7, author: 'x', acts: [charge(0, 3), cover], reasons: [] }, MIDNIGHT);
    // Two hours of charging at 10 and 12 cents instead of three, 4 kWh covered at 30.
    expect(judged).toMatchObject({ outcome: 'accepted', acts: [charge(0, 1), rest(1, 2), charge(2, 3), cover], evaluation: { cost: 44 * CENT } });
  });

  it('whatever is proposed, every slot that is off is at rest and every one that is on charges', () => {
    const hours = fc.uniqueArray(fc.integer({ min: 0, max: 4 }), { maxLength: 5 });
    const acts = fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 1, max: 3 })).map(([from, length]) => charge(from, from + length)), { maxLength: 4 });
    fc.assert(
      fc.property(hours, fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }), acts, (chosen, wants, given) => {
        const choices = chosen.map((hour, n) => choice('battery', hour, wants[n] === true ? 'on' : 'off'));
        const kept = keepChoices({ ...NIGHT, choices }, given, MIDNIGHT);
        for (const { start, want } of choices) {
          for (let minute = 0; minute < 60; minute += 20) {
            const power = kept.find(({ interval }) => contains(interval, instant(start + (minute * HOUR) / 60)))?.policy;
            expect(power).toEqual({ kind: 'hold', power: want === 'on' ? 2_000 : 0 });
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});
