import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mayFlow, spending } from '#domain/limit/room.ts';
import { doubted, meanOf, unused, usedUntil, type AverageRule, type Usage } from '#domain/limit/usage.ts';
import type { Milliseconds } from '#domain/time/instant.ts';

const PERIOD = 5_000 as Milliseconds;
const WINDOW = 900_000;
const MOST = 4_200;
const ROLLING: AverageRule = { most: MOST, window: WINDOW, averaging: 'rolling' };
const ALIGNED: AverageRule = { ...ROLLING, averaging: 'aligned' };
const STEPS = WINDOW / PERIOD;

/** The use after `flow`, of which nothing controls `base`, was measured at `at` ms; the clock's windows begin at 0. */
const measured = (before: Usage, rule: AverageRule, all: number, base: number, at: number): Usage =>
  spending(usedUntil(before, rule, { all, base, period: PERIOD }, at, at - (at % WINDOW), 15_000), rule);

/** A steady flow from the first measurement on. */
function steady(rule: AverageRule, flow: number, until: number): Usage {
  let usage = unused(0, 0, PERIOD);
  for (let at: number = PERIOD; at <= until; at += PERIOD) usage = measured(usage, rule, flow, flow, at);
  return usage;
}

describe('the room of an average', () => {
  it.each([ROLLING, ALIGNED])('is none at first: nobody knows what was used before', (rule) => {
    expect(mayFlow(measured(unused(0, 0, PERIOD), rule, 0, 0, PERIOD), rule, PERIOD)).toBe(MOST);
  });

  it.each([ROLLING, ALIGNED])('is what was saved, once that is worth it', (rule) => {
    expect(mayFlow(steady(rule, 500, 120_000), rule, 120_000)).toBe(MOST);
    expect(mayFlow(steady(rule, 500, 600_000), rule, 600_000)).toBeGreaterThan(MOST + 2_000);
  });

  it.each([ROLLING, ALIGNED])('is less than the value after more than it was used, by what can be made good', (rule) => {
    const allows = mayFlow(steady(rule, 5_000, 300_000), rule, 300_000);
    expect(allows).toBeLessThan(MOST);
    expect(allows).toBeGreaterThanOrEqual(0);
  });

  it.each([ROLLING, ALIGNED])('does not grow by silence', (rule) => {
    const usage = steady(rule, 500, 600_000);
    const rooms = [0, 60_000, 120_000, 290_000].map((silent) => mayFlow(usage, rule, 600_000 + silent));
    rooms.slice(1).forEach((room, n) => expect(room).toBeLessThanOrEqual((rooms[n] ?? 0) + 1e-6));
  });

  it.each([ROLLING, ALIGNED])('is gone after a restart, and what was used too much is not', (rule) => {
    expect(mayFlow(doubted(steady(rule, 500, 600_000)), rule, 600_000)).toBe(MOST);
    const much = steady(rule, 5_000, 600_000);
    expect(mayFlow(doubted(much), rule, 600_000)).toBeCloseTo(mayFlow(much, rule, 600_000), 0);
  });

  it('of a rolling window is only what the load that nothing controls lets come back', () => {
    const busy = (base: number): number => {
      let usage = unused(0, 0, PERIOD);
      for (let at: number = PERIOD; at <= 600_000; at += PERIOD) usage = measured(usage, ROLLING, at <= 60_000 ? base : 500, at <= 60_000 ? base : 500, at);
      return mayFlow(usage, ROLLING, 600_000);
    };
    expect(busy(MOST)).toBe(MOST);
    expect(busy(500)).toBeGreaterThan(MOST + 1_000);
  });

  it('tells the mean of what it has seen, and not of less than half a window', () => {
    expect(meanOf(steady(ROLLING, 500, 400_000), ROLLING)).toBeNull();
    expect(meanOf(steady(ROLLING, 500, 900_000), ROLLING)).toBe(500);
  });
});

/** A load in steps of a few minutes, and a car that takes all it may: at least 4140 W or nothing, one measurement late. */
function charged(bases: readonly number[], rule: AverageRule): { readonly all: readonly number[]; readonly base: readonly number[]; readonly car: number } {
  const [all, base]: [number[], number[]] = [[], []];
  let usage = unused(0, 0, PERIOD);
  let car = 0;
  let sum = 0;
  for (let step = 1; step <= 4 * STEPS; step++) {
    const load = bases[Math.floor(step / 24) % bases.length] ?? 0;
    all.push(load + car);
    base.push(load);
    sum += car;
    const at = step * PERIOD;
    usage = measured(usage, rule, load + car, load, at);
    const free = Math.min(11_040, mayFlow(usage, rule, at) - load);
    car = free >= 4_140 ? free : 0;
  }
  return { all, base, car: sum };
}

const sums = (values: readonly number[]): readonly number[] => values.reduce<number[]>((so, value) => (so.push((so.at(-1) ?? 0) + value), so), [0]);

/**
 * By how much a window's mean may lie above the value: by the load that nothing controls above `from`, and by what that
 * load rose by, for the one measurement before it is seen.
 */
function expectKept(all: readonly number[], base: readonly number[], from: number, isBegin: (step: number) => boolean): void {
  const [used, forced] = [sums(all), sums(base.map((load, step) => Math.max(0, load - from) + Math.max(0, load - (base[step - 1] ?? 0))))];
  for (let begin = 0; begin + STEPS < used.length; begin++) {
    if (!isBegin(begin)) continue;
    const over = ((used[begin + STEPS] ?? 0) - (used[begin] ?? 0)) / STEPS - MOST;
    expect(over, `window from step ${begin}`).toBeLessThanOrEqual(((forced[begin + STEPS] ?? 0) - (forced[begin] ?? 0)) / STEPS + 1);
  }
}

const loads = (most: number) => fc.array(fc.integer({ min: 0, max: most }), { minLength: 1, maxLength: 12 });

describe('over random loads', () => {
  it('no rolling window is exceeded while what nothing controls stays within half of the value', () => {
    fc.assert(
      fc.property(loads(MOST / 2), (bases) => {
        const { all, base } = charged(bases, ROLLING);
        expectKept(all, base, MOST / 2, () => true);
      }),
      { numRuns: 60 },
    );
  });

  it('no rolling window is exceeded by more than what nothing controls takes beyond half of the value', () => {
    fc.assert(
      fc.property(loads(9_000), (bases) => {
        const { all, base } = charged(bases, ROLLING);
        expectKept(all, base, MOST / 2, () => true);
      }),
      { numRuns: 60 },
    );
  });

  it('no window of the clock is exceeded by more than what nothing controls takes beyond the value', () => {
    fc.assert(
      fc.property(loads(9_000), (bases) => {
        const { all, base } = charged(bases, ALIGNED);
        expectKept(all, base, MOST, (step) => step % STEPS === 0);
      }),
      { numRuns: 60 },
    );
  });
});
