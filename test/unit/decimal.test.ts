import { describe, expect, it } from 'vitest';
import { divideHalfEven, kilowattHoursText, parseDecimal, toKilowattHoursText } from '#domain/units/decimal.ts';
import { milliWattHours, integrate, type MilliWattHours } from '#domain/units/energy.ts';
import { watts } from '#domain/units/power.ts';

describe('exact reading of decimals', () => {
  it.each([
    ['000004.426', 4_426_000],
    ['0.2060', 206_000],
    ['-0.5', -500_000],
    ['1e-6', 1],
    ['1', 1_000_000],
    ['.25', 250_000],
    ['0.0000005', 0],
    ['0.0000015', 2],
    ['0.0000025', 2],
  ])('%s kWh is %i mWh', (text, energy) => expect(kilowattHoursText(text)).toBe(energy));

  it.each(['', 'x', '1,5', '1.2.3', '0x10', 'NaN', 'Infinity', '- 1'])('refuses %j', (text) => expect(parseDecimal(text)).toBeUndefined());

  it('writes back what it read, to the quantum', () => expect(toKilowattHoursText(milliWattHours(-4_426_001))).toBe('-4.426001'));
  it('rounds half to even, below zero too', () =>
    expect([5n, 15n, 25n, -5n, -15n, 14n, 16n].map((n) => divideHalfEven(n, 10n))).toEqual([0n, 2n, 2n, -0n, -2n, 1n, 2n]));
});

describe('energy quantum', () => {
  it('loses nothing when 1 W is summed second by second for an hour', () => {
    let remainder = 0;
    let sum = 0;
    for (let second = 0; second < 3600; second++) {
      const step = integrate(watts(1), 1000, remainder);
      sum += step.energy;
      remainder = step.remainder;
    }
    expect(sum as MilliWattHours).toBe(1000);
    expect(remainder).toBe(0);
  });
  it('refuses energy finer than a quantum', () => expect(() => milliWattHours(0.5)).toThrow(RangeError));
});
