import { WATT_MS_PER_MWH } from '../units/energy.ts';

/** Work in W·ms as whole mWh, what is below a quantum carried into the next entry. */
export function energiesOf(work: Float64Array): number[] {
  let carried = 0;
  return Array.from(work, (amount) => {
    const total = amount + carried;
    const energy = Math.trunc(total / WATT_MS_PER_MWH);
    carried = total - energy * WATT_MS_PER_MWH;
    return energy;
  });
}
