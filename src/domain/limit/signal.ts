import { watts } from '../units/power.ts';
import { HOUR, type Instant } from '../time/instant.ts';
import { allows, type Word, type WordKey } from './limit.ts';

/** No home's connection carries more; a larger number is a mistake or an attack. W, and A a phase. */
export const LARGEST_LIMIT = 10_000_000;
const LARGEST_AMPS = 10_000;
/** Intervals of one series: three days of quarter-hours. */
const MOST_INTERVALS = 288;
/** Averaging windows go from a second to a day, ms. */
const WINDOW = { least: 1_000, most: 86_400_000 };

export type SignalRefusal =
  | 'wrong-shape'
  | 'not-a-number'
  | 'negative'
  | 'too-large'
  | 'empty-interval'
  | 'too-many-intervals'
  | 'unsupported'
  | 'unknown-source'
  | 'unknown-contact'
  | 'stale-sequence'
  | 'expired'
  | 'clock-not-trusted'
  | 'key-may-not'
  | 'no-heartbeat'
  | 'watts-only'
  | 'not-controlled'
  | 'bad-duration'
  | 'storage-down'
  | 'busy';

/** What one signal says: for one key, one word an interval. A single value is a series of one. */
export interface Message {
  readonly source: string;
  readonly sequence: number;
  readonly key: WordKey;
  readonly words: readonly [Word, ...Word[]];
}

export type ReadSignal = { readonly ok: true; readonly message: Message } | { readonly ok: false; readonly reason: SignalRefusal };

const refused = (reason: SignalRefusal): ReadSignal => ({ ok: false, reason });
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;
const isInstant = (value: unknown): value is Instant => Number.isSafeInteger(value);

/** Why a number cannot be a limit, in W unless another largest is given; null when it can (reliability R06). */
export function powerRefusal(w: unknown, largest = LARGEST_LIMIT): 'not-a-number' | 'negative' | 'too-large' | null {
  if (typeof w !== 'number' || !Number.isFinite(w)) return 'not-a-number';
  if (w < 0) return 'negative';
  return w > largest ? 'too-large' : null;
}

/** A value is `{kind:'none'}`, `{kind:'limit', w}` or, a phase, `{kind:'limit', amps}`. */
function readValue(raw: unknown, { per }: WordKey): Word['value'] | SignalRefusal {
  if (!isRecord(raw)) return 'wrong-shape';
  if (raw['kind'] === 'none') return { kind: 'none' };
  if (raw['kind'] !== 'limit') return 'wrong-shape';
  if (per) return powerRefusal(raw['amps'], LARGEST_AMPS) ?? { kind: 'amps', amps: Number(raw['amps']) };
  return powerRefusal(raw['w']) ?? { kind: 'limit', w: watts(Number(raw['w'])) };
}

function readKey({ direction, scope, per = 'total', window = null, averaging = 'rolling' }: Readonly<Record<string, unknown>>): WordKey | null {
  if (direction !== 'import' && direction !== 'export') return null;
  if (scope !== 'site' && scope !== 'controllable') return null;
  if (per !== 'total' && per !== 'phase') return null;
  const key: WordKey = per === 'phase' ? { direction, scope, per } : { direction, scope };
  if (window === null) return key;
  if (typeof window !== 'number' || !Number.isSafeInteger(window) || window < WINDOW.least || window > WINDOW.most) return null;
  if (averaging === 'aligned') return HOUR % window === 0 ? { ...key, window, averaging } : null;
  return averaging === 'rolling' ? { ...key, window } : null;
}

type Head = Omit<Word, 'value' | 'start' | 'end'>;

function readWord(raw: unknown, head: Head): Word | SignalRefusal {
  if (!isRecord(raw)) return 'wrong-shape';
  const { start, end } = raw;
  if (!isInstant(start) || (end !== null && !isInstant(end))) return 'wrong-shape';
  const value = readValue(raw['value'], head);
  if (typeof value === 'string') return value;
  return end !== null && end <= start ? 'empty-interval' : { ...head, value, start, end };
}

/**
 * Reads what a carrier brought: `{source, sequence, direction, scope, per?, window?, averaging?}` with either
 * `{value, start, end}` or `intervals: [{value, start, end}, …]`. `start` and `end` are ms UTC, `end` null = until replaced; `window` in ms, of a whole part of an hour
 * where `averaging` is `aligned`: every zone's hours and quarter-hours begin at those of UTC, its days do not.
 */
export function readSignal(raw: unknown): ReadSignal {
  if (!isRecord(raw)) return refused('wrong-shape');
  const { source, sequence, intervals = [raw] } = raw;
  const key = readKey(raw);
  if (typeof source !== 'string' || !key || !Array.isArray(intervals)) return refused('wrong-shape');
  if (intervals.length > MOST_INTERVALS) return refused('too-many-intervals');
  if (typeof sequence !== 'number' || !Number.isSafeInteger(sequence)) return refused('not-a-number');
  const words: Word[] = [];
  for (const interval of intervals) {
    const word = readWord(interval, { ...key, source, sequence });
    if (typeof word === 'string') return refused(word);
    words.push(word);
  }
  const [first, ...others] = words;
  return first ? { ok: true, message: { source, sequence, key, words: [first, ...others] } } : refused('wrong-shape');
}

/** A word that limits; what lifts leaves nothing behind but its number. */
export const limitsAnything = (word: Word): boolean => allows(word.value) < Number.POSITIVE_INFINITY;
