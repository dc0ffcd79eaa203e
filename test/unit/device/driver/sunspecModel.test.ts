import { describe, expect, it } from 'vitest';
import { capacityOf, inverterPower, rateRegisters, setpointOf, storageReading, textPoint, uintPoint, type RateLimits } from '../../../../device/driver/battery/sunspecModel.ts';

/** Model 124 as a register list: WChaMax 3000 W, half full, both rates at 100 %, scale of rates 0.01 %. */
const storage = (changes: Readonly<Record<number, number>> = {}): number[] => {
  const registers = [124, 24, 3_000, 100, 100, 0, 0xffff, 0xffff, 5_000, 0xffff, 0xffff, 0xffff, 10_000, 10_000, 0, 60, 0, 0xffff, 0, 0, 0x8000, 0x8000, 0xfffe, 0x8000, 0x8000, 0xfffe];
  return registers.map((register, offset) => changes[offset] ?? register);
};
const limits: RateLimits = { maxCharge: 3_000, maxDischarge: 2_000, scale: -2 };

describe('SunSpec points', () => {
  it('take their power of ten from another register', () => {
    expect(uintPoint([1_234, 1], 0, 1)).toBe(12_340);
    expect(uintPoint([1_234, 0xfffd], 0, 1)).toBe(1.234);
  });

  it('that a device does not implement are unknown, not a large number', () => {
    expect(uintPoint([0xffff, 0], 0, 1)).toBeNull();
    expect(uintPoint([5, 0x8000], 0, 1)).toBeNull();
    expect(inverterPower([...Array.from({ length: 14 }, () => 0), 0x8000, 0])).toBeNull();
    expect(inverterPower([...Array.from({ length: 14 }, () => 0), 0xfc18, 0])).toBe(-1_000);
    expect(storageReading(storage({ 8: 0xffff })).charge).toBeNull();
  });

  it('tell names and capacity', () => {
    expect(textPoint([0x4163, 0x6d65, 0x0000, 0x7878], 0, 4)).toBe('Acme');
    expect(capacityOf(713, [713, 7, 1_000, 500, 50, 100, 0, 1, 0])).toEqual({ capacity: 10_000, maxDischarge: null });
  });
});

describe('a set-point in model 124', () => {
  it.each([
    // [W, OutWRte, InWRte] in hundredths of a percent of 2000 W out and 3000 W in.
    [1_500, 0x10000 - 7_500, 5_000],
    [-1_000, 5_000, 0x10000 - 3_333],
    [0, 0, 0],
    [3_000, 0x10000 - 10_000, 10_000],
    [9_000, 0x10000 - 10_000, 10_000],
    [-2_000, 10_000, 0x10000 - 6_666],
  ])('of %i W is a window of one point, and never more than asked', (power, outRate, inRate) => expect(rateRegisters(power, limits, 60)).toEqual([outRate, inRate, 0, 60, 0]));

  it('is read back as it was written', () => {
    for (const power of [1_500, -1_000, 0, 3_000, -2_000]) {
      const [outRate = 0, inRate = 0] = rateRegisters(power, limits, 60);
      expect(setpointOf(storageReading(storage({ 5: 3, 12: outRate, 13: inRate })), limits)).toBe(power);
    }
  });

  it('does not stand while the device controls itself', () => expect(setpointOf(storageReading(storage()), limits)).toBeNull());
});
