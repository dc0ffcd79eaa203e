import { effectId, type PublishEffect, type ReplyEffect, type StoreEffect } from '../machine/effect.ts';
import type { Effect, Step } from '../machine/machine.ts';
import type { Now } from '../time/now.ts';
import type { CustodyState, StandingFacts } from './custodyState.ts';
import type { ActsEffect, PlanWantedEffect } from './event.ts';

type Unnumbered<E extends Effect> = Omit<E, 'id'>;
type Outgoing = Unnumbered<StoreEffect> | Unnumbered<PublishEffect> | Unnumbered<ReplyEffect> | Unnumbered<ActsEffect> | Unnumbered<PlanWantedEffect>;

/** One step of custody while it is made: the state as it becomes, and the effects in their order. */
export interface Outlet {
  readonly state: CustodyState;
  update(change: Partial<CustodyState>): void;
  /** @returns the effect's id. */
  want(effect: Outgoing): string;
  publish(name: 'plan' | 'problem', body: unknown): void;
  step(): Step<CustodyState, StandingFacts>;
}

export function outlet(state: CustodyState, now: Now): Outlet {
  let current = state;
  const effects: Effect[] = [];
  const want = (effect: Outgoing): string => {
    const n = current.n + 1;
    const id = effectId(now, 'custody', n);
    current = { ...current, n };
    effects.push({ ...effect, id });
    return id;
  };
  return {
    get state() {
      return current;
    },
    update: (change) => void (current = { ...current, ...change }),
    want,
    publish: (name, body) => void want({ kind: 'publish', name, body }),
    step: () => ({ state: current, effects }),
  };
}
