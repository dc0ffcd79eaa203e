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
  /** Trips within the time that repeats are counted in. */
  readonly trips: number;
  readonly acknowledged: boolean;
  /** Who interrupts and where it is restarted: this gateway, or the meter with its own breaker. */
  readonly where: 'gateway' | 'meter';
  /** How a warning reaches someone who is not looking; empty = nothing can. */
  readonly reaches: readonly ('wall' | 'sounder' | 'relay' | 'mqtt')[];
}

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
