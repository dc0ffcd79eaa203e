import { isBelieved, type Now } from '../time/now.ts';
import { HOUR, type Instant } from '../time/instant.ts';
import { allows, type Word } from './limit.ts';

/** An accepted limit with its own count of time, which needs no wall clock and survives a restart. */
export interface Held {
  readonly limit: Word;
  /** Which accepted signal it is of: a series is many words of one. */
  readonly batch: number;
  /** ms until it is in force; 0 = it is, and stays so whatever the clock does. */
  readonly startsIn: number;
  /** ms it still holds; null = until replaced (R01). */
  readonly remaining: number | null;
  /** No clock told where it lies in time when it came: what a clock says later does not lengthen it. */
  readonly unplaced?: true;
  /** Nobody tells how long the gateway was away, so it may have started meanwhile: it holds until a clock that is set says otherwise. */
  readonly early?: true;
  /** Not stored, or never: it holds beside what it is to replace. */
  readonly unstored?: true;
}

/** Where the count of time stands. */
export interface Counted {
  readonly boot: string;
  readonly mono: number;
  /** The wall clock can be believed not to be too early. */
  readonly trusted: boolean;
  /** The wall clock was set by a source of time. */
  readonly synced: boolean;
  /** The machine's own boot, over which no clock of it runs on; null or left out = not known. */
  readonly machine?: string | null;
}

/** @param machine the machine's own boot; null = not known. */
export function countedAt(now: Now, floor: Instant, machine: string | null = null): Counted {
  const trusted = isBelieved(now, floor);
  return { boot: now.boot, mono: now.mono, trusted, synced: trusted && now.trust === 'synced', machine };
}

/** Whether time has gone by that no clock of this machine has counted, and none has been set since. */
const isUncounted = (before: Counted | null, at: Counted): boolean =>
  before !== null && before.boot !== at.boot && !at.synced && (at.machine == null || before.machine !== at.machine);

/**
 * A limit just accepted. Without a trusted clock its start cannot be told: it holds at once.
 * @param from the wall clock, or where that is not believed an instant that has surely passed by the sender's clock.
 */
export const hold = (limit: Word, batch: number, from: Instant, trusted: boolean): Held => ({
  limit,
  batch,
  startsIn: trusted ? Math.max(0, limit.start - from) : 0,
  remaining: limit.end === null ? null : limit.end - from,
  ...(trusted ? {} : { unplaced: true }),
  unstored: true,
});

/** The same where it is stored. */
export const asStored = ({ unstored: _unstored, ...held }: Held): Held => held;

/** Of a limit that is over by one word of a clock, no more than this holds on. */
const LONGEST_UNTOLD = 24 * HOUR;

/**
 * The limit after the time since it was last counted, which is counted by the monotonic clock alone: a clock that nobody
 * has set says nothing. How long the gateway was away is one word of one clock, even where a source of time has set it:
 * by that word nothing ends that has not held for its own length while we ran, or for a day more. So no clock frees early;
 * the source can replace the limit.
 */
export function countDown(held: Held, before: Counted | null, at: Counted, wall: Instant): Held {
  const passed = before?.boot === at.boot ? Math.max(0, at.mono - before.mono) : 0;
  const firstSynced = at.synced && !(before?.boot === at.boot && before.synced);
  const ahead = startsIn(held, passed, at.trusted && !(held.early && !at.synced), wall);
  const early = ahead > 0 && !at.synced && (held.early || isUncounted(before, at));
  return {
    limit: held.limit,
    batch: held.batch,
    startsIn: ahead,
    remaining: remaining(held, passed, firstSynced ? wall : null),
    ...(held.unplaced ? { unplaced: true } : {}),
    ...(early ? { early: true } : {}),
    ...(held.unstored ? { unstored: true } : {}),
  };
}

function startsIn(held: Held, passed: number, trusted: boolean, wall: Instant): number {
  const counted = Math.max(0, held.startsIn - passed);
  return trusted ? Math.max(0, Math.min(counted, held.limit.start - wall)) : counted;
}

/** @param told by a clock that was set, once a boot; null = nothing is. */
function remaining({ remaining: left, limit: { start, end }, startsIn: ahead, unplaced }: Held, passed: number, told: Instant | null): number | null {
  if (left === null || end === null) return null;
  const counted = left - passed;
  if (told === null) return counted;
  const [byWall, length] = [end - told, end - start];
  const believed = Math.min(counted, Math.max(byWall, Math.min(length, LONGEST_UNTOLD)));
  return unplaced ? believed : Math.max(believed, Math.min(byWall, ahead + length));
}

/** One that was placed in time stands at least until its end by a clock that is set: that jumped back gives the time back, and forward takes none. */
export const hasEnded = ({ remaining: left, limit: { end }, unplaced }: Held, { synced }: Counted, wall: Instant): boolean =>
  left !== null && left <= 0 && !(synced && !unplaced && end !== null && wall < end);

/** It has started, or may have. */
export const holdsNow = ({ startsIn: ahead, early }: Held): boolean => ahead === 0 || early === true;

const startOf = (held: Held): number => (holdsNow(held) ? Number.NEGATIVE_INFINITY : held.limit.start);
const endOf = ({ limit }: Held): number => limit.end ?? Number.POSITIVE_INFINITY;

/** Whether at some time `next` together would allow more than `before` does. Ends are compared as instants, whatever the clock. */
export function loosens(before: Held, next: readonly Held[]): boolean {
  const most = allows(before.limit.value);
  if (most === Number.POSITIVE_INFINITY) return false;
  return !covers(next.filter(({ limit }) => allows(limit.value) <= most), before);
}

/** Whether words hold all through the time of another. */
function covers(words: readonly Held[], of: Held): boolean {
  let until = startOf(of);
  for (const one of [...words].sort((a, b) => startOf(a) - startOf(b))) if (startOf(one) <= until) until = Math.max(until, endOf(one));
  return until >= endOf(of);
}

/** Whether `next` at some time allow more than `w` W, which holds where `before` do not. */
export const exceeds = (next: readonly Held[], before: readonly Held[], w: number): boolean =>
  next.some((one) => allows(one.limit.value) > w && !covers(before.filter(({ limit }) => allows(limit.value) >= allows(one.limit.value)), one));

/** Whether at some time `next` together allow less than `before` together do. */
export const tightens = (before: readonly Held[], next: readonly Held[]): boolean => next.some((one) => loosens(one, before));
