import { staleAfter, type MeterReading } from '../meter/reading.ts';
import type { Instant } from '../time/instant.ts';

/** A condition that must last before it counts, and be gone for a while before it is over. */
export interface Lasting {
  /** First of the readings that show it, and the last one; null = not shown. */
  readonly since: Instant | null;
  readonly last: Instant | null;
  /** First of the readings that show it gone. */
  readonly calm: Instant | null;
  readonly on: boolean;
  readonly worst: number;
}

/** `between`: no longer beyond the threshold, and not far enough inside to be over. */
export type Sight = 'beyond' | 'between' | 'inside';

export const NOT_LASTING: Lasting = { since: null, last: null, calm: null, on: false, worst: 0 };

/** What ended must have been gone for this long. Our choice. */
export const CALM = 10_000;

/**
 * After one reading that shows the condition or its absence; one that does not show it is not given to this.
 * Two readings further apart than the meter is fresh show nothing about the time between: counting begins again.
 * @param value larger is worse.
 */
export function lasting(before: Lasting, sight: Sight, value: number, { at, period }: Pick<MeterReading, 'at' | 'period'>, hold: number): Lasting {
  if (sight !== 'beyond' && before.since === null) return before;
  const isGap = before.last !== null && (at < before.last || at - before.last > staleAfter(period));
  if (sight === 'beyond') return beyond(before, value, at, isGap, hold);
  if (!before.on) return NOT_LASTING;
  if (sight === 'between') return { ...before, last: at, calm: null };
  const calm = isGap ? at : (before.calm ?? at);
  return at - calm >= CALM ? { ...before, on: false, last: at, calm } : { ...before, last: at, calm };
}

function beyond(before: Lasting, value: number, at: Instant, isGap: boolean, hold: number): Lasting {
  const since = before.since === null || (isGap && !before.on) ? at : before.since;
  const worst = before.since === since ? Math.max(before.worst, value) : value;
  return { since, last: at, calm: null, on: before.on || at - since >= hold, worst };
}
