import loadHighs from 'highs';
import { beforeAll, describe, expect, it } from 'vitest';
import { calledLimits, calledPrices } from '#domain/plan/called.ts';
import { hoursIn } from '#domain/plan/dayHours.ts';
import { evaluate } from '#domain/plan/evaluate.ts';
import { weightsOf } from '#domain/plan/intentWeights.ts';
import { planWishes, quietChoices, type WishBasis } from '#domain/plan/poseWishes.ts';
import type { PlanProblem } from '#domain/plan/problem.ts';
import type { StandingCall } from '#domain/signal/call.ts';
import { HOUR, instant, MINUTE } from '#domain/time/instant.ts';
import { watts } from '#domain/units/power.ts';
import { MODES } from '#domain/wish/intent.ts';
import { WHOLE_HOME, type Wish } from '#domain/wish/wish.ts';
import { highsSolver } from '#workers/plan/solver/highs.ts';
import type { Solver } from '#workers/plan/solver/solver.ts';
import { DEFAULT_BUDGET, plan } from '#workers/plan/solve.ts';
import { battery, CENT, DISHWASHER, hourly, hoursLater, KWH, MIDNIGHT } from '../../fixtures/plan/problems.ts';

let solver: Solver;
beforeAll(async () => {
  solver = await highsSolver(loadHighs);
});

const solved = (problem: PlanProblem, own: Solver | null = solver) => plan(problem, { solver: own, author: 'test', clock: () => 0, budget: DEFAULT_BUDGET });
const NONE = { carbon: 0, independence: 0, switching: 0, change: 0 };
const full = (by: number, rank = 1) => ({ kind: 'storedBy' as const, id: 'car', device: 'battery', rank, by: hoursLater(by), share: 1 });
const bought = (problem: PlanProblem, own?: Solver | null): number[] => {
  const { grid } = evaluate(problem, solved(problem, own).proposal.acts);
  return problem.slots.map((_, slot) => Math.round(grid.slice(slot * 60, (slot + 1) * 60).reduce((sum, power) => sum + Math.max(0, power), 0) / 60));
};

describe('what a household weighs beside money', () => {
  it('buys the cleaner hour for a cent a kWh more when a kg of CO2 is worth ten cents to it, and not for less', () => {
    // 10 c and 400 g, or 11 c and 200 g: 0.2 kg a kWh are worth 2 c at 10 c a kg, 0.8 c at 4 c.
    const problem = { ...hourly([10, 11], [0, 0], { devices: [battery(2)], wishes: [full(2)] }), carbon: [400, 200] };
    for (const own of [undefined, null]) {
      expect(bought({ ...problem, weights: { ...NONE, carbon: 10 * CENT } }, own)).toEqual([0, 2_000]);
      expect(bought({ ...problem, weights: { ...NONE, carbon: 4 * CENT } }, own)).toEqual([2_000, 0]);
    }
    // What it costs is still said in money: 2 kWh at 11 c.
    expect(solved({ ...problem, weights: { ...NONE, carbon: 10 * CENT } })).toMatchObject({ cost: 22 * CENT, status: 'proven' });
  });

  it('keeps its own power for the evening although selling it earns more, when it wants to need the grid less', () => {
    // 1 kWh of sun earns 12 c; the evening's kWh costs 10 c.
    const neutral = { kind: 'follow' as const, min: watts(-2_000), max: watts(2_000), grid: watts(0) };
    const problem = { ...hourly([10, 10], [-1_000, 1_000], { devices: [battery(0, { neutral })] }), exportPrice: [12 * CENT, 0] };
    expect(bought(problem)).toEqual([0, 1_000]);
    expect(bought({ ...problem, weights: weightsOf({ mode: 'self-reliant', carbonPrice: null }) })).toEqual([0, 0]);
  });

  it('stays with the running plan for less than the change is worth', () => {
    const running = { revision: 6, acts: [{ device: 'battery', interval: { start: hoursLater(1), end: hoursLater(2) }, policy: { kind: 'hold' as const, power: watts(2_000) } }] };
    const problem = { ...hourly([10, 10.1, 10], [0, 0, 0], { devices: [battery(2)], wishes: [full(3)] }), running };
    // Another hour would be 0.2 c cheaper on 2 kWh, and two hours told otherwise.
    expect(bought({ ...problem, weights: { ...NONE, change: 2_000 } })).toEqual([0, 2_000, 0]);
    expect(bought({ ...problem, weights: { ...NONE, change: 500 } })).toEqual([2_000, 0, 0]);
  });

  it('starts a heater once rather than twice when starts have a price', () => {
    const heater = { id: 'heater', primitive: { kind: 'modes' as const, powers: [0, 1_000] }, stored: null, runningSince: null, neutral: { kind: 'hold' as const, power: watts(0) } };
    // Paid 1 c, charged 0.5 c, paid 3 c: through the middle hour costs half a cent, a second start one.
    const problem = hourly([-1, 0.5, -3], [0, 0, 0], { devices: [heater] });
    expect(bought(problem, null)).toEqual([1_000, 0, 1_000]);
    expect(bought({ ...problem, weights: { ...NONE, switching: CENT } }, null)).toEqual([1_000, 1_000, 1_000]);
  });

  it('has a weight for each mode, and the household\'s own price of CO2', () => {
    expect(MODES.map((mode) => weightsOf({ mode, carbonPrice: null }))).toMatchObject([{ carbon: 0, independence: 0 }, { carbon: 300_000 }, { independence: 100_000 }, { switching: 10_000 }]);
    expect(weightsOf({ mode: 'greenest', carbonPrice: 50_000 }).carbon).toBe(50_000);
    expect(weightsOf({ mode: 'cheapest', carbonPrice: 50_000 }).carbon).toBe(0);
  });
});

