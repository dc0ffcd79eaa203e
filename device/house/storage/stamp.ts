import { JUMP, type ClockTrust } from '#domain/time/now.ts';

/** By which clock a time was told: the machine's boot, and how far its wall clock then was ahead of its running time, ms. */
export interface Stamp {
  readonly boot: string;
  readonly shift: number;
  readonly trust: ClockTrust;
}

/** A clock that is only slewed stays the same one; one that was set is not put right, however fast a replay runs. */
export const isSameClock = (one: Stamp, other: Stamp): boolean =>
  one.boot === other.boot && one.trust === other.trust && (one.trust === 'synced' || Math.abs(one.shift - other.shift) <= JUMP);
