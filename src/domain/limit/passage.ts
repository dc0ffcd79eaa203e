import type { Instant } from '../time/instant.ts';
import type { Counted } from './held.ts';

/**
 * Home time that has surely passed, in ms, counted on over restarts: by the monotonic clock within a boot, and over the
 * time away only when the wall clock was set (`synced`) both before and after, believed once a boot. It never runs
 * ahead of real time because of a clock, so a deadline on it is never shortened; without a set clock it is later by the
 * time away and by what was not yet kept (at most a minute a restart).
 */
export interface Passage {
  readonly ms: number;
  /** The last moment both clocks were known together. */
  readonly anchor: { readonly wall: Instant; readonly ms: number } | null;
  /** The boot whose set clock was believed on the time away. */
  readonly believed: string | null;
}

export const noPassage: Passage = { ms: 0, anchor: null, believed: null };

/** @param before where the count stood; null at the very first step. */
export function passed({ ms, anchor, believed }: Passage, before: Counted | null, at: Counted, wall: Instant): Passage {
  const counted = ms + (before?.boot === at.boot ? Math.max(0, at.mono - before.mono) : 0);
  if (!at.synced) return { ms: counted, anchor, believed };
  const isAway = believed !== at.boot && anchor !== null;
  const now = isAway ? Math.max(counted, anchor.ms + (wall - anchor.wall)) : counted;
  return { ms: now, anchor: { wall, ms: now }, believed: at.boot };
}
