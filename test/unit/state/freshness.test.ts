import { describe, expect, it } from 'vitest';
import { ageWord, freshnessOf, isGasFresh } from '../../../src/state/freshness.ts';

describe('a live value', () => {
  it.each([
    ['15 s old from a meter of 1 s', 15_000, 1_000, 'fresh'],
    ['15.001 s old from a meter of 1 s', 15_001, 1_000, 'stale'],
    ['30 s old from a meter of 10 s', 30_000, 10_000, 'fresh'],
    ['30.001 s old from a meter of 10 s', 30_001, 10_000, 'stale'],
  ])('%s is %s', (_name, age, period, kind) => {
    expect(freshnessOf(1_000_000, 1_000_000 + age, period, 1).kind).toBe(kind);
  });

  it('of a replay at 600 times has two real seconds to arrive', () => {
    expect(freshnessOf(0, 1_200_000, 10_000, 600).kind).toBe('fresh');
    expect(freshnessOf(0, 1_200_001, 10_000, 600).kind).toBe('stale');
  });

  it('is unknown, not 0 s old, when its time or the home’s is', () => {
    expect(freshnessOf(null, 5, 1_000, 1)).toEqual({ kind: 'unknown' });
    expect(freshnessOf(5, null, 1_000, 1)).toEqual({ kind: 'unknown' });
  });

  it('measured a moment ahead of our clock is new, not younger than new', () => {
    expect(freshnessOf(1_200, 1_000, 1_000, 1)).toEqual({ kind: 'fresh', age: 0, word: 'fresh' });
  });
});

describe('what the age of a live value is called (U34), whatever automation makes of it', () => {
  it.each([
    [1, 15_000, 'fresh', 'fresh'],
    [1, 15_001, 'late', 'stale'],
    [1, 60_000, 'late', 'stale'],
    [1, 60_001, 'stale', 'stale'],
    [10, 15_000, 'fresh', 'fresh'],
    [10, 30_000, 'late', 'fresh'],
    [10, 30_001, 'late', 'stale'],
    [10, 60_001, 'stale', 'stale'],
    [60, 90_000, 'fresh', 'fresh'],
    [60, 180_000, 'late', 'fresh'],
    [60, 180_001, 'stale', 'stale'],
  ])('a meter of %i s, %i ms old: %s, drawn as %s', (period, age, word, kind) => {
    expect(freshnessOf(0, age, period * 1_000, 1)).toMatchObject({ word, kind });
  });

  it('waits for what a fast replay takes to arrive', () => expect([1_200_000, 1_200_001].map((age) => ageWord(age, 10_000, 600))).toEqual(['fresh', 'stale']));

  it('of gas is fresh for 45 minutes', () => expect([2_700_000, 2_700_001].map(isGasFresh)).toEqual([true, false]));
});
