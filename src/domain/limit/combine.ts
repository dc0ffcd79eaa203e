import type { LimitKey, LimitValue } from './limit.ts';
import type { StandingLimit } from './standing.ts';

const power = (limit: StandingLimit): number => (limit.value.kind === 'limit' ? limit.value.w : Number.POSITIVE_INFINITY);
/** An average holds by what it allows now, so that it combines with limits at each moment. */
const powerNow = (limit: StandingLimit): number => limit.allows ?? power(limit);

export const sameKey = (a: LimitKey, b: LimitKey): boolean => a.direction === b.direction && a.scope === b.scope;

/** Of equal keys the smallest holds now; who it comes from is in the answer. Null: nothing limits this key. */
export function tightest(limits: readonly StandingLimit[], key: LimitKey): StandingLimit | null {
  const bound = limits.filter((limit) => sameKey(limit, key) && limit.value.kind === 'limit');
  return bound.reduce<StandingLimit | null>((best, limit) => (best === null || powerNow(limit) < powerNow(best) ? limit : best), null);
}

const NO_LIMIT: LimitValue = { kind: 'none' };

/** The smallest limit of a direction over both scopes. */
export function effective(limits: readonly StandingLimit[], direction: LimitKey['direction']): LimitValue {
  if (limits.length === 0) return NO_LIMIT;
  let best: StandingLimit | null = null;
  for (const limit of limits) if (limit.direction === direction && (best === null || power(limit) < power(best))) best = limit;
  return best?.value ?? NO_LIMIT;
}