describe('comfort, budgets and quiet hours', () => {
  const comfort = (share: number, from: number, to: number) => ({ kind: 'comfort' as const, id: 'warm', device: 'battery', rank: 2, share, times: [{ start: hoursLater(from), end: hoursLater(to) }] });

  it('keeps the tank warm in its hours, heated in the cheapest before them', () => {
    const problem = hourly([20, 10, 30, 40], [0, 0, 0, 0], { devices: [battery(0)], wishes: [comfort(0.5, 2, 3)] });
    expect(bought(problem)).toEqual([0, 2_000, 0, 0]);
    expect(solved(problem)).toMatchObject({ cost: 20 * CENT, broken: [] });
  });

  it('says what of the warmth no plan can reach, and reaches what can be', () => {
    const answer = solved(hourly([20, 10], [0, 0], { devices: [battery(0)], wishes: [comfort(1, 0, 2)] }));
    expect(answer).toMatchObject({ cost: 60 * CENT, broken: [{ wish: 'warm', by: 2 * KWH, cure: 'warm-later' }] });
  });

  const budget = (of: 'money' | 'energy', limit: number, rank = 3) => ({ kind: 'budget' as const, id: 'purse', device: WHOLE_HOME, rank, of, limit, start: hoursLater(0), end: hoursLater(2) });

  it('spends no more than a budget where a wish behind it wants more, and says what the wish lacks', () => {
    // 1 kWh of load and 2 kWh of charging cost 30 c; 20 c are there.
    const wishes = [budget('money', 20 * CENT, 1), full(2, 2)];
    const answer = solved(hourly([10, 10], [1_000, 0], { devices: [battery(2)], wishes }));
    expect(answer.cost).toBe(20 * CENT);
    expect(answer.broken).toEqual([{ wish: 'car', by: KWH, cure: 'stored-later' }]);
  });

  it('breaks the budget for a wish before it, and says by how much', () => {
    const wishes = [budget('energy', 2 * KWH, 2), full(2, 1)];
    const answer = solved(hourly([10, 10], [1_000, 0], { devices: [battery(2)], wishes }));
    expect(answer.broken).toEqual([{ wish: 'purse', by: KWH, cure: 'higher-budget' }]);
  });

  it('blames no plan for what the home takes by itself', () => {
    expect(solved(hourly([10, 10], [3_000, 0], { devices: [battery(2)], wishes: [budget('energy', 2 * KWH)] })).broken).toEqual([{ wish: 'purse', by: KWH, cure: 'higher-budget' }]);
  });

  it('lends no emergency credit to a car: what is left of it goes to the home first', () => {
    const basis: WishBasis = { horizon: { start: MIDNIGHT, end: hoursLater(2) }, zone: 'Etc/UTC', mode: 'cheapest', used: { money: 0, energy: 0 }, purse: { balance: 15 * CENT } };
    const wishes = planWishes([full(2)], basis);
    // 1 kWh of load takes 10 of 15 c: 0.5 kWh of charging is left.
    expect(solved(hourly([10, 10], [1_000, 0], { devices: [battery(2)], wishes }))).toMatchObject({ cost: 15 * CENT, broken: [{ wish: 'car', by: 1.5 * KWH }] });
    const empty = planWishes([full(2)], { ...basis, purse: { balance: -CENT } });
    expect(solved(hourly([10, 10], [1_000, 0], { devices: [battery(2)], wishes: empty }))).toMatchObject({ cost: 10 * CENT, broken: [{ wish: 'credit', by: 10 * CENT, cure: 'top-up' }, { wish: 'car', by: 2 * KWH }] });
  });

  it('does not run the dishwasher in quiet hours, and says how late it makes it', () => {
    const wishes = [{ kind: 'readyBy' as const, id: 'dishes', device: 'dishwasher', rank: 1, from: hoursLater(0), by: hoursLater(3) }];
    const quiet: Wish = { kind: 'quiet', id: 'night', device: 'dishwasher', rank: 1, hours: { from: 0, to: 120 } };
    const choices = quietChoices([quiet], [], { horizon: { start: MIDNIGHT, end: hoursLater(6) }, zone: 'Etc/UTC' });
    expect(choices).toEqual([{ device: 'dishwasher', start: MIDNIGHT, end: hoursLater(2), want: 'off' }]);
    const answer = solved(hourly([10, 10, 30, 30, 30, 30], [0, 0, 0, 0, 0, 0], { devices: [DISHWASHER], wishes, choices }));
    expect(answer.proposal.acts.map(({ interval }) => interval.start)).toEqual([hoursLater(2)]);
    expect(answer.broken).toEqual([{ wish: 'dishes', by: HOUR, cure: 'ready-later' }]);
  });

  it('lets a person run it all the same for a half-hour that is decided', () => {
    const decided = { device: 'dishwasher', start: hoursLater(1), end: hoursLater(1.5), want: 'on' as const };
    const quiet: Wish = { kind: 'quiet', id: 'night', device: 'dishwasher', rank: 1, hours: { from: 0, to: 120 } };
    expect(quietChoices([quiet], [decided], { horizon: { start: MIDNIGHT, end: hoursLater(6) }, zone: 'Etc/UTC' })).toEqual([
      { device: 'dishwasher', start: MIDNIGHT, end: hoursLater(1), want: 'off' },
      { device: 'dishwasher', start: hoursLater(1.5), end: hoursLater(2), want: 'off' },
    ]);
  });

  it('has its hours by the wall clock, also on the day that is an hour short', () => {
    // London, 26 March 2023: 22:00 to 07:00 are eight hours.
    const day = { start: instant(Date.UTC(2023, 2, 25, 12)), end: instant(Date.UTC(2023, 2, 26, 12)) };
    expect(hoursIn({ from: 22 * 60, to: 7 * 60 }, day, 'Europe/London')).toEqual([{ start: Date.UTC(2023, 2, 25, 22), end: Date.UTC(2023, 2, 26, 6) }]);
  });

  it('asks for half of the band when comfort is what plans are for', () => {
    const basis: WishBasis = { horizon: { start: MIDNIGHT, end: hoursLater(2) }, zone: 'Etc/UTC', mode: 'comfort', used: { money: 0, energy: 0 }, purse: null };
    const warm: Wish = { kind: 'comfort', id: 'warm', device: 'tank', rank: 2, low: 0.4, high: 0.8, hours: null };
    expect(planWishes([warm], basis)).toMatchObject([{ kind: 'comfort', share: 0.6000000000000001, times: [basis.horizon] }]);
    expect(planWishes([warm], { ...basis, mode: 'greenest' })).toMatchObject([{ share: 0.4 }]);
  });

  it('gives each day its budget, less what today has had', () => {
    const daily: Wish = { kind: 'budget', id: 'purse', device: WHOLE_HOME, rank: 3, of: 'energy', limit: 10 * KWH };
    const basis: WishBasis = { horizon: { start: hoursLater(20), end: hoursLater(28) }, zone: 'Etc/UTC', mode: 'cheapest', used: { money: 0, energy: 4 * KWH }, purse: null };
    expect(planWishes([daily], basis)).toMatchObject([{ limit: 6 * KWH, start: hoursLater(20), end: hoursLater(24) }, { limit: 10 * KWH, start: hoursLater(24), end: hoursLater(28) }]);
  });
});

