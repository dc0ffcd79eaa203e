import type { GuardState } from '#domain/guard/event.ts';
import { allows } from '#domain/limit/limit.ts';
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

/** Most limits told in W, and in A: a home has a few, and a source's thousand windows would not fit a message. */
const MOST_TOLD = 32;

const most = (limit: ShownLimit | ShownPhaseLimit): number => ('amps' in limit ? limit.amps : allows(limit.value));
/** Limits that differ in nothing else are one to who reads them: the smallest. */
const wordOf = ({ source, direction, scope, window, averaging, because, origin }: ShownLimit | ShownPhaseLimit): string => JSON.stringify([source, direction, scope, window, averaging, because, origin]);
const inOrder = (a: ShownLimit | ShownPhaseLimit, b: ShownLimit | ShownPhaseLimit): number => Number(b.binds ?? false) - Number(a.binds ?? false) || most(a) - most(b);

/** The smallest of each word; of too many those that bind, then the smallest. */
function told<Limit extends ShownLimit | ShownPhaseLimit>(limits: readonly Limit[]): readonly Limit[] {
  const smallest = new Map<string, Limit>();
  for (const limit of limits) {
    const known = smallest.get(wordOf(limit));
    if (!known || most(limit) < most(known)) smallest.set(wordOf(limit), limit);
  }
  const all = [...smallest.values()];
  return all.length <= MOST_TOLD ? all : all.sort(inOrder).slice(0, MOST_TOLD);
}

/** The guard's word about its limits, as `state/limit` carries it. */
export function limitBody({ limits, phaseLimits = [], effectiveImport, binding, state, excess, delayedUntil }: GuardState): LimitMessage {
  const [power, current] = [told(limits), told(phaseLimits)];
  const others = limits.length + phaseLimits.length - power.length - current.length;
  return {
    limits: power.map((limit) => ({ ...head(limit), value: limit.value, ...(limit.mean === undefined ? {} : { mean: limit.mean }) })),
    phaseLimits: current.map((limit) => ({ ...head(limit), amps: limit.amps })),
    effectiveImport,
    binding,
    state,
    excess,
    delayedUntil: delayedUntil ?? null,
    ...(others > 0 ? { others } : {}),
  };
}
