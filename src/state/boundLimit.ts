import type { LimitState } from '#wire/message/bodies.ts';

type Known = LimitState['limits'][number] | NonNullable<LimitState['phaseLimits']>[number];

/** The limit that holds the home back. */
export interface BoundLimit {
  readonly direction: Known['direction'];
  /** W in all, or A on each phase. */
  readonly most: { readonly w: number } | { readonly amps: number };
}

const isBound = ({ origin, binds }: Known): boolean => origin !== 'fuse' && binds === true;

/** What is drawn in all, where that binds or a gateway does not say which limit does; else the first that binds; null where none is to be named. */
export function boundLimit({ limits, phaseLimits = [], effectiveImport: whole }: LimitState): BoundLimit | null {
  const total = limits.filter(isBound).flatMap(({ direction, value }): BoundLimit[] => (value.kind === 'limit' ? [{ direction, most: { w: value.w } }] : []));
  const phases = phaseLimits.filter(isBound).map(({ direction, amps }): BoundLimit => ({ direction, most: { amps } }));
  const [first] = [...total, ...phases];
  if (whole.kind === 'limit' && (!first || total.some(({ direction }) => direction === 'import'))) return { direction: 'import', most: { w: whole.w } };
  return first ?? null;
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
