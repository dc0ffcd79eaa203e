import type { Counted } from './held.ts';

/**
 * Home time that has passed while we ran, in ms, counted on over restarts by the monotonic clock alone: no wall clock
 * moves it, and time away is none of it. A restart loses what was not yet kept (at most a minute), so that a deadline on
 * it is never early.
 */
export interface Passage {
  readonly ms: number;
}

export const noPassage: Passage = { ms: 0 };

/** @param before where the count stood; null at the very first step. */
export const passed = ({ ms }: Passage, before: Counted | null, at: Counted): Passage => ({ ms: ms + (before?.boot === at.boot ? Math.max(0, at.mono - before.mono) : 0) });
