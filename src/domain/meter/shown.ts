import type { MeterReading } from './reading.ts';
import type { Watts } from '../units/power.ts';

/** What a meter shows of the connection: W, + = import, the most and the least that it can be. */
export interface Shown {
  readonly power: Watts;
  /** Left out where the power is measured: then both are the same. */
  readonly least?: Watts;
}

const most = (a: number, b: number): Watts => (Math.max(a, b) + 0) as Watts;

/**
 * Power in W, or between which bounds it is where the meter measures VA alone: never more than the VA, and in the same
 * direction where the meter tells that. Null where it tells neither.
 */
export function shownPower({ power, apparentPower, apparentUndirected }: MeterReading): Shown | null {
  if (power !== null) return { power };
  if (apparentPower == null) return null;
  const least = apparentUndirected ? -Math.abs(apparentPower) : Math.min(0, apparentPower);
  return { power: most(apparentPower, 0), least: (least + 0) as Watts };
}
