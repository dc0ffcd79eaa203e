import type { DeviceId } from '../device/device.ts';
import type { Sensed } from '../device/sense.ts';
import type { Now } from '../time/now.ts';
import type { HouseholderAct } from '../wish/householder.ts';
import { overrideUntil, type Overrides } from './override.ts';

/** What a person's act leaves behind; `reason` null = done. */
export interface Handled {
  readonly overrides: Overrides;
  readonly reason: 'unknown-device' | 'already-over' | null;
}

const without = (overrides: Overrides, id: DeviceId): Overrides => Object.fromEntries(Object.entries(overrides).filter(([known]) => known !== id));

/** Null: the act is another machine's affair. */
export function afterAct(overrides: Overrides, act: HouseholderAct, { devices }: Sensed, now: Now): Handled | null {
  if (act.kind !== 'override' && act.kind !== 'override-ended') return null;
  const primitive = devices[act.device]?.descriptor.primitive;
  if (!primitive || primitive.kind === 'inflexible') return { overrides, reason: 'unknown-device' };
  if (act.kind === 'override-ended') return { overrides: without(overrides, act.device), reason: null };
  if (act.until <= now.wall) return { overrides, reason: 'already-over' };
  return { overrides: { ...overrides, [act.device]: overrideUntil(act.want, act.until, now) }, reason: null };
}
