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
import { presentReport, type GridReading, type Sensed } from '../device/sense.ts';
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

/** Of other machines: the devices as they were last heard, and the grid as the guard last believed it; what it did not is as if nobody had measured. */
type Known = Pick<Sensed, 'grid'> & { readonly devices: readonly Controlled[] };

/** What the meter has shown counts, for connection schemes and for averages. */
function measured(state: LimitState, config: LimitConfig, { grid, devices }: Known, now: Now): LimitState {
  if (!grid) return state;
  const seen = config.g100 ? g100Heard(state, config, grid, devices.every((device) => isSafe(device, now)), now) : state;
  return averaged(seen, config, { grid, devices }, now);
}

function averaged(state: LimitState, config: LimitConfig, { grid, devices }: Known & { readonly grid: GridReading }, now: Now): LimitState {
  const limits = [...limitsInForce(state, config, now), ...phaseLimitsInForce(state, config, now)];
  if (!isAveraged(limits) && Object.keys(state.averages).length === 0) return state;
  const age = now.mono - grid.heardAt;
  return { ...state, averages: averagesAfter(state.averages, limits, { reading: grid.reading, age, devices, ms: state.passage.ms - age, now }) };
}

function react(state: LimitState, config: LimitConfig, event: LimitEvent, known: Known, now: Now): Outcome {
  switch (event.kind) {
    case 'signal':
      return receive(state, config, event, now);
    case 'failsafe':
      return writeFailsafe(state, config, event, now);
    case 'heartbeat':
      return { state: beaten(state, config, event), effects: [] };
    case 'contact':
      return hearContact(state, config, event, now);
    case 'supply-returned':
      return keep(supplyReturned(state, config), now);
    case 'stored':
    case 'store-failed':
      return event.id === state.storing ? settled(state, event.kind === 'stored', now) : { state, effects: [] };
    // A reading says nothing itself: what the guard believed of the one before it does.
    case 'reading':
    case 'tick':
      return keep(measured(state, config, known, now), now);
  }
}

/** Time is counted with these, at least once a second. */
const HEARS: ReadonlySet<string> = new Set<LimitEvent['kind']>(['signal', 'failsafe', 'heartbeat', 'contact', 'supply-returned', 'reading', 'stored', 'store-failed', 'tick']);

/** Accepts, holds, counts down and combines limits. Reason ids of a refusal: `SignalRefusal`. */
export function limitMachine(config: LimitConfig): Machine<LimitState, LimitEvent, LimitFacts, LimitFacts & Known> {
  return {
    name: 'limit',
    initial: initialLimitState,
    hears: HEARS,
    step(state, event, now, { devices = [], grid = null }) {
      const { state: next, effects } = react(elapse(state, config, now), config, event, { devices, grid }, now);
      const limits = limitsInForce(next, config, now);
      return { state: next, effects, facts: { limits, phaseLimits: phaseLimitsInForce(next, config, now), effectiveImport: effective(limits, 'import') } };
    },
  };
}
