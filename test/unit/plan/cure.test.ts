import { describe, expect, it } from 'vitest';
import { basisOf } from '#domain/plan/basis.ts';
import { withCures } from '#domain/plan/cure.ts';
import type { BrokenWish, PlanDevice, PlanProblem } from '#domain/plan/problem.ts';
import { instant, MINUTE } from '#domain/time/instant.ts';
import { battery, DISHWASHER, hourly, hoursLater, KWH } from '../../fixtures/plan/problems.ts';

const FLAT = [20, 20, 20, 20, 20, 20];
const NOBODY = [0, 0, 0, 0, 0, 0];
/** 10 kWh fit, 2 kW go in: half an hour a kWh. */
const car = (kWh: number): PlanDevice => ({ ...battery(kWh, { capacity: 10 }), id: 'car' });
const full = (hours: number) => ({ kind: 'storedBy' as const, id: 'full', device: 'car', rank: 2, by: hoursLater(hours), share: 0.8 });
const short = (kWh: number, cure = 'stored-later'): BrokenWish => ({ wish: 'full', by: kWh * KWH, cure });
const cureOf = (problem: PlanProblem, broken: BrokenWish): BrokenWish | undefined => withCures(problem, [broken])[0];

describe('what cures a wish that falls short', () => {
  it('energy by a time: when it can be there at the earliest, and how much there is instead', () => {
    // 8 kWh are wanted at 02:00, 1 kWh is in: 4 kWh come until then, and 3.5 h are needed. It leaves at two, if it does.
    const problem = hourly(FLAT, NOBODY, { devices: [{ ...car(1), present: [{ start: hoursLater(0), end: hoursLater(2) }] }], wishes: [full(2)] });
    expect(cureOf(problem, short(3))).toEqual({ wish: 'full', by: 3 * KWH, cure: 'stored-later', device: 'car', at: hoursLater(3.5), best: 5 * KWH });
  });

  it('what limits leave beside the load is all that there is', () => {
    // 1.5 kW of limit less 0.5 kW of load: 7 kWh take seven hours, and six are looked at.
    const limits = [{ direction: 'import' as const, w: FLAT.map(() => 1_500) }];
    const tight = hourly(FLAT, FLAT.map(() => 500), { devices: [car(1)], wishes: [full(2)], limits });
    expect(cureOf(tight, short(5))).toEqual({ wish: 'full', by: 5 * KWH, cure: 'stored-later', device: 'car', best: 3 * KWH });
    expect(cureOf({ ...tight, devices: [car(3)] }, short(3))?.at).toEqual(hoursLater(5));
  });

  it('quiet hours that stand in its way are named', () => {
    const choices = [{ device: 'car', start: hoursLater(0), end: hoursLater(2), want: 'off' as const }];
    const problem = hourly(FLAT, NOBODY, { devices: [car(4)], wishes: [full(3)], choices });
    // Two kilowatts from two o’clock on give 4 kWh at four; without the rest it is two.
    expect(cureOf(problem, short(2))).toEqual({ wish: 'full', by: 2 * KWH, cure: 'fewer-quiet-hours', device: 'car', at: hoursLater(4), best: 6 * KWH });
  });

  it('where it could be met and is not, something asked for before it is', () => {
    expect(cureOf(hourly(FLAT, NOBODY, { devices: [car(4)], wishes: [full(3)] }), short(2))).toEqual({ wish: 'full', by: 2 * KWH, cure: 'another-first', device: 'car', best: 6 * KWH });
  });

  it('an appliance: when it is done instead', () => {
    const wish = { kind: 'readyBy' as const, id: 'dishes', device: 'dishwasher', rank: 1, from: hoursLater(0), by: hoursLater(1) };
    const late = { wish: 'dishes', by: 62 * MINUTE, cure: 'ready-later' };
    expect(cureOf(hourly(FLAT, NOBODY, { devices: [DISHWASHER], wishes: [wish] }), late)).toEqual({ ...late, device: 'dishwasher', at: instant(hoursLater(2) + 5 * MINUTE) });
  });

  it('a reserve: from when on it is there, or down to what it would have to be let', () => {
    const problem = hourly(FLAT, NOBODY, { devices: [battery(1)], wishes: [{ kind: 'reserve', id: 'half', device: 'battery', rank: 1, share: 0.5 }] });
    expect(cureOf(problem, { wish: 'half', by: KWH, cure: 'wait-until-charged' })).toEqual({ wish: 'half', by: KWH, cure: 'wait-until-charged', device: 'battery', at: hoursLater(0.5) });
    expect(cureOf(problem, { wish: 'half', by: KWH / 2, cure: 'lower-reserve' })).toEqual({ wish: 'half', by: KWH / 2, cure: 'lower-reserve', device: 'battery', best: 1.5 * KWH });
  });

  it('what is drawn and not there is the device’s own, and a budget is what it lacks', () => {
    const budget = { kind: 'budget' as const, id: 'day', device: 'home', rank: 2, of: 'money' as const, limit: 0, start: hoursLater(0), end: hoursLater(6) };
    const problem = hourly(FLAT, NOBODY, { devices: [battery(1)], wishes: [budget] });
    expect(withCures(problem, [{ wish: 'battery', by: KWH, cure: 'less-drawn' }, { wish: 'day', by: 400_000, cure: 'higher-budget' }])).toEqual([
      { wish: 'battery', by: KWH, cure: 'less-drawn', device: 'battery' },
      { wish: 'day', by: 400_000, cure: 'higher-budget', device: 'home' },
    ]);
  });
});

describe('what a plan had to do without', () => {
  const day = Array.from({ length: 30 }, () => 20);
  const known = (from: number): boolean[] => day.map((_, hour) => hour >= from);

  it('is a load or an array of which less than half of the day ahead is known', () => {
    const problem = hourly(day, day.map(() => 0), { loadKnown: known(12), pvKnown: known(13) });
    expect(basisOf(problem)).toEqual({ withoutLoad: false, withoutGeneration: true, pricesUntil: null });
    // What lies beyond the day ahead counts for nothing.
    expect(basisOf({ ...problem, loadKnown: known(24) }).withoutLoad).toBe(true);
  });

  it('is nothing where nobody meters an array, and prices from where they are estimates', () => {
    expect(basisOf(hourly(day, day.map(() => 0), { priceKnown: day.map((_, hour) => hour < 26) }))).toEqual({ withoutLoad: false, withoutGeneration: false, pricesUntil: hoursLater(26) });
  });
});
