import type { Instant } from '../time/instant.ts';
import { isRecord, timeRefusal, type Claims } from './claims.ts';
import type { SignalKind } from './contract.ts';
import { instantOf } from './order.ts';

/** What binds, or frees nothing. A heartbeat is not among them: one that was kept back would hide that its issuer is gone. */
const BINDING: readonly SignalKind[] = ['limit', 'hold', 'revoke'];

/** The latest end that a limit or a hold names; null for none. */
function latestEnd(body: Claims['body']): number | null {
  const intervals: readonly unknown[] = Array.isArray(body['intervals']) ? body['intervals'] : [body];
  const ends = intervals.flatMap((one) => {
    const end = isRecord(one) ? instantOf(one['end'] ?? one['until'], null) : null;
    return typeof end === 'number' ? [end] : [Number.POSITIVE_INFINITY];
  });
  const latest = Math.max(...ends);
  return Number.isFinite(latest) ? latest : null;
}

/**
 * Whether a message that binds contradicts the wall clock: issued at another time, or over before it came. Where nobody
 * has set that clock, it is the clock that is not believed about this message, and not the signature.
 */
export function contradicts(claims: Claims, wall: Instant): boolean {
  if (!BINDING.includes(claims.kind)) return false;
  const end = latestEnd(claims.body);
  return timeRefusal(claims, wall) !== null || (end !== null && end <= wall);
}
