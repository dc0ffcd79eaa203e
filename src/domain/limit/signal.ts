import { watts, type Watts } from '../units/power.ts';
import type { Instant } from '../time/instant.ts';
import type { Limit, LimitKey, LimitValue } from './limit.ts';

/** No home's connection carries more; a larger number is a mistake or an attack. W. */
export const LARGEST_LIMIT = 10_000_000;

export type SignalRefusal =
  | 'wrong-shape'
  | 'not-a-number'
  | 'negative'
  | 'too-large'
  | 'empty-interval'
  | 'unknown-source'
  | 'stale-sequence'
  | 'expired'
  | 'clock-not-trusted'
  | 'storage-down'
  | 'busy';

export type ReadSignal = { readonly ok: true; readonly limit: Limit } | { readonly ok: false; readonly reason: SignalRefusal };

const refused = (reason: SignalRefusal): ReadSignal => ({ ok: false, reason });
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;
const isInstant = (value: unknown): value is Instant => Number.isSafeInteger(value);

/** Why a number cannot be a limit in W; null when it can (reliability R06). */
export function powerRefusal(w: unknown): 'not-a-number' | 'negative' | 'too-large' | null {
  if (typeof w !== 'number' || !Number.isFinite(w)) return 'not-a-number';
  if (w < 0) return 'negative';
  return w > LARGEST_LIMIT ? 'too-large' : null;
}

function readValue(raw: unknown): LimitValue | SignalRefusal {
  if (!isRecord(raw)) return 'wrong-shape';
  if (raw['kind'] === 'none') return { kind: 'none' };
  if (raw['kind'] !== 'limit') return 'wrong-shape';
  return powerRefusal(raw['w']) ?? { kind: 'limit', w: watts(Number(raw['w'])) as Watts };
}

function readKey(raw: Readonly<Record<string, unknown>>): LimitKey | null {
  const { direction, scope } = raw;
  if (direction !== 'import' && direction !== 'export') return null;
  return scope === 'site' || scope === 'controllable' ? { direction, scope } : null;
}

/** Reads what a carrier brought. `start` and `end` are ms UTC; `end` null = until replaced. */
export function readSignal(raw: unknown): ReadSignal {
  if (!isRecord(raw)) return refused('wrong-shape');
  const { source, sequence, start, end } = raw;
  const key = readKey(raw);
  if (typeof source !== 'string' || !key || !isInstant(start) || (end !== null && !isInstant(end))) return refused('wrong-shape');
  if (typeof sequence !== 'number' || !Number.isSafeInteger(sequence)) return refused('not-a-number');
  const value = readValue(raw['value']);
  if (typeof value === 'string') return refused(value);
  if (end !== null && end <= start) return refused('empty-interval');
  return { ok: true, limit: { ...key, source, sequence, value, start, end } };
}
