import { LEASE, mostGiven, type DeviceId } from '../device/device.ts';
import type { Sensed, SensedDevice } from '../device/sense.ts';
import type { Now } from '../time/now.ts';
import type { Ask } from './ask.ts';
import type { Commanded } from './command.ts';

/** A meter that has not spoken so long after a start is not waited for any more where a limit stands, ms (our choice; reliability C-02). */
export const FIRST_READING = 5_000;
/** How long after a start a silent meter or device is waited for; then it counts as lost. */
const FIRST_LOOK = 60_000;

/** R20: the first full look of a boot. */
export function isSensed(sensed: Sensed, now: Now): boolean {
  if (now.mono >= FIRST_LOOK) return true;
  return sensed.grid !== null && Object.values(sensed.devices).every((device) => device.descriptor.primitive.kind === 'inflexible' || device.report !== null);
}

/**
 * W that a device out of reach may draw, or with the sign -1 give: all it can if it has no fallback, the fallback's power
 * if it has one, and until a timer can have run out also what it was last asked.
 */
function mayDo({ descriptor: { fallback, primitive, rating } }: SensedDevice, commanded: Commanded | undefined, now: Now, sign: 1 | -1): number {
  if (fallback.kind === 'none') return sign === 1 ? rating : mostGiven(primitive);
  const command = commanded?.command ?? null;
  const isOut = command === null || (fallback.kind === 'timer' && now.mono - command.at > Math.max(LEASE, fallback.after));
  return Math.max(0, sign * fallback.power, isOut ? 0 : sign * command.setpoint);
}

/** What nobody can vouch for, positive W. */
export interface Unvouched {
  /** On top of what the meter shows. */
  readonly draws: number;
  /** Only where no meter shows it. */
  readonly gives: number;
}

export const NOTHING_UNVOUCHED: Unvouched = { draws: 0, gives: 0 };

/**
 * W of all devices that can be commanded at all and are not among those asked now. What one was giving when the meter was
 * read may stop. Not yet heard ones are waited for first, but for where no meter shows what they do.
 */
export function unvouchedPower(sensed: Sensed, isComplete: boolean, asks: readonly Ask[], commanded: Readonly<Record<DeviceId, Commanded>>, now: Now): Unvouched {
  let [draws, gives] = [0, 0];
  const isLooked = isComplete || (sensed.grid === null && now.mono >= FIRST_READING);
  for (const device of Object.values(sensed.devices)) {
    const { id, primitive } = device.descriptor;
    if ((!isLooked && device.report === null) || primitive.kind === 'inflexible' || asks.some((ask) => ask.id === id)) continue;
    draws += mayDo(device, commanded[id], now, 1) - Math.min(0, sensed.grid?.devices[id] ?? 0);
    gives += mayDo(device, commanded[id], now, -1);
  }
  return { draws, gives };
}
