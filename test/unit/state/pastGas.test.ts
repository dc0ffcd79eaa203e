import { describe, expect, it } from 'vitest';
import { gasPaid, type GasTerms, type PastGas } from '../../../src/state/pastGas.ts';

const HOUR = 3_600_000;
/** As counted at one moment. */
const counted = (litres: number | null, energy: number | null): PastGas => ({ litres, energy, at: 1, steps: [{ at: 1, litres, energy }] });
const told: GasTerms = { price: 73_600, past: [[0, 73_600]], perCubicMetre: { energy: 11_200_000, estimated: false } };

describe('gas', () => {
  it('costs its energy at the price of a kWh, and nothing is known where either is not', () => {
    // 2.5 kWh at 7.36p.
    expect(gasPaid(counted(230, 2_500_000), told)).toEqual({ energy: 2_500_000, cost: 184_000, estimated: false, atPriceNow: false });
    expect(gasPaid(counted(230, null), { ...told, perCubicMetre: null })).toEqual({ energy: null, cost: null, estimated: false, atPriceNow: false });
    expect(gasPaid(counted(null, 2_500_000), null)).toEqual({ energy: 2_500_000, cost: null, estimated: false, atPriceNow: false });
  });

  it('of cubic metres is what the bill says they hold, and estimated where nobody has said', () => {
    // 500 litres at 11.2 kWh a cubic metre are 5.6 kWh, 41.216p.
    expect(gasPaid(counted(500, null), told)).toEqual({ energy: 5_600_000, cost: 412_160, estimated: false, atPriceNow: false });
    expect(gasPaid(counted(500, null), { ...told, perCubicMetre: { energy: 11_200_000, estimated: true } })).toMatchObject({ energy: 5_600_000, estimated: true });
    // Its own kWh are never estimated.
    expect(gasPaid(counted(500, 5_500_000), { ...told, perCubicMetre: { energy: 11_200_000, estimated: true } })).toMatchObject({ energy: 5_500_000, estimated: false });
  });

  it('costs what held then: an hour that ends as a price changes costs the one before', () => {
    const steps = [1, 2, 3].map((hour) => ({ at: hour * HOUR, litres: null, energy: 1_000_000 }));
    const gas = { litres: null, energy: 3_000_000, at: 3 * HOUR, steps };
    const now = { ...told, price: 100_000 };
    // Two kWh at 5p and one at 8p; 10p is today's.
    expect(gasPaid(gas, { ...now, past: [[0, 50_000], [2 * HOUR, 80_000]] })).toMatchObject({ cost: 180_000, atPriceNow: false });
    // What held in the first hour nobody knows.
    expect(gasPaid(gas, { ...now, past: [[HOUR, 50_000], [2 * HOUR, 80_000]] })).toMatchObject({ cost: 230_000, atPriceNow: true });
    expect(gasPaid(gas, { ...now, price: null, past: [[HOUR, 50_000]] })).toMatchObject({ energy: 3_000_000, cost: null, atPriceNow: false });
    expect(gasPaid(gas, { price: 100_000, perCubicMetre: null })).toMatchObject({ cost: 300_000, atPriceNow: true });
  });
});
