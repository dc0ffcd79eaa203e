import type { Instant } from '../time/instant.ts';
import type { Counted } from './held.ts';

/**
 * Home time that has passed while we ran, in ms, counted on over restarts by the monotonic clock alone: no wall clock
 * moves it. A restart loses what was not yet kept (at most a minute), so that a deadline on it is never early.
 */
export interface Passage {
  readonly ms: number;
  /** Where the count stood at the start of this boot: what was set before it has been waited for while we were away too. */
  readonly startedAt: number;
  /** The last moment the count and a set wall clock were known together. */
  readonly anchor: { readonly wall: Instant; readonly ms: number } | null;
  /** The boot whose set clock was believed on the time away. */
  readonly believed: string | null;
}

export const noPassage: Passage = { ms: 0, startedAt: 0, anchor: null, believed: null };

export interface Passed {
  readonly passage: Passage;
  /** ms that were spent away and are known only now, by a clock that was set before and after; believed once a boot. */
  readonly away: number;
}

/** @param before where the count stood; null at the very first step. */
export function passed({ ms, startedAt, anchor: known, believed }: Passage, before: Counted | null, at: Counted, wall: Instant): Passed {
  const isSameBoot = before?.boot === at.boot;
  // From before the last boot it would also count the time away before that, which no later deadline has waited for.
  const anchor = isSameBoot || believed === before?.boot ? known : null;
  const counted = ms + (isSameBoot ? Math.max(0, at.mono - before.mono) : 0);
  const started = isSameBoot ? startedAt : ms;
  if (!at.synced) return { passage: { ms: counted, startedAt: started, anchor, believed }, away: 0 };
  const away = believed !== at.boot && anchor !== null ? Math.max(0, wall - anchor.wall - (counted - anchor.ms)) : 0;
  return { passage: { ms: counted, startedAt: started, anchor: { wall, ms: counted }, believed: at.boot }, away };
}
