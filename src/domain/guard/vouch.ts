import { LEASE, type DeviceId } from '../device/device.ts';
import type { Sensed, SensedDevice } from '../device/sense.ts';
import type { Now } from '../time/now.ts';
import type { Ask } from './ask.ts';
import type { Commanded } from './command.ts';

/** How long after a start a silent meter or device is waited for; then it counts as lost. */
const FIRST_LOOK = 60_000;

/** R20: the first full look of a boot. */
export function isSensed(sensed: Sensed, now: Now): boolean {
  if (now.mono >= FIRST_LOOK) return true;
  return sensed.grid !== null && Object.values(sensed.devices).every((device) => device.descriptor.primitive.kind === 'inflexible' || device.report !== null);
}

/**
 * W of import that a device out of reach may draw: its rating if it has no fallback, the fallback's power if it has
 * one, and until a timer can have run out also what it was last asked.
 */
function mayDraw({ descriptor }: SensedDevice, commanded: Commanded | undefined, now: Now): number {
  const { fallback } = descriptor;
  if (fallback.kind === 'none') return descriptor.rating;
  const command = commanded?.command ?? null;
  const isOut = command === null || (fallback.kind === 'timer' && now.mono - command.at > Math.max(LEASE, fallback.after));
  return Math.max(0, fallback.power, isOut ? 0 : command.setpoint);
}

/**
 * W that may come on top of what the meter shows: of all devices that can be commanded at all and are not among those
 * asked now. What one was giving when the meter was read may stop. Not yet heard ones are waited for first.
 */
export function unvouchedPower(sensed: Sensed, isComplete: boolean, asks: readonly Ask[], commanded: Readonly<Record<DeviceId, Commanded>>, now: Now): number {
  let sum = 0;
  for (const device of Object.values(sensed.devices)) {
    const { id, primitive } = device.descriptor;
    const isHeard = isComplete || device.report !== null;
    if (isHeard && primitive.kind !== 'inflexible' && !asks.some((ask) => ask.id === id)) sum += mayDraw(device, commanded[id], now) - Math.min(0, sensed.grid?.devices[id] ?? 0);
  }
  return sum;
}