describe('calls and price together', () => {
  const call = (more: Partial<StandingCall>): StandingCall => ({ id: 'call', issuer: 'dso', demand: 'less-demand', target: { kind: 'all' }, firmness: 'overridable', start: hoursLater(1), end: hoursLater(2), power: watts(500), reward: null, text: null, status: 'scheduled', devices: [], receivedAt: MIDNIGHT, basis: null, ...more });

  it('plans round a call for less that stands, not round one that was left or only offered', () => {
    expect(calledLimits([call({})])).toMatchObject([{ direction: 'import', scope: 'controllable', value: { w: 500 }, start: hoursLater(1), end: hoursLater(2) }]);
    expect(calledLimits([call({ status: 'opted-out' }), call({ status: 'offered' }), call({ demand: 'more-demand' })])).toEqual([]);
  });

  it('moves load into a call for more for what it pays', () => {
    const slots = hourly([10, 10], [0, 0]).slots;
    expect(calledPrices([10 * CENT, 10 * CENT], slots, [call({ demand: 'more-demand', reward: { micro: 3 * CENT, per: 'kWh' } })])).toEqual({ importPrice: [10 * CENT, 7 * CENT] });
    expect(calledPrices([10 * CENT, 10 * CENT], slots, [call({ demand: 'more-demand', reward: { micro: 3 * CENT, per: 'event' } })]).importPrice).toEqual([10 * CENT, 10 * CENT]);
    expect(slots[1]?.start).toBe(MIDNIGHT + 60 * MINUTE);
  });
});
