import type { Milliseconds } from '#domain/time/instant.ts';

const FIRST = 500;
const LONGEST = 30_000;

/**
 * The wait before the n-th attempt after a loss, n from 0: 0.5 s doubled up to 30 s, each +-50 %, so that devices that
 * lost the same thing do not come back together (reliability, M-03).
 * @param chance in [0, 1).
 */
export function backoff(attempt: number, chance: number): Milliseconds {
  const wait = Math.min(LONGEST, FIRST * 2 ** Math.min(attempt, 16));
  return Math.round(wait * (0.5 + chance)) as Milliseconds;
}
