import { expect, it } from 'vitest';
import { gasCost } from '../../../src/state/lately.ts';

it('gas costs its energy at the price of a kWh, and nothing is known where either is not', () => {
  // 2.5 kWh at 7.36p.
  expect(gasCost({ litres: 230, energy: 2_500_000, at: 0 }, 73_600)).toBe(184_000);
  expect(gasCost({ litres: 230, energy: null, at: 0 }, 73_600)).toBeNull();
  expect(gasCost({ litres: null, energy: 2_500_000, at: 0 }, null)).toBeNull();
});
