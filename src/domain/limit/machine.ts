import { averagesAfter, type Controlled } from './averages.ts';
import { effective } from './combine.ts';
import { elapse } from './elapse.ts';
import type { ContactEvent, FailsafeEvent, HeartbeatEvent, SignalEvent, SupplyReturnedEvent } from './event.ts';
import { isAveraged, limitsInForce, phaseLimitsInForce } from './inForce.ts';
import { beaten, contactHeard, g100Heard, supplyReturned } from './profiles.ts';
import { writeFailsafe } from './failsafeValues.ts';
import { receive } from './receive.ts';
import { answer, keep, settled, type Outcome } from './record.ts';
import type { LimitConfig, LimitFacts } from './standing.ts';
import { initialLimitState, type LimitState } from './state.ts';
import { presentReport } from '../device/sense.ts';
import type { StoredEvent, StoreFailedEvent, TickEvent } from '../machine/effect.ts';
import type { Machine } from '../machine/machine.ts';
import type { ReadingEvent } from '../meter/event.ts';
import type { Now } from '../time/now.ts';

export type LimitEvent = SignalEvent | FailsafeEvent | HeartbeatEvent | ContactEvent | SupplyReturnedEvent | ReadingEvent | StoredEvent | StoreFailedEvent | TickEvent;

function hearContact(state: LimitState, config: LimitConfig, event: ContactEvent, now: Now): Outcome {
  const heard = contactHeard(state, config, event, now);
  return typeof heard === 'string' ? answer(state, event.id, heard, now) : answer(heard, event.id, null, now);
}

/** It is heard, or falls back by itself. */
const isSafe = (device: Controlled, now: Now): boolean => device.descriptor.primitive.kind === 'inflexible' || device.descriptor.fallback.kind !== 'none' || presentReport(device, now) !== null;

/** What the meter shows counts for connection schemes and for averages. @param devices as they were last heard. */
function hearReading(state: LimitState, config: LimitConfig, { reading }: ReadingEvent, devices: readonly Controlled[], now: Now): Outcome {
  const limits = [...limitsInForce(state, config, now), ...phaseLimitsInForce(state, config, now)];
  const counted = isAveraged(limits) || Object.keys(state.averages).length > 0 ? { ...state, averages: averagesAfter(state.averages, limits, { reading, devices, ms: state.passage.ms, now }) } : state;
  return keep(g100Heard(counted, config, reading, devices.every((device) => isSafe(device, now))), now);
}

function react(state: LimitState, config: LimitConfig, event: LimitEvent, devices: readonly Controlled[], now: Now): Outcome {
  switch (event.kind) {
    case 'signal':
      return receive(state, config, event, now);
    case 'failsafe':
      return writeFailsafe(state, config, event, now);
    case 'heartbeat':
      return { state: beaten(state, config, event), effects: [] };
    case 'contact':
      return hearContact(state, config, event, now);
    case 'reading':
      return hearReading(state, config, event, devices, now);
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
const HEARS: ReadonlySet<string> = new Set<LimitEvent['kind']>(['signal', 'failsafe', 'heartbeat', 'contact', 'supply-returned', 'reading', 'stored', 'store-failed', 'tick']);

/** Accepts, holds, counts down and combines limits. Reason ids of a refusal: `SignalRefusal`. */
export function limitMachine(config: LimitConfig): Machine<LimitState, LimitEvent, LimitFacts, LimitFacts & { readonly devices: readonly Controlled[] }> {
  return {
    name: 'limit',
    initial: initialLimitState,
    hears: HEARS,
    step(state, event, now, { devices = [] }) {
      const { state: next, effects } = react(elapse(state, config, now), config, event, devices, now);
      const limits = limitsInForce(next, config, now);
      return { state: next, effects, facts: { limits, phaseLimits: phaseLimitsInForce(next, config, now), effectiveImport: effective(limits, 'import') } };
    },
  };
}
