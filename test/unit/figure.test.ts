import { expect, it } from 'vitest';
import { atLeast, percentile, single, spread } from '../../device/bench/figure.ts';

const hundred = Array.from({ length: 100 }, (_, i) => 100 - i);

it('takes percentiles by nearest rank', () => {
  expect(percentile(hundred, 0.5)).toBe(50);
  expect(percentile(hundred, 0.99)).toBe(99);
  expect(percentile([7], 0.99)).toBe(7);
});

it('judges the slow tail, not the mean', () => {
  expect(spread('latency', hundred, { unit: 'ms', budget: 99 })).toMatchObject({ ok: true, p50: 50, p99: 99, n: 100 });
  expect(spread('latency', hundred, { unit: 'ms', budget: 98 })).toMatchObject({ ok: false });
});

it('misses a least from below and a most from above', () => {
  expect(atLeast('speed', 19_999, { unit: 'x', budget: 20_000 }).ok).toBe(false);
  expect(single('size', 41, { unit: 'KiB', budget: 40 }).ok).toBe(false);
  expect(single('size', 41, { unit: 'KiB' }).ok).toBeNull();
});
