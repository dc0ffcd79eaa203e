import type { MilliWattHours } from '#domain/units/energy.ts';
import type { Watts } from '#domain/units/power.ts';
import type { Driver } from '../driver.ts';

/** A simulated device also shows at the meter: what it takes must be added to a replayed reading. */
export interface SimulatedDriver extends Driver {
  /** W now and mWh since its start, + = consumption. */
  drawn(): { readonly power: Watts; readonly energy: MilliWattHours };
}
