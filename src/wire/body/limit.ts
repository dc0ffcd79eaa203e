import type { GuardState } from '#domain/guard/event.ts';
import type { LimitMessage } from '../message/limit.ts';

/** The guard's word about its limits, as `state/limit` carries it. */
export const limitBody = ({ limits, effectiveImport, binding, state, excess, delayedUntil }: GuardState): LimitMessage => ({
  limits: limits.map(({ source, direction, scope, value, start, end, window, because }) => ({ source, direction, scope, value, start, end, ...(window === undefined ? {} : { window }), ...(because === undefined ? {} : { because }) })),
  effectiveImport,
  binding,
  state,
  excess,
  delayedUntil: delayedUntil ?? null,
});
