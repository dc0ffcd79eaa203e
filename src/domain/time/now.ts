import type { Instant, Milliseconds } from './instant.ts';

/** How far the wall clock is believed: no source since boot, not before a known floor, or set by one. */
export type ClockTrust = 'none' | 'floor' | 'synced';

/**
 * The only time a machine sees. Tariffs use `wall`; timers use `mono`, which never runs back within a `boot`.
 * A new `boot`, or a jump of the wall clock, voids leases (DESIGN, Machines).
 */
export interface Now {
  readonly wall: Instant;
  /** ms since this boot, never backwards. */
  readonly mono: Milliseconds;
  /** Names one run of the gateway's control process. */
  readonly boot: string;
  readonly trust: ClockTrust;
}

/** Wall time that ran more than this apart from monotonic time is a jump. */
export const JUMP: Milliseconds = 2_000 as Milliseconds;

export type ClockChange = 'steady' | 'new-boot' | 'forward-jump' | 'backward-jump';

/** What happened to the clock between two moments. */
export function clockChange(before: Now, now: Now): ClockChange {
  if (before.boot !== now.boot) return 'new-boot';
  const drift = now.wall - before.wall - (now.mono - before.mono);
  if (drift > JUMP) return 'forward-jump';
  return drift < -JUMP ? 'backward-jump' : 'steady';
}

/** A promise that lasts for a time of one boot; nothing carries it over a new boot. */
export interface Lease {
  readonly boot: string;
  readonly until: Milliseconds;
}

export const leaseFor = (now: Now, length: number): Lease => ({ boot: now.boot, until: (now.mono + length) as Milliseconds });
export const holds = (lease: Lease, now: Now): boolean => lease.boot === now.boot && now.mono < lease.until;

/** A wall clock earlier than every instant the product has been built or run at is not the time. */
export const isPlausible = (wall: Instant, floor: Instant): boolean => wall >= floor;

/** 2000-01-01T00:00:00Z: a clock that was set shows no earlier time. */
const YEAR_2000 = 946_684_800_000 as Instant;

/**
 * Whether the wall clock is believed. One that a source of time has set is, even before the floor: the floor may have
 * been kept while that source was wrong, and a home that would not believe it again for years could loosen no limit.
 */
export const isBelieved = ({ wall, trust }: Now, floor: Instant): boolean =>
  (trust === 'synced' && isPlausible(wall, YEAR_2000)) || (trust === 'floor' && isPlausible(wall, floor));
