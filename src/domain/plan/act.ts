import type { DeviceId } from '../device/device.ts';
import type { Interval } from '../time/instant.ts';
import type { Watts } from '../units/power.ts';

/** What a committed act asks of `follow`: never a bare wattage over time (DESIGN, Wish -> plan -> act). */
export type Policy =
  | { readonly kind: 'hold'; readonly power: Watts }
  /** Bring the grid to `grid` W by moving the device within [min, max]. */
  | { readonly kind: 'follow'; readonly min: Watts; readonly max: Watts; readonly grid: Watts }
  /** At least `power`, and more while the grid would otherwise export. */
  | { readonly kind: 'atLeast'; readonly power: Watts; readonly max: Watts }
  /** Start the device's profile at the act's start and let it finish. */
  | { readonly kind: 'run' };

export interface Act {
  readonly device: DeviceId;
  readonly interval: Interval;
  readonly policy: Policy;
}
