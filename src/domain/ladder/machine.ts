import type { Decider } from '../device/asked.ts';
import type { GuardFacts } from '../guard/event.ts';
import type { StoredEvent, StoreFailedEvent, TickEvent } from '../machine/effect.ts';
import type { Machine } from '../machine/machine.ts';
import type { ReadingEvent } from '../meter/event.ts';
import type { Now } from '../time/now.ts';
import type { HouseholderEvent } from '../wish/householder.ts';
import type { LadderFacts, ReachEvent } from './event.ts';
import { mirrored } from './mirror.ts';
import { byPerson } from './person.ts';
import { demanded } from './rung.ts';
import { isTold, ladderFacts, newFacts } from './shown.ts';
import { initialLadderState, ofThisBoot, rungOf, withRung, type LadderMachineState } from './state.ts';
import { settled, take, type Outcome } from './take.ts';
import { METER_THRESHOLD, type Threshold } from './threshold.ts';
import { countTime, hearGrid, hearLimiter, sightOf } from './watch.ts';

export type LadderEvent = ReadingEvent | TickEvent | HouseholderEvent | StoredEvent | StoreFailedEvent | ReachEvent;

export interface LadderConfig {
  readonly thresholds: readonly Threshold[];
}

/** Who has decided about the devices, and which power of the grid is believed, as the guard last said. */
type GuardedFacts = Pick<GuardFacts, 'devices' | 'grid'>;

function heard(state: LadderMachineState, thresholds: readonly Threshold[], event: LadderEvent, now: Now): Outcome {
  switch (event.kind) {
    case 'reading':
      return { state: hearLimiter(state, event.reading), effects: [] };
    case 'householder':
      return byPerson(state, thresholds, event, now);
    case 'stored':
    case 'store-failed':
      return settled(state, thresholds, event.id, event.kind === 'stored', now);
    case 'reach':
      return { state: { ...state, reaches: event.reaches }, effects: [] };
    default:
      return { state, effects: [] };
  }
}

/** The step of one ladder that the meter's breaker, power and time demand. @param holding null where only the breaker is looked at. */
function climb(so: Outcome, config: Threshold, holding: boolean | null, now: Now): Outcome {
  const sight = sightOf(so.state, config, now);
  if (sight.threshold === null) return so;
  const before = rungOf(so.state, config.id, now.wall);
  const breaker = config.watts === 'meter' ? (so.state.limiter?.breaker ?? null) : null;
  const shown = mirrored(before, config, breaker, now.wall);
  const next = shown === before && holding !== null ? demanded(before, config, { level: sight.level, falling: sight.falling, holding }, now.wall) : shown;
  const known = config.id in so.state.rungs ? so : { ...so, state: withRung(so.state, config.id, before) };
  return take(known, config, next, now);
}

/** A device that is held down, or on its way back up: what it will take is not yet in the power. */
const HELD_BY: ReadonlySet<string> = new Set<Decider>(['ladder', 'ramp', 'delay']);

/** A reading tells of the breaker alone: its power is believed by the next tick, and nothing is done on one that a newer has replaced. */
function climbed(told: Outcome, thresholds: readonly Threshold[], { kind }: LadderEvent, devices: GuardFacts['devices'], now: Now): Outcome {
  // An answer of the store asks for no other step at once.
  if (kind !== 'reading' && kind !== 'tick') return told;
  const holding = kind === 'tick' ? devices.some(({ decidedBy }) => decidedBy !== null && HELD_BY.has(decidedBy)) : null;
  return thresholds.reduce<Outcome>((so, one) => climb(so, one, holding, now), told);
}

const HEARS: ReadonlySet<string> = new Set<LadderEvent['kind']>(['reading', 'tick', 'householder', 'stored', 'store-failed', 'reach']);

/**
 * The maximum-power threshold (E11): warns with the moment of the interruption, gives time, sheds, interrupts, waits for
 * a person on the premises, restores. Mirrors the meter where that limits and has the breaker.
 */
export function ladderMachine(config: LadderConfig): Machine<LadderMachineState, LadderEvent, LadderFacts & GuardedFacts> {
  const thresholds = config.thresholds.some(({ watts }) => watts === 'meter') ? config.thresholds : [...config.thresholds, METER_THRESHOLD];
  return {
    name: 'ladder',
    initial: initialLadderState,
    hears: HEARS,
    step(before, event, now, facts) {
      const counted = hearGrid(countTime(ofThisBoot(before, thresholds, now), thresholds, now), facts.grid ?? null);
      const told = heard(counted, thresholds, event, now);
      const { state, effects } = climbed(told, thresholds, event, facts.devices ?? [], now);
      return isTold(facts, before, state, thresholds, now) ? { state, effects } : { state, effects, facts: newFacts(facts, ladderFacts(state, thresholds, now)) };
    },
  };
}
