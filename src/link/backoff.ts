const FIRST = 500;
const LONGEST = 30_000;

/**
 * ms to wait before the next attempt: doubles from 0.5 s to 30 s, with half of it by chance so that the phones of a
 * street do not come back together.
 * @param attempt failures so far, from 0; @param chance in [0, 1).
 */
export function waitBefore(attempt: number, chance: number): number {
  const most = Math.min(LONGEST, FIRST * 2 ** Math.min(attempt, 16));
  return Math.round(most / 2 + (most / 2) * chance);
}
