/** Wait before a child is started again, real ms: well inside two seconds, and slower while it keeps dying. */
const WAITS = [200, 500, 1_000, 1_500] as const;
/** A child that dies again and again costs the machine less this way. */
const CRASH_LOOP_WAIT = 10_000;
const CRASH_LOOP = 8;
/** A child that has lived for this long was well. */
const WELL = 30_000;

/** @param crashes in a row, 1 for the first. */
export const waitBeforeRestart = (crashes: number): number => (crashes > CRASH_LOOP ? CRASH_LOOP_WAIT : (WAITS[Math.min(crashes, WAITS.length) - 1] ?? CRASH_LOOP_WAIT));

/** Crashes in a row after one more, given how long the child had lived, in ms. */
export const crashesAfter = (before: number, lived: number): number => (lived >= WELL ? 1 : before + 1);
