import { describe, expect, it } from 'vitest';
import { gasPaid } from '../../../src/state/pastGas.ts';

const told = { price: 73_600, perCubicMetre: { energy: 11_200_000, estimated: false } };

describe('gas', () => {
  it('costs its energy at the price of a kWh, and nothing is known where either is not', () => {
    // 2.5 kWh at 7.36p.
    expect(gasPaid({ litres: 230, energy: 2_500_000, at: 0 }, told)).toEqual({ energy: 2_500_000, cost: 184_000, estimated: false });
    expect(gasPaid({ litres: 230, energy: null, at: 0 }, { ...told, perCubicMetre: null })).toEqual({ energy: null, cost: null, estimated: false });
    expect(gasPaid({ litres: null, energy: 2_500_000, at: 0 }, null)).toEqual({ energy: 2_500_000, cost: null, estimated: false });
  });

  it('of cubic metres is what the bill says they hold, and estimated where nobody has said', () => {
    // 500 litres at 11.2 kWh a cubic metre are 5.6 kWh, 41.216p.
    expect(gasPaid({ litres: 500, energy: null, at: 0 }, told)).toEqual({ energy: 5_600_000, cost: 412_160, estimated: false });
    expect(gasPaid({ litres: 500, energy: null, at: 0 }, { ...told, perCubicMetre: { energy: 11_200_000, estimated: true } })).toMatchObject({ energy: 5_600_000, estimated: true });
    // Its own kWh are never estimated.
    expect(gasPaid({ litres: 500, energy: 5_500_000, at: 0 }, { ...told, perCubicMetre: { energy: 11_200_000, estimated: true } })).toMatchObject({ energy: 5_500_000, estimated: false });
  });
});
