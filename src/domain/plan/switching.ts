import type { ModesPrimitive } from '../device/primitive.ts';
import { nearestMode } from './respond.ts';

/** Whether each device is on, since when, and how often it was started while this is played. */
export class Switching {
  readonly starts: Float64Array;
  private readonly isOn: Uint8Array;
  /** ms UTC. */
  private readonly changed: Float64Array;

  constructor(devices: number) {
    this.starts = new Float64Array(devices);
    this.isOn = new Uint8Array(devices);
    this.changed = new Float64Array(devices);
  }

  /** @param since the device is on since then; null = it is off, and has rested long enough. */
  reset(device: number, since: number | null): void {
    this.starts[device] = 0;
    this.isOn[device] = since === null ? 0 : 1;
    this.changed[device] = since ?? -Infinity;
  }

  /** The power in W of a request once the least run and the least rest have had their say. */
  settle(device: number, modes: ModesPrimitive, asked: number, now: number): number {
    const wanted = nearestMode(modes.powers, asked);
    const isOn = this.isOn[device] === 1;
    const since = now - (this.changed[device] ?? 0);
    if (isOn === (wanted !== 0)) return wanted;
    if (isOn && since < (modes.minRun ?? 0)) return gentlest(modes.powers);
    if (!isOn && since < (modes.minRest ?? 0)) return 0;
    this.isOn[device] = isOn ? 0 : 1;
    this.changed[device] = now;
    if (!isOn) this.starts[device] = (this.starts[device] ?? 0) + 1;
    return wanted;
  }
}

/** The mode that is on and moves least. */
const gentlest = (powers: readonly number[]): number => powers.filter((power) => power !== 0).reduce((least, power) => (Math.abs(power) < Math.abs(least) ? power : least), Infinity);
