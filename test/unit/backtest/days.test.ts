import { describe, expect, it } from 'vitest';
import { after, HOUR, type Instant } from '#domain/time/instant.ts';
import { watts } from '#domain/units/power.ts';
import type { Act } from '#domain/plan/act.ts';
import { backtest, WAYS, type Backtest, type Progress } from '../../../device/backtest/backtest.ts';
import type { Planner } from '../../../device/backtest/planned.ts';
import { capturedShare, daysBeside, outcomesOf } from '../../../device/backtest/result.ts';
import { backtestOf, BATTERY, DAY, MONDAY, recording } from './homes.ts';

const lastOf = (input: Backtest): Progress => {
  const last = [...backtest(input)].at(-1);
  if (!last) throw new Error('no day was played');
  return last;
};
const outcomes = (input: Backtest, progress: Progress): ReturnType<typeof outcomesOf> => outcomesOf(progress, input.terms, input.period, progress.stockBefore);

/** 1 kW at any hour. */
const steady = recording(after(MONDAY, 5 * DAY), () => 1_000);

describe('a home of a steady kilowatt with a battery, at 10 by night and 30 by day', () => {
  const input = backtestOf(2, steady, { batteries: [BATTERY] });
  const progress = lastOf(input);
  const of = outcomes(input, progress);

  it('costs 6 a day where nobody plans: six hours at 10 and eighteen at 30', () => {
    expect(of.nothing).toMatchObject({ cost: 12_000_000, bill: 12_000_000, stock: 0, wear: 0 });
  });

  it('costs 4.80 a day where the battery is filled by night: 6 kWh at 20 less', () => {
    expect(of.perfect.cost).toBeGreaterThanOrEqual(9_600_000);
    expect(of.perfect.cost).toBeLessThan(9_620_000);
  });

  it('captures nearly all of it with forecasts of its own, for a load that never changes', () => {
    expect(capturedShare(of)).toBeGreaterThan(0.97);
    expect(daysBeside(progress, 'tidewatt').every(({ money }) => money < 0)).toBe(true);
  });

  it('simply does as nobody does, without a surplus to keep', () => {
    expect(of.simple.cost).toBe(of.nothing.cost);
  });

  it('adds the days up to the bill, less what the battery holds', () => {
    for (const way of WAYS) {
      const days = [...progress.tallies[way].days.values()].reduce((sum, money) => sum + money, 0);
      expect(Math.abs(days - of[way].cost)).toBeLessThan(5);
    }
  });
});

describe('a car that is plugged in from 18:00 to 06:00 and wants 3 kWh', () => {
  const session = { start: new Date(after(MONDAY, 18 * HOUR)).toISOString(), end: new Date(after(MONDAY, 30 * HOUR)).toISOString(), kwh: 3 };
  const input = backtestOf(2, steady, { cars: [{ id: 'car', max_charge_w: 3_000, sessions: [session] }] });
  const progress = lastOf(input);
  const of = outcomes(input, progress);

  it('charges at once at 30 where nobody plans, after midnight at 10 where somebody does', () => {
    expect(of.nothing.cost).toBe(12_000_000 + 900_000);
    expect(of.simple.cost).toBe(12_000_000 + 300_000);
    expect(of.perfect.cost).toBeGreaterThanOrEqual(12_000_000 + 300_000);
    // Five minutes at full power pass between plugging in and the plan's first boundary.
    expect(of.perfect.cost).toBeLessThanOrEqual(12_000_000 + 300_000 + 60_000);
  });

  it('is charged to the day on which it was plugged in', () => {
    expect([...progress.tallies.simple.days.values()].map(Math.round)).toEqual([6_300_000, 6_000_000]);
  });

  it('leaves with what it wanted, each time', () => {
    for (const way of WAYS) expect(of[way]).toMatchObject({ wishesKept: 1, wishesBroken: 0 });
  });
});

describe('a roof that gives 2 kW from noon to two', () => {
  const sunny = (at: Instant): number => ([12, 13].includes(new Date(at).getUTCHours()) ? 2_000 : 0);
  const input = backtestOf(2, recording(after(MONDAY, 5 * DAY), () => 500, sunny), { batteries: [BATTERY] });
  const of = outcomes(input, lastOf(input));

  it('fills the battery of a home where nobody plans: 3 kWh of surplus are used in the evening', () => {
    // Each day 3 kWh at 10 by night, 8 kWh of 500 W at 30 by day outside noon to two, less 3 kWh from the battery; what is left after midnight is used at 10.
    expect(of.nothing.exported).toBe(0n);
    expect(of.nothing.cost).toBeGreaterThan(0);
    expect(of.perfect.cost).toBeLessThanOrEqual(of.nothing.cost);
  });
});

describe('a limit on what is drawn', () => {
  const hold = (from: number, to: number, power: number): Act => ({ device: 'battery', interval: { start: after(MONDAY, from * HOUR), end: after(MONDAY, to * HOUR) }, policy: { kind: 'hold', power: watts(power) } });
  /** A kilowatt-hour in at ten, kept, and out when the home draws most. */
  const planner: Planner = ({ revision }) => ({
    status: 'feasible', proposal: { revision, author: 'test', acts: [hold(10, 11, 1_000), hold(11, 20, 0), hold(20, 21, -1_000)], reasons: [] }, cost: 0, bound: null, gap: null, nothing: 0, broken: [], steps: [],
  });

  it('is counted where the home itself goes above it, and kept by a battery that is planned', () => {
    const peak = recording(after(MONDAY, 5 * DAY), (at) => (new Date(at).getUTCHours() === 20 ? 3_000 : 500));
    const input = backtestOf(1, peak, { batteries: [BATTERY], limits: [{ direction: 'import', w: 2_500 }] }, { planner });
    const of = outcomes(input, lastOf(input));
    // An hour of twelve stretches of five minutes; an empty battery cannot help where nobody plans.
    expect(of.nothing.overLimit).toBe(12);
    expect(of.perfect.overLimit).toBe(0);
  });
});
