import { describe, expect, it } from 'vitest';
import { boostCost } from '../../../src/state/boost.ts';
import { DAY_START, homeMessages } from '../../../src/ui/gallery/exampleHome.ts';

const HOUR = 3_600_000;
const slots = homeMessages().tariff?.slots ?? [];
const at = (hour: number): number => DAY_START + hour * HOUR;
const neutral = { kind: 'hold' as const, power: 0 };
const store = (stored: number | null) => ({ id: 'battery', primitive: { kind: 'store' as const, capacity: 10_000_000, maxCharge: 2_000, maxDischarge: 2_000, chargeEfficiency: 0.8, dischargeEfficiency: 1, wear: 0 }, stored, runningSince: null, neutral });

describe('what turning a device on costs at most', () => {
  // 2 kW for an hour at 27.3p.
  it('is its power at the price of the hours', () => expect(boostCost(store(0), slots, at(14), at(15))).toBe(546_000));
  // One hour at 27.3p and one at 41p.
  it('over a change of price is the sum', () => expect(boostCost(store(0), slots, at(15), at(17))).toBe(546_000 + 820_000));
  // Room for 0.8 kWh takes 1 kWh through 80 %.
  it('ends when a battery is full', () => expect(boostCost(store(9_200_000), slots, at(14), at(16))).toBe(273_000));
  it('of a run is its whole profile, once', () => {
    const run = { id: 'dishwasher', primitive: { kind: 'profile' as const, powers: [2_000, 500], step: 1_800_000 }, stored: null, runningSince: null, neutral };
    // 1 kWh and 0.25 kWh at 27.3p.
    expect(boostCost(run, slots, at(12), at(15))).toBe(341_250);
  });
  it('is not known without prices, and not 0', () => {
    expect(boostCost(store(0), [], at(14), at(15))).toBeNull();
    expect(boostCost(store(0), slots, at(47), at(49))).toBeNull();
    expect(boostCost({ ...store(0), primitive: { kind: 'inflexible' } }, slots, at(14), at(15))).toBeNull();
  });
});
