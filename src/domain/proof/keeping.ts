import { effectId, type StoreEffect } from '../machine/effect.ts';
import type { HomeEvent, Machine, Step } from '../machine/machine.ts';
import type { GuardState } from '../guard/event.ts';
import type { Limit } from '../limit/limit.ts';
import type { Instant } from '../time/instant.ts';
import type { Now } from '../time/now.ts';
import type { GuardEvent } from './event.ts';

/** What the journal says of a limit, for its operator: who asked what, when it held, whether it was kept. */
export interface LimitProof {
  readonly kind: 'limit-proof';
  readonly step: 'applied' | 'lifted' | 'binding' | 'free' | 'unkeepable' | 'kept';
  readonly at: Instant;
  /** The limits it is about: one that came or went, or all in force. */
  readonly limits: readonly Limit[];
  /** W above, the worst until now; 0 where kept. */
  readonly excess: number;
}

/** JSON-able. */
export interface KeepingState {
  readonly limits: readonly Limit[];
  readonly binding: boolean;
  /** Since when, by the wall; null = kept. */
  readonly unkeepable: Instant | null;
  /** Worst excess since then, W. */
  readonly worst: number;
  /** Monotonic ms of the boot at which it was kept again, and not yet called so. */
  readonly calm: { readonly boot: string; readonly mono: number } | null;
  readonly n: number;
}

const NAME = 'keeping';
/** Kept again only when it stays so: a load that cycles must not fill the journal. Our choice. */
const CALM = 60_000;

const keyOf = ({ source, sequence, direction, scope }: Limit): string => `${source}/${sequence}/${direction}/${scope}`;

/**
 * Writes down how limits are kept: applied, binding, not to be kept, lifted. That one was received is in the journal by
 * control's own record; this one says what came of it.
 */
export const keeping: Machine<KeepingState, HomeEvent, unknown> = {
  name: NAME,
  initial: { limits: [], binding: false, unkeepable: null, worst: 0, calm: null, n: 0 },
  hears: new Set(['guard', 'tick']),
  step(state, event, now) {
    const known = event as GuardEvent | HomeEvent;
    if (isGuard(known)) return hear(state, known.guard, now);
    return known.kind === 'tick' ? rest(state, now) : { state };
  },
};

const isGuard = (event: GuardEvent | HomeEvent): event is GuardEvent => event.kind === 'guard';

type Told = Pick<LimitProof, 'step' | 'limits' | 'excess'>;

function hear(before: KeepingState, { limits, binding, state, excess }: GuardState, now: Now): Step<KeepingState, unknown> {
  const told: Told[] = [];
  const [old, current] = [new Set(before.limits.map(keyOf)), new Set(limits.map(keyOf))];
  const applied = limits.filter((limit) => !old.has(keyOf(limit)));
  const lifted = before.limits.filter((limit) => !current.has(keyOf(limit)));
  if (applied.length > 0) told.push({ step: 'applied', limits: applied, excess: 0 });
  if (lifted.length > 0) told.push({ step: 'lifted', limits: lifted, excess: 0 });
  if (binding !== before.binding) told.push({ step: binding ? 'binding' : 'free', limits, excess: 0 });
  const isMissed = state === 'unkeepable';
  if (isMissed && before.unkeepable === null) told.push({ step: 'unkeepable', limits, excess });
  const calm = isMissed || before.unkeepable === null ? null : before.calm?.boot === now.boot ? before.calm : { boot: now.boot, mono: now.mono };
  const unkeepable = isMissed ? (before.unkeepable ?? now.wall) : before.unkeepable;
  const worst = isMissed ? Math.max(before.worst, excess) : before.worst;
  return rest(written({ limits, binding, unkeepable, worst, calm, n: before.n }, told, now), now);
}

type Written = { readonly state: KeepingState; readonly effects: readonly StoreEffect[] };

function rest(before: KeepingState | Written, now: Now): Written {
  const { state, effects } = 'effects' in before ? before : { state: before, effects: [] };
  const { calm, worst, limits } = state;
  if (state.unkeepable === null || calm === null) return { state, effects };
  if (calm.boot !== now.boot) return { state: { ...state, calm: { boot: now.boot, mono: now.mono } }, effects };
  if (now.mono - calm.mono < CALM) return { state, effects };
  const over = written({ ...state, unkeepable: null, worst: 0, calm: null }, [{ step: 'kept', limits, excess: worst }], now);
  return { state: over.state, effects: [...effects, ...over.effects] };
}

function written(state: KeepingState, told: readonly Told[], now: Now): Written {
  const effects = told.map(({ step, limits, excess }, index): StoreEffect => {
    const record: LimitProof = { kind: 'limit-proof', step, at: now.wall, limits, excess };
    return { id: effectId(now, NAME, state.n + index), kind: 'store', record };
  });
  return { state: { ...state, n: state.n + told.length }, effects };
}
