import { describe, expect, it } from 'vitest';
import { likeDays, pastDays, sameTimeOf, sumBetween } from '#domain/answers/pastDay.ts';
import { againstUsual, usualBy } from '#domain/answers/usual.ts';
import { likelyByMidnight } from '#domain/answers/midnight.ts';
import { alwaysOn } from '#domain/answers/alwaysOn.ts';
import { median, quantile } from '#domain/answers/quantile.ts';
import type { Instant } from '#domain/time/instant.ts';
import { at, halfHours, MONDAY } from './past.ts';

describe('a quantile', () => {
  it.each([
    [[1, 2, 3, 4, 5], 0.5, 3],
    [[1, 2, 3, 4], 0.5, 2.5],
    [[10, 20], 0.1, 11],
    [[7], 0.9, 7],
  ])('of %j at %d is %d', (values, share, expected) => expect(quantile(values, share)).toBeCloseTo(expected, 12));
  it('of nothing is refused, and a median of nothing is unknown', () => {
    expect(() => quantile([], 0.5)).toThrow(RangeError);
    expect(median([])).toBeUndefined();
  });
});

describe('days that are over', () => {
  it('are those known for nine tenths; the day that runs is none', () => {
    const slots = halfHours(4, (half, day) => (day === 1 && half < 6 ? null : 0.1));
    expect(pastDays(slots, at(3, 12), 'UTC').map(({ date }) => date)).toEqual(['2023-03-06', '2023-03-08']);
  });

  it('are local days, of 23 hours where the clock goes forward', () => {
    const days = pastDays(halfHours(21, () => 0.1), at(21), 'Europe/London');
    const changed = days.find(({ date }) => date === '2023-03-26');
    expect([changed?.slots.length, changed?.weekday]).toEqual([46, 7]);
  });

  it('are held against their own weekday, else their kind, else any', () => {
    const days = pastDays(halfHours(28, () => 0.1), at(28), 'UTC');
    const basisOf = (of: typeof days) => likeDays(of, at(28, 9), 'UTC')?.basis;
    expect(likeDays(days, at(28, 9), 'UTC')?.days.map(({ date }) => date)).toEqual(['2023-03-06', '2023-03-13', '2023-03-20', '2023-03-27']);
    expect([basisOf(days.slice(-10)), basisOf(days.slice(-4)), basisOf(days.slice(-2))]).toEqual(['kind', 'any', undefined]);
  });

  it('show a time of day at the same wall clock, over a change of clocks too', () => {
    const days = pastDays(halfHours(28, () => 0.1), at(28), 'Europe/London');
    const last = days.find(({ date }) => date === '2023-03-20');
    const seen = last && sameTimeOf(last, Date.UTC(2023, 2, 27, 8, 10) as Instant, 'Europe/London');
    expect(seen).toBe(Date.UTC(2023, 2, 20, 9, 10));
    const short = days.find(({ date }) => date === '2023-03-26');
    // 01:30 is left out on the 26th.
    expect(short && sameTimeOf(short, Date.UTC(2023, 2, 27, 0, 30) as Instant, 'Europe/London')).toBe(Date.UTC(2023, 2, 26, 1, 30));
  });

  it('are shared out where a slot reaches over the end, and unpriced with a slot that is', () => {
    const slots = halfHours(1, () => 0.2);
    expect(sumBetween(slots, { start: MONDAY, end: (MONDAY + 45 * 60_000) as Instant })).toEqual({ import: 300_000, cost: 60_000 });
    expect(sumBetween(slots.map((slot) => ({ ...slot, cost: null })), { start: MONDAY, end: at(0, 1) }).cost).toBeNull();
  });
});

