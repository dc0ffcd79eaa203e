import type { DeviceId } from '../device/device.ts';
import { floorTo, HOUR, MINUTE, type Instant } from '../time/instant.ts';

/** Energy in W·ms over so many measured ms. */
export interface Measured {
  readonly work: number;
  readonly covered: number;
}

/** A quarter of an hour at the meter, and of each device that told what it drew. */
export interface Quarter extends Measured {
  readonly start: Instant;
  readonly devices: Readonly<Record<DeviceId, Measured>>;
}

export const QUARTER = 15 * MINUTE;
/** What came before a call is judged by this. */
export const BEFORE = 2 * HOUR;
const MOST = BEFORE / QUARTER + 1;

/** W of the devices that tell it, as last heard. */
export type Drawn = Readonly<Record<DeviceId, number>>;

/** The quarters after a stretch of time that was measured, newest last: two hours and the one that runs. */
export function measured(quarters: readonly Quarter[], start: Instant, length: number, power: number, drawn: Drawn): readonly Quarter[] {
  const last = quarters.at(-1);
  const at = floorTo(start, QUARTER);
  const running = last?.start === at ? last : { start: at, work: 0, covered: 0, devices: {} };
  const devices: Record<DeviceId, Measured> = { ...running.devices };
  for (const id in drawn) {
    const { work, covered } = devices[id] ?? { work: 0, covered: 0 };
    devices[id] = { work: work + (drawn[id] ?? 0) * length, covered: covered + length };
  }
  const grown = { start: at, work: running.work + power * length, covered: running.covered + length, devices };
  return [...(last?.start === at ? quarters.slice(0, -1) : quarters.slice(1 - MOST)), grown];
}

/** Those of the two hours before an instant. */
export const quartersBefore = (quarters: readonly Quarter[], at: Instant): readonly Quarter[] => quarters.filter(({ start }) => start >= at - BEFORE && start < at);

/** Mean W of a device over quarters; null where it never told. */
export function meanOf(quarters: readonly Quarter[], device: DeviceId): number | null {
  const told = quarters.flatMap(({ devices }) => devices[device] ?? []);
  const covered = told.reduce((sum, one) => sum + one.covered, 0);
  return covered === 0 ? null : told.reduce((sum, one) => sum + one.work, 0) / covered;
}
