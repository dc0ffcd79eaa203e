import type { GuardState } from '#domain/guard/event.ts';
import type { ShownLimit, ShownPhaseLimit } from '#domain/limit/standing.ts';
import type { LimitMessage } from '../message/limit.ts';

type PhaseRow = NonNullable<LimitMessage['phaseLimits']>[number];
type Head = Omit<PhaseRow, 'amps'>;

/** What limits in W and in A say alike; what one does not say is left out. */
const head = ({ source, direction, scope, start, end, window, averaging, because, origin, binds }: ShownLimit | ShownPhaseLimit): Head => ({
  source,
  direction,
  scope,
  start,
  end,
  ...(window === undefined ? {} : { window, averaging: averaging ?? 'rolling' }),
  ...(because === undefined ? {} : { because }),
  ...(origin === undefined ? {} : { origin }),
  ...(binds === undefined ? {} : { binds }),
});

/** The guard's word about its limits, as `state/limit` carries it. */
export const limitBody = ({ limits, phaseLimits = [], effectiveImport, binding, state, excess, delayedUntil }: GuardState): LimitMessage => ({
  limits: limits.map((limit) => ({ ...head(limit), value: limit.value, ...(limit.mean === undefined ? {} : { mean: limit.mean }) })),
  phaseLimits: phaseLimits.map((limit) => ({ ...head(limit), amps: limit.amps })),
  effectiveImport,
  binding,
  state,
  excess,
  delayedUntil: delayedUntil ?? null,
});