describe('own usual', () => {
  const slots = halfHours(28, (_half, day) => [0.1, 0.3, 0.2, 0.9][Math.floor(day / 7)] ?? 0);

  it('is the median of the same weekdays to the same minute', () => {
    // Mondays used 0.1, 0.3, 0.2 and 0.9 kWh a half-hour; by 09:15 these are 18.5 half-hours, and the median is 0.25.
    const usual = usualBy(pastDays(slots, at(28, 9.25), 'UTC'), at(28, 9.25), 'UTC');
    expect(usual).toEqual({ import: expect.closeTo(4_625_000, 3), cost: expect.closeTo(925_000, 3), basis: 'weekday', days: 4 });
  });

  it('has no money where a price was missing, and is not there before three days', () => {
    const unpriced = slots.map((slot, n) => (n === 2 ? { ...slot, cost: null } : slot));
    expect(usualBy(pastDays(unpriced, at(28, 9), 'UTC'), at(28, 9), 'UTC')?.cost).toBeNull();
    expect(usualBy(pastDays(slots.slice(0, 96), at(2), 'UTC'), at(2, 9), 'UTC')).toBeNull();
  });

  it.each([
    [5_000_000, 'like'],
    [5_100_000, 'more'],
    [4_100_000, 'less'],
    [4_200_000, 'like'],
  ])('is held against %d mWh: %s', (used, word) => expect(againstUsual(used, { import: 4_625_000, cost: null, basis: 'weekday', days: 4 }).word).toBe(word));

  it('calls a watt-hour more of next to nothing no more', () => expect(againstUsual(90_000, { import: 10_000, cost: null, basis: 'any', days: 4 }).word).toBe('like'));
});

describe('today by midnight', () => {
  const zone = 'UTC';
  const day = { start: at(28), end: at(29) };
  const priceAt = (when: Instant) => (when >= at(28, 16) && when < at(28, 19) ? 400_000 : 100_000);

  it('is the day so far and what own days of the kind used after the same minute, at today’s prices', () => {
    // Working days use 0.1 kWh in each half-hour, every other one double.
    const past = pastDays(halfHours(28, (_half, one) => (one % 2 === 0 ? 0.1 : 0.2)), at(28, 12), zone);
    const likely = likelyByMidnight(past, { day, until: at(28, 12), import: 3_000_000, cost: 300_000 }, zone, priceAt);
    // 24 half-hours of 0.1 or 0.2 kWh: 2.4 or 4.8 kWh; six of them cost 40, the rest 10 a kWh.
    expect(likely?.import).toEqual({ low: expect.closeTo(5_400_000, 3), high: expect.closeTo(7_800_000, 3) });
    expect(likely?.cost).toEqual({ low: expect.closeTo(300_000 + 1.8 * 100_000 + 0.6 * 400_000, 3), high: expect.closeTo(300_000 + 3.6 * 100_000 + 1.2 * 400_000, 3) });
    expect(likely?.days).toBe(20);
  });

  it('has no money where the evening has no price', () => {
    const past = pastDays(halfHours(28, () => 0.1), at(28, 12), zone);
    const likely = likelyByMidnight(past, { day, until: at(28, 12), import: 3_000_000, cost: 300_000 }, zone, (when) => (when < at(28, 16) ? 100_000 : null));
    expect(likely?.cost).toBeNull();
    expect(likely?.import.low).toBeCloseTo(5_400_000, 3);
  });

  it('closes on the sum as midnight comes', () => {
    const past = pastDays(halfHours(28, () => 0.1), at(28, 12), zone);
    const late = likelyByMidnight(past, { day, until: (day.end - 60_000) as Instant, import: 4_800_000, cost: 500_000 }, zone, priceAt);
    expect(late?.import.high).toBeCloseTo(4_800_000 + 100_000 / 30, 0);
  });

  it('is not there before three days of the kind', () => expect(likelyByMidnight([], { day, until: at(28, 12), import: 1, cost: 1 }, zone, priceAt)).toBeNull());
});

describe('what is always on', () => {
  it('is the floor of the days, with a day’s energy and cost', () => {
    const past = pastDays(halfHours(10, (half, day) => (half < 12 ? (day === 3 ? 0.3 : 0.06) : 0.4)), at(10), 'UTC');
    // 0.06 kWh in half an hour are 120 W: 2.88 kWh a day, 57.6p at 20p.
    expect(alwaysOn(past, 200_000)).toEqual({ power: expect.closeTo(120, 9), perDay: 2_880_000, costPerDay: 576_000, days: 10 });
  });

  it('does not take the sun for a switched-off home', () => {
    const sunny = halfHours(10, (half) => (half > 20 && half < 30 ? 0 : 0.1)).map((slot) => (slot.import === 0 ? { ...slot, export: 500_000 } : slot));
    expect(alwaysOn(pastDays(sunny, at(10), 'UTC'), null)).toMatchObject({ power: expect.closeTo(200, 9), costPerDay: null });
  });

  it('is not said of a home that a battery keeps at nothing', () => expect(alwaysOn(pastDays(halfHours(10, () => 0.001), at(10), 'UTC'), 1)).toBeNull());

  it('is not known before three days', () => expect(alwaysOn(pastDays(halfHours(2, () => 0.1), at(2), 'UTC'), 1)).toBeNull());
});

