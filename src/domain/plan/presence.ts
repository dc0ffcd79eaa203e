import { lengthOf, type Interval } from '../time/instant.ts';
import type { PlanDevice } from './problem.ts';
import type { Steps } from './steps.ts';

/** Share of an interval in which a device is there, 0..1. */
export function presentShare({ present }: Pick<PlanDevice, 'present'>, interval: Interval): number {
  if (!present) return 1;
  const shared = present.reduce((sum, one) => sum + Math.max(0, Math.min(one.end, interval.end) - Math.max(one.start, interval.start)), 0);
  return Math.min(1, shared / lengthOf(interval));
}

/** The same of each step; null where it is always there. */
export function presenceIn(device: PlanDevice, { start, length }: Steps): Float64Array | null {
  if (!device.present) return null;
  return Float64Array.from(start, (from, step) => presentShare(device, { start: from, end: (from + (length[step] ?? 0)) as Interval['end'] }));
}
