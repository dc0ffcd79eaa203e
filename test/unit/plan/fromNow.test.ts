import { describe, expect, it } from 'vitest';
import { problemFromNow } from '#domain/plan/fromNow.ts';
import type { PlanProblem } from '#domain/plan/problem.ts';
import { battery, DISHWASHER, hourly, hoursLater } from '../../fixtures/plan/problems.ts';

/** A day of hours: the price of an hour is its number. */
const hours = Array.from({ length: 24 }, (_, hour) => hour);
const at = hoursLater;
const stated = (change: Partial<PlanProblem> = {}): PlanProblem => hourly(hours, hours.map((hour) => hour * 100), { devices: [battery(1), DISHWASHER], ...change });
const nothing = { acts: [], levels: [] };

describe('a problem that was stated a while ago', () => {
  it('is as it was while its first slot has not passed', () => {
    const problem = stated();
    expect(problemFromNow(problem, nothing, at(0.5))).toBe(problem);
  });

  it('begins at the slot that runs, with every list a number a slot', () => {
    const limits = [{ direction: 'import' as const, w: hours.map((hour) => hour * 1_000) }];
    const later = problemFromNow(stated({ limits }), nothing, at(3.5));
    expect(later?.slots).toHaveLength(21);
    expect(later?.slots[0]?.start).toBe(at(3));
    expect(later?.inflexible[0]).toBe(300);
    expect(later?.limits[0]?.w[0]).toBe(3_000);
    expect([later?.importPrice.length, later?.exportPrice.length, later?.spread.length, later?.priceKnown.length]).toEqual([21, 21, 21, 21]);
  });

  it('has in its stores what the plan expected by then, and what was told where nothing was expected', () => {
    const levels = [{ device: 'battery', at: [at(1), at(2), at(5)], stored: [2_000_000, 3_000_000, 9_000_000] }];
    expect(problemFromNow(stated(), { acts: [], levels }, at(3.5))?.devices[0]?.stored).toBe(3_000_000);
    expect(problemFromNow(stated(), nothing, at(3.5))?.devices[0]?.stored).toBe(1_000_000);
  });

  it('an appliance that is through is left out with its wish; one that runs is running', () => {
    const wishes = [{ kind: 'readyBy' as const, id: 'dishes', device: 'dishwasher', rank: 1, from: at(0), by: at(20) }];
    const run = (from: number, to: number) => ({ acts: [{ device: 'dishwasher', interval: { start: at(from), end: at(to) }, policy: { kind: 'run' as const } }], levels: [] });
    const through = problemFromNow(stated({ wishes }), run(1, 2), at(3.5));
    expect([through?.devices.map(({ id }) => id), through?.wishes]).toEqual([['battery'], []]);
    expect(problemFromNow(stated({ wishes }), run(2, 4), at(3.5))?.devices[1]?.runningSince).toBe(at(2));
  });

  it('leaves out a wish whose time is past', () => {
    const wishes = [{ kind: 'storedBy' as const, id: 'full', device: 'battery', rank: 1, by: at(2), share: 1 }];
    expect(problemFromNow(stated({ wishes }), nothing, at(3.5))?.wishes).toEqual([]);
  });

  it('says nothing of less than half a day', () => {
    expect(problemFromNow(stated(), nothing, at(11.5))).not.toBeNull();
    expect(problemFromNow(stated(), nothing, at(12.5))).toBeNull();
    expect(problemFromNow(stated(), nothing, at(30))).toBeNull();
  });
});
