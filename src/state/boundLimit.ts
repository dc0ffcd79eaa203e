import type { LimitState } from '#wire/message/bodies.ts';

type Known = LimitState['limits'][number] | NonNullable<LimitState['phaseLimits']>[number];

/** The limit that holds the home back. */
export interface BoundLimit {
  readonly direction: Known['direction'];
  /** W in all, or A on each phase; null = what the connection itself carries: its fuse, and the balance of its phases. */
  readonly most: { readonly w: number } | { readonly amps: number } | null;
}

const CONNECTION: BoundLimit = { direction: 'import', most: null };
const isFuse = ({ origin }: Known): boolean => origin === 'fuse';

const inWatts = (limits: readonly LimitState['limits'][number][], towards: Known['direction']): BoundLimit[] =>
  limits.flatMap(({ direction, value }) => (direction === towards && value.kind === 'limit' ? [value.w] : [])).sort((a, b) => a - b).map((w) => ({ direction: towards, most: { w } }));

/** What is drawn in all goes before what is sent out, and both before what flows on each phase; of each the smallest. */
function smallest({ limits, phaseLimits = [] }: Pick<LimitState, 'limits' | 'phaseLimits'>): BoundLimit | null {
  const phases = [...phaseLimits].sort((a, b) => a.amps - b.amps).map(({ direction, amps }): BoundLimit => ({ direction, most: { amps } }));
  return [...inWatts(limits, 'import'), ...inWatts(limits, 'export'), ...phases][0] ?? null;
}

/**
 * The smallest of those that bind. Where none does, the guard holds the home back for the connection itself, unless one stands that may
 * have bound a moment ago. A gateway that does not say which binds, or a limit that is not kept, is asked for the smallest of all.
 */
export function boundLimit({ limits, phaseLimits = [], state }: LimitState): BoundLimit | null {
  const all = [...limits, ...phaseLimits];
  const bound = smallest({ limits: limits.filter((one) => one.binds === true && !isFuse(one)), phaseLimits: phaseLimits.filter((one) => one.binds === true && !isFuse(one)) });
  if (bound) return bound;
  if (all.every(isFuse) || all.some((one) => one.binds === true)) return CONNECTION;
  const isUntold = state === 'unkeepable' || all.every(({ binds }) => binds === undefined);
  return isUntold ? smallest({ limits: limits.filter((one) => !isFuse(one)), phaseLimits: phaseLimits.filter((one) => !isFuse(one)) }) : null;
}

const keyOf = (known: Known): string => JSON.stringify([known.source, known.direction, known.scope, 'amps' in known]);

/** Whether a limit binds changes with every gust: one that has bound counts as binding as long as any does, which the guard keeps up for a minute (U30). */
export class HeldBinds {
  readonly #bound = new Set<string>();

  hold(limit: LimitState): LimitState {
    if (!limit.binding) this.#bound.clear();
    const held = <One extends Known>(one: One): One => {
      if (limit.binding && one.binds) this.#bound.add(keyOf(one));
      return this.#bound.has(keyOf(one)) ? { ...one, binds: true } : one;
    };
    return { ...limit, limits: limit.limits.map(held), ...(limit.phaseLimits && { phaseLimits: limit.phaseLimits.map(held) }) };
  }
}
