import type { Instant } from '../time/instant.ts';
import { holds, leaseFor, type Lease, type Now } from '../time/now.ts';
import type { PauseEvent } from './event.ts';

/** All automation stands still. With an end it lasts as long as was meant when it was said, whatever the wall clock does. */
export interface Pause {
  readonly until: Instant | null;
  /** Wall time at which it was said; left out by earlier versions. */
  readonly started?: Instant;
  /** Left out where it has no end. */
  readonly lease?: Lease;
}

/** What a person says; said again, it is the pause that stands already. */
export function paused(before: Pause | null, { on, until }: Pick<PauseEvent, 'on' | 'until'>, now: Now): Pause | null {
  if (!on) return null;
  if (before?.until === until) return before;
  return until === null ? { until } : { until, started: now.wall, lease: leaseFor(now, until - now.wall) };
}

/** Over a restart a clock that was set tells what is left of it; without one it lasts for its whole length. */
function ofThisBoot(pause: Pause, until: Instant, now: Now): Pause {
  if (pause.lease?.boot === now.boot) return pause;
  const started = pause.started ?? now.wall;
  return { until, started, lease: leaseFor(now, now.trust === 'synced' ? Math.min(until - started, until - now.wall) : until - started) };
}

/** Null where it is over; the same object when nothing has changed. */
export function standingPause(pause: Pause | null, now: Now): Pause | null {
  if (pause === null || pause.until === null) return pause;
  const known = ofThisBoot(pause, pause.until, now);
  return known.lease && holds(known.lease, now) ? known : null;
}
