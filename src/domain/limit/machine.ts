import { effective } from './combine.ts';
import { elapse } from './elapse.ts';
import type { ContactEvent, HeartbeatEvent, SignalEvent, SupplyReturnedEvent } from './event.ts';
import { limitsInForce, phaseLimitsInForce } from './inForce.ts';
import { beaten, contactHeard, g100Heard, supplyReturned } from './profiles.ts';
import { receive } from './receive.ts';
import { answer, keep, settled, type Outcome } from './record.ts';
import type { LimitConfig, LimitFacts } from './standing.ts';
import { initialLimitState, type LimitState } from './state.ts';
import type { StoredEvent, StoreFailedEvent, TickEvent } from '../machine/effect.ts';
import type { Machine } from '../machine/machine.ts';
import type { ReadingEvent } from '../meter/event.ts';
import type { Now } from '../time/now.ts';

export type LimitEvent = SignalEvent | HeartbeatEvent | ContactEvent | SupplyReturnedEvent | ReadingEvent | StoredEvent | StoreFailedEvent | TickEvent;

function hearContact(state: LimitState, config: LimitConfig, event: ContactEvent, now: Now): Outcome {
  const heard = contactHeard(state, config, event, now);
  return typeof heard === 'string' ? answer(state, event.id, heard, now) : answer(heard, event.id, null, now);
}

function react(state: LimitState, config: LimitConfig, event: LimitEvent, now: Now): Outcome {
  switch (event.kind) {
    case 'signal':
      return receive(state, config, event, now);
    case 'heartbeat':
      return { state: beaten(state, config, event), effects: [] };
    case 'contact':
      return hearContact(state, config, event, now);
    case 'reading':
      return keep(g100Heard(state, config, event.reading), now);
    case 'supply-returned':
      return keep(supplyReturned(state, config), now);
    case 'stored':
    case 'store-failed':
      return event.id === state.storing ? settled(state, event.kind === 'stored', now) : { state, effects: [] };
    case 'tick':
      return keep(state, now);
  }
}

/** Time is counted with these, at least once a second. */
const HEARS: ReadonlySet<string> = new Set<LimitEvent['kind']>(['signal', 'heartbeat', 'contact', 'supply-returned', 'reading', 'stored', 'store-failed', 'tick']);

/** Accepts, holds, counts down and combines limits. Reason ids of a refusal: `SignalRefusal`. */
export function limitMachine(config: LimitConfig): Machine<LimitState, LimitEvent, LimitFacts> {
  return {
    name: 'limit',
    initial: initialLimitState,
    hears: HEARS,
    step(state, event, now) {
      const { state: next, effects } = react(elapse(state, config, now), config, event, now);
      const limits = limitsInForce(next, config);
      return { state: next, effects, facts: { limits, phaseLimits: phaseLimitsInForce(next), effectiveImport: effective(limits, 'import') } };
    },
  };
}
