import type { Effect, HomeEvent } from '../machine/machine.ts';
import type { Instant } from '../time/instant.ts';
import type { Watts } from '../units/power.ts';

/**
 * Steps of the power threshold (E11): below; over and warned, with the moment of interruption; shedding; interrupted;
 * waiting for a person on the premises; restoring. `mirrored` ones are the meter's own.
 */
export type LadderStep = 'below' | 'warned' | 'shedding' | 'interrupted' | 'waiting' | 'restoring';

export interface LadderState {
  readonly id: string;
  readonly direction: 'import' | 'export';
  /** W. */
  readonly threshold: Watts;
  /** ms over which the power is averaged; null = the reading itself. */
  readonly window: number | null;
  /** W as the ladder sees it; null = not known. */
  readonly power: Watts | null;
  readonly step: LadderStep;
  readonly since: Instant;
  /** When shedding, and when interruption, follows if nothing changes; null = not foreseen. */
  readonly shedsAt: Instant | null;
  readonly interruptsAt: Instant | null;
  /** From when a person may restart: a lock-out after repeated trips; null = at any time, or not interrupted. */
  readonly restartsFrom?: Instant | null;
  /** Trips within the time that repeats are counted in. */
  readonly trips: number;
  readonly acknowledged: boolean;
  /** Who interrupts and where it is restarted: this gateway, or the meter with its own breaker. */
  readonly where: 'gateway' | 'meter';
  /** How a warning reaches someone who is not looking; empty = nothing can. */
  readonly reaches: readonly Reach[];
}

/** A way to someone who is not looking. */
export type Reach = 'wall' | 'sounder' | 'relay' | 'mqtt';

/** W that a ladder keeps in one direction: it stands from *shed* until the supply is restored, and only then. */
export interface LadderLimit {
  readonly id: string;
  readonly direction: 'import' | 'export';
  readonly w: Watts;
}

export interface LadderFacts {
  readonly ladders: readonly LadderState[];
  /** What the guard enforces right after the limits. */
  readonly ladderLimits: readonly LadderLimit[];
}

/** The ways of warning that are configured and answer; said by the host when that changes. */
export interface ReachEvent extends HomeEvent {
  readonly kind: 'reach';
  readonly reaches: readonly Reach[];
}

/** Tell whoever is not looking, by every way there is; nothing comes back. */
export interface AlarmEffect extends Effect {
  readonly kind: 'alarm';
  /** The step that was reached; a test; or that a person has seen the warning, so that it may fall silent. */
  readonly alarm: LadderStep | 'test' | 'acknowledged';
  /** The ladder as it stands now; null for a test in a home without one. */
  readonly ladder: LadderState | null;
}
