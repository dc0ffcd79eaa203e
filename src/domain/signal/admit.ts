import type { Instant } from '../time/instant.ts';
import { hasOnly, isRecord } from './claims.ts';
import type { Contract } from './contract.ts';
import { instantOf, powerOf } from './order.ts';

type Body = Readonly<Record<string, unknown>>;

type Value = { readonly kind: 'none' } | { readonly kind: 'limit'; readonly w: number } | { readonly kind: 'limit'; readonly amps: number };

/** One value with its time. */
export interface Said {
  readonly value: Value;
  /** ms UTC; `end` null = until replaced. */
  readonly start: Instant;
  readonly end: Instant | null;
}

/** What the limit machine reads: one value, or a series of them. */
export interface LimitSignal {
  readonly source: string;
  readonly sequence: number;
  readonly direction: 'import' | 'export';
  readonly scope: 'site' | 'controllable';
  readonly per: 'total' | 'phase';
  /** ms over which it is averaged; null = at each moment. */
  readonly window: number | null;
  /** Whether its windows begin by the clock; left out = rolling. */
  readonly averaging?: 'aligned' | 'rolling';
  readonly intervals: readonly Said[];
}

export type AdmitRefusal = 'wrong-shape' | 'not-a-number' | 'negative' | 'too-large' | 'too-many-intervals' | 'not-contracted' | 'key-may-not';

/** A limit in force, as far as it is looked at here. */
export interface InForce {
  readonly source: string;
  readonly direction: string;
  readonly scope: string;
  readonly value: { readonly kind: 'none' } | { readonly kind: 'limit'; readonly w: number };
  readonly end: number | null;
}

const HEAD = ['direction', 'scope', 'per', 'windowSeconds', 'averaging'];
const SAID = ['w', 'amps', 'start', 'end'];
/** Three days of quarter-hours. */
const MOST_INTERVALS = 288;

/** W, or A a phase; null = no limit. */
function valueOf(raw: Body, per: LimitSignal['per']): Value | AdmitRefusal {
  const [said, other] = per === 'phase' ? [raw['amps'], raw['w']] : [raw['w'], raw['amps']];
  if (said === undefined || other !== undefined) return 'wrong-shape';
  const number = powerOf(said);
  if (typeof number === 'string') return number;
  if (number === null) return { kind: 'none' };
  return per === 'phase' ? { kind: 'limit', amps: number } : { kind: 'limit', w: number };
}

function saidIn(raw: unknown, per: LimitSignal['per'], from: Instant, besides: readonly string[]): Said | AdmitRefusal {
  if (!isRecord(raw) || !hasOnly(raw, [...SAID, ...besides])) return 'wrong-shape';
  const [start, end] = [instantOf(raw['start'], from), instantOf(raw['end'], null)];
  if (start === 'wrong-shape' || start === null || end === 'wrong-shape') return 'wrong-shape';
  const value = valueOf(raw, per);
  return typeof value === 'string' ? value : { value, start, end };
}

function intervalsOf(body: Body, per: LimitSignal['per'], from: Instant): readonly Said[] | AdmitRefusal {
  const { intervals, ...head } = body;
  if (intervals === undefined) {
    const only = saidIn(body, per, from, HEAD);
    return typeof only === 'string' ? only : [only];
  }
  if (!Array.isArray(intervals) || intervals.length === 0 || !hasOnly(head, HEAD)) return 'wrong-shape';
  if (intervals.length > MOST_INTERVALS) return 'too-many-intervals';
  const said: Said[] = [];
  for (const raw of intervals) {
    const one = saidIn(raw, per, from, []);
    if (typeof one === 'string') return one;
    said.push(one);
  }
  return said;
}

/**
 * `{direction, scope, w, start?, end?}` with W or null for none; `per: 'phase'` with `amps`; `windowSeconds` for an average, whose
 * `averaging` is `rolling` or `aligned`;
 * or `intervals` of such values. The limit machine judges the rest.
 * @param from the start where none is said: now, or when the message was issued where the clock is not believed.
 */
export function readLimit(body: Body, { issuer, limits }: Contract, sequence: number, from: Instant): LimitSignal | AdmitRefusal {
  const { direction, scope, per = 'total', windowSeconds = null, averaging = 'rolling' } = body;
  if ((direction !== 'import' && direction !== 'export') || (scope !== 'site' && scope !== 'controllable') || (per !== 'total' && per !== 'phase')) return 'wrong-shape';
  if (windowSeconds !== null && (typeof windowSeconds !== 'number' || !Number.isSafeInteger(windowSeconds))) return 'wrong-shape';
  if (averaging !== 'rolling' && averaging !== 'aligned') return 'wrong-shape';
  const intervals = intervalsOf(body, per, from);
  if (typeof intervals === 'string') return intervals;
  if (!limits.some((key) => key.direction === direction && key.scope === scope)) return 'not-contracted';
  return { source: issuer, sequence, direction, scope, per, window: windowSeconds === null ? null : windowSeconds * 1_000, averaging, intervals };
}

/** Whether a limit may be of a key that only tightens, by what is in force: not `none`, nothing looser or later. The limit machine, which knows what is to come, has the last word. */
export function onlyTightens({ source, direction, scope, intervals }: LimitSignal, limits: readonly InForce[]): boolean {
  const replaced = limits.filter((one) => one.source === source && one.direction === direction && one.scope === scope);
  if (intervals.some(({ value }) => value.kind === 'none')) return false;
  const [only, ...others] = intervals;
  if (replaced.length === 0) return true;
  // A series may leave a gap where a standing limit held: that needs the other key.
  if (!only || others.length > 0 || !('w' in only.value)) return false;
  const { value: { w }, end } = only;
  return replaced.every((one) => one.value.kind === 'none' || (w <= one.value.w && (end === null || (one.end !== null && end >= one.end))));
}

/** `{event}` of a cancel, `{key}` of a revocation: a name; undefined for anything else. */
export const nameIn = (body: unknown, field: string): string | undefined => {
  const value = isRecord(body) ? body[field] : undefined;
  return typeof value === 'string' && value.length <= 64 ? value : undefined;
};
