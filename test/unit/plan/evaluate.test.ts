import { describe, expect, it } from 'vitest';
import type { Act } from '#domain/plan/act.ts';
import { beats, compare } from '#domain/plan/compare.ts';
import { evaluate } from '#domain/plan/evaluate.ts';
import { watts } from '#domain/units/power.ts';
import { battery, CENT, DISHWASHER, hourly, hoursLater, KWH } from '../../fixtures/plan/problems.ts';

const hold = (device: string, from: number, to: number, power: number): Act => ({ device, interval: { start: hoursLater(from), end: hoursLater(to) }, policy: { kind: 'hold', power: watts(power) } });
const cover = (from: number, to: number): Act => ({ device: 'battery', interval: { start: hoursLater(from), end: hoursLater(to) }, policy: { kind: 'follow', min: watts(-2_000), max: watts(2_000), grid: watts(0) } });
const run = (from: number): Act => ({ device: 'dishwasher', interval: { start: hoursLater(from), end: hoursLater(from + 2) }, policy: { kind: 'run' } });

describe('what a plan costs, by hand', () => {
  it('prices the load alone when there is nothing to move', () => {
    // 1 kWh at 10 c + 2 kWh at 30 c.
    expect(evaluate(hourly([10, 30], [1_000, 2_000]), []).cost).toBe(70 * CENT);
  });

  it('charges 2 kWh at 10 c with 90 % each way and covers 1.62 kWh at 30 c', () => {
    const problem = hourly([10, 30], [1_000, 2_000], { devices: [battery(0, { efficiency: 0.9 })] });
    const evaluation = evaluate(problem, [hold('battery', 0, 1, 2_000), cover(1, 2)]);
    // 3 kWh x 10 c; stored 1.8, delivered 1.62, so 0.38 kWh x 30 c.
    expect(evaluation.cost).toBe(30 * CENT + 114_000);
  });

  it('counts wear both ways and values what is left', () => {
    const problem = hourly([10], [0], { devices: [battery(1, { wear: CENT })], endValue: 20 * CENT });
    // 2 kWh bought at 10 c and worn at 1 c, worth 20 c each afterwards.
    expect(evaluate(problem, [hold('battery', 0, 1, 2_000)]).cost).toBe(22 * CENT - 40 * CENT);
  });

  it('never stores more than fits, whatever is asked', () => {
    const problem = hourly([10, 10], [0, 0], { devices: [battery(3.5)] });
    expect(evaluate(problem, [hold('battery', 0, 2, 9_000)]).cost).toBe(5 * CENT);
  });

  it('plays a profile to its end across prices', () => {
    const problem = hourly([10, 20, 30], [0, 0, 0], { devices: [DISHWASHER] });
    expect(evaluate(problem, [run(1)]).cost).toBe(40 * CENT + 30 * CENT);
  });

  it('weighs a load above and below its forecast: surplus lost on one side is bought on the other', () => {
    const problem = { ...hourly([30], [0]), spread: [1_000] };
    // 0 twice, 1 kWh exported for nothing once, 1 kWh at 30 c once: a quarter of it.
    expect(evaluate(problem, []).cost).toBe(75_000);
    expect(evaluate(problem, []).forecastCost).toBe(0);
  });
});

describe('what a plan keeps', () => {
  it('lets the guard cut charging to a limit, and blames the base load for the rest', () => {
    const problem = hourly([10, 10], [1_000, 3_000], { devices: [battery(0)], limits: [{ direction: 'import', w: [2_500, 2_500] }] });
    const evaluation = evaluate(problem, [hold('battery', 0, 2, 2_000)]);
    // First hour 1.5 of 2 kW; second hour none, and 0.5 kWh above that nothing can cut.
    expect(evaluation.cost).toBe(25 * CENT + 30 * CENT);
    expect(evaluation.excess).toBe(500_000);
  });

  it('names a reserve that was used up, by the worst moment', () => {
    const wishes = [{ kind: 'reserve' as const, id: 'night', device: 'battery', rank: 1, share: 0.5 }];
    const problem = hourly([30], [2_000], { devices: [battery(3)], wishes });
    expect(evaluate(problem, [cover(0, 1)]).broken).toEqual([{ wish: 'night', by: 1_000_000, cure: 'lower-reserve' }]);
    expect(evaluate(problem, []).broken).toEqual([]);
  });

  it('asks of a reserve only what charging could have reached, and says what that is short of', () => {
    const wishes = [{ kind: 'reserve' as const, id: 'night', device: 'battery', rank: 1, share: 0.5 }];
    const problem = hourly([30, 30], [0, 0], { devices: [battery(0)], wishes });
    expect(evaluate(problem, [hold('battery', 0, 2, 2_000)]).broken).toEqual([{ wish: 'night', by: 2_000_000, cure: 'wait-until-charged' }]);
    expect(evaluate(problem, [hold('battery', 0, 2, 2_000)]).shortfalls).toEqual([{ rank: 1, share: 0 }]);
    expect(evaluate(problem, []).shortfalls).toEqual([{ rank: 1, share: 0.5 }]);
  });

  it('names an appliance that is not ready in time by how late it is', () => {
    const wishes = [{ kind: 'readyBy' as const, id: 'dishes', device: 'dishwasher', rank: 2, from: hoursLater(0), by: hoursLater(3) }];
    const problem = hourly([10, 10, 10, 10], [0, 0, 0, 0], { devices: [DISHWASHER], wishes });
    expect(evaluate(problem, [run(1)]).broken).toEqual([]);
    expect(evaluate(problem, [run(2)]).broken).toEqual([{ wish: 'dishes', by: 3_600_000, cure: 'ready-later' }]);
  });

  it('prefers limits to wishes, wishes to money, and money only by a cent or a hundredth', () => {
    const wishes = [{ kind: 'reserve' as const, id: 'night', device: 'battery', rank: 1, share: 0.5 }];
    const problem = hourly([30], [2_000], { devices: [battery(3)], wishes });
    const [cheap, kept] = [evaluate(problem, [cover(0, 1)]), evaluate(problem, [])];
    expect(cheap.cost).toBeLessThan(kept.cost);
    expect(compare(kept, cheap)).toBe('better');
    expect(beats(kept, cheap)).toBe(true);
    const nearly = { ...kept, objective: kept.objective - 5_000 };
    expect(compare(nearly, kept)).toBe('better');
    expect(beats(nearly, kept)).toBe(false);
  });

  it('says what a store will hold at each half-hour, at the forecast', () => {
    const problem = hourly([10, 30, 30], [0, 0, 1_000], { devices: [battery(1)] });
    const charge = { device: 'battery', interval: { start: hoursLater(0), end: hoursLater(1) }, policy: { kind: 'hold' as const, power: watts(2_000) } };
    const cover = { device: 'battery', interval: { start: hoursLater(2), end: hoursLater(3) }, policy: { kind: 'follow' as const, min: watts(-2_000), max: watts(0), grid: watts(0) } };
    // 1 kWh, 2 kWh taken in an hour, 1 kWh given in the third.
    expect(evaluate(problem, [charge, cover]).levels).toEqual([{ device: 'battery', at: [hoursLater(1), hoursLater(2), hoursLater(3)], stored: [3 * KWH, 3 * KWH, 2 * KWH] }]);
  });
});
