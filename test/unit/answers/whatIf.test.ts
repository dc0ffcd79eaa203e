import { describe, expect, it } from 'vitest';
import { representativeDays, savedInYear, twoRates, whatIfDay, type Addition, type WhatIfHome } from '#domain/answers/whatIf.ts';
import { pastDays, type PastSlot } from '#domain/answers/pastDay.ts';
import { instant } from '#domain/time/instant.ts';
import { evaluate } from '#domain/plan/evaluate.ts';
import { DEFAULT_BUDGET, plan } from '#workers/plan/solve.ts';

const HALF_HOUR = 1_800_000;
const DAY = 48 * HALF_HOUR;
const START = Date.UTC(2023, 2, 1);
/** 0.5 kWh every half-hour: 1 kW all day. */
const slots = (days: number): readonly PastSlot[] => Array.from({ length: days * 48 }, (_, n) => ({ start: instant(START + n * HALF_HOUR), end: instant(START + (n + 1) * HALF_HOUR), import: 500_000, export: 0, cost: 0 }));
const days = (count: number) => pastDays(slots(count), instant(START + count * DAY), 'UTC');
/** 10 c until 06:00, then 30 c; 5 c for what goes out. */
const prices = (minute: number) => ({ importPrice: minute < 360 ? 100_000 : 300_000, exportPrice: 50_000 });
const HOME: WhatIfHome = { zone: 'UTC', place: { latitude: 51.5, longitude: 0 }, prices, then: prices };
const NONE: Addition = { battery: 0, panels: 0, tank: 0 };
const OPTIONS = { solver: null, author: 'x', clock: () => 0, budget: DEFAULT_BUDGET };
const first = (addition: Addition, home = HOME) => {
  const [day] = days(1);
  const made = day && whatIfDay(day, home, addition);
  if (!made) throw new Error('there is a day');
  return made;
};

describe('the days that stand for a year', () => {
  it('are twelve, spread over all that is known', () => {
    const picked = representativeDays(days(120));
    expect(picked).toHaveLength(12);
    expect([picked[0]?.date, picked[11]?.date]).toEqual(['2023-03-06', '2023-06-24']);
    expect(new Set(picked.map(({ date }) => date.slice(0, 7)))).toEqual(new Set(['2023-03', '2023-04', '2023-05', '2023-06']));
  });

  it('are all of them where there are fewer', () => {
    expect(representativeDays(days(5))).toHaveLength(5);
  });
});

describe('a day with something more', () => {
  it('with nothing more costs what it cost: 6 kWh at 10 c and 18 kWh at 30 c', () => {
    const day = first(NONE);
    expect(day.before).toBe(6 * 100_000 + 18 * 300_000);
    expect(evaluate(day.most, []).cost).toBe(day.before);
  });

  it('a battery of 5 kWh left alone gains nothing without sun; planned it is filled at night', () => {
    const day = first({ ...NONE, battery: 5 });
    const answer = plan(day.most, OPTIONS);
    expect(answer.nothing).toBe(day.before);
    // 5 kWh are held at most: 5.27 are bought at 10 c for them, and 4.74 come out in place of 30 c.
    expect((day.before - answer.cost) / 10_000).toBeCloseTo(4.743 * 30 - 5.27 * 10, 0);
  });

  it('panels give more under a bright sky than under a dull one, and nothing at night', () => {
    const day = first({ ...NONE, panels: 3 });
    expect(day.least.inflexible[4]).toBe(1_000);
    const noon = [day.least, day.most].map(({ inflexible }) => 1_000 - (inflexible[24] ?? 0));
    // Early March at 51.5 degrees: some 800 W a square metre on the plane under a clear sky.
    expect(noon[0]).toBeGreaterThan(700);
    expect(noon[1]).toBeLessThan(2_000);
    expect((noon[1] ?? 0) / (noon[0] ?? 1)).toBeCloseTo(0.65 / 0.4, 2);
  });

  it('hot water of 5 kWh is taken from when it is used, and heated when power is cheap', () => {
    const day = first({ ...NONE, tank: 5 });
    expect(day.most.inflexible[12]).toBe(0);
    const answer = plan(day.most, OPTIONS);
    expect(answer.broken).toEqual([]);
    // All 5 kWh at 10 c in place of 30 c; what the tank holds in the end was counted as worth its price.
    expect(day.before - (answer.cost + 5 * day.most.endValue)).toBeCloseTo(5 * 200_000, -4);
  });

  it('another tariff is another price of the same use', () => {
    const then = twoRates({ day: 200_000, night: 50_000, from: 1_380, to: 300 }, prices);
    const day = first(NONE, { ...HOME, then });
    // Six hours at 5 c, from 23:00 to 05:00, and eighteen at 20 c.
    expect(evaluate(day.most, []).cost).toBe(6 * 50_000 + 18 * 200_000);
    expect(day.before).toBe(6_000_000);
  });

  it('a day with a hole is left out', () => {
    const [day] = pastDays(slots(1).filter((_, n) => n !== 20), instant(START + DAY), 'UTC');
    expect(day && whatIfDay(day, HOME, NONE)).toBeUndefined();
  });
});

it('a year is 365 times the mean of its days, and may cost more than before', () => {
  expect(savedInYear([{ before: 100, alone: 90, planned: 60 }, { before: 200, alone: 220, planned: 160 }])).toEqual({ low: -1_825, high: 14_600 });
});
