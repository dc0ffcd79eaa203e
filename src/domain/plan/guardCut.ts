import { at } from './at.ts';
import { runnable } from './curve.ts';
import type { PlanDevice } from './problem.ts';

/** W that a guard can take off a device: its import for an import limit, a store's discharge or a roof's generation for an export limit. */
function sheddable({ primitive }: PlanDevice, power: number, direction: 1 | -1): number {
  if (primitive.kind === 'store') return Math.max(0, direction * power);
  if (direction < 0) return primitive.kind === 'envelope' && primitive.min < 0 ? Math.max(0, -power) : 0;
  if (primitive.kind === 'envelope') return Math.max(0, power - Math.max(0, primitive.min));
  return primitive.kind === 'modes' ? Math.max(0, power - Math.min(...primitive.powers)) : 0;
}

/** W that no device is stepped down for: the rounding of a store's last minute. */
const NOISE = 1;

/** W that are taken off a device for so many that must go: a store with steps goes down to one that it has. */
function cutOf({ primitive }: PlanDevice, power: number, wanted: number): number {
  if (primitive.kind !== 'store' || wanted < NOISE) return wanted;
  const ranges = power > 0 ? primitive.charges : primitive.discharges;
  return ranges ? Math.abs(power) - runnable(ranges, Math.abs(power) - wanted) : wanted;
}

/**
 * Takes off devices, in their order, what a limit does not allow.
 * @param power W per device, changed in place. @param direction 1 for import, -1 for export.
 * @returns W at the grid afterwards: above the limit only by what nothing can cut.
 */
export function guardCut(devices: readonly PlanDevice[], power: Float64Array, grid: number, limit: number, direction: 1 | -1): number {
  let over = direction * grid - limit;
  for (let index = 0; over > 0 && index < devices.length; index++) {
    const most = sheddable(at(devices, index), at(power, index), direction);
    if (most <= 0) continue;
    const cut = cutOf(at(devices, index), at(power, index), Math.min(over, most));
    power[index] = at(power, index) - direction * cut;
    over -= cut;
  }
  return direction * (over + limit);
}
