import { describe, expect, it } from 'vitest';
import { waitBefore } from '../../../src/link/backoff.ts';

describe('the wait before the next attempt', () => {
  it.each([
    [0, 0, 250],
    [0, 1, 500],
    [1, 1, 1_000],
    [3, 1, 4_000],
    [6, 0, 15_000],
    [6, 1, 30_000],
    [500, 1, 30_000],
  ])('after %i failures with chance %f is %i ms', (attempt, chance, ms) => {
    expect(waitBefore(attempt, chance)).toBe(ms);
  });
});
