import type { Alarm } from '#domain/safety/event.ts';
import type { AlarmEffect, LadderState, Reach } from '#domain/ladder/event.ts';

/** One way to someone who is not looking. */
export interface Way {
  readonly reach: Reach;
  /** Seen working: what is configured and does not answer reaches nobody. */
  answers(): boolean;
  alarm(effect: AlarmEffect): void;
  /** The household's own limit of use is passed: left out by ways that are for danger alone. */
  highUse?(alarm: Alarm): void;
  /** The ladders as they stand, whenever one has changed. */
  ladders(ladders: readonly LadderState[]): void;
  /** Once a second: what could not be said is said again. */
  again(): void;
  stop(): Promise<void>;
}

/** What calls for attention, and what ends it. */
export type Call = 'sound' | 'silence' | null;
export function callOf({ alarm }: AlarmEffect): Call {
  if (alarm === 'warned' || alarm === 'shedding' || alarm === 'interrupted' || alarm === 'test') return 'sound';
  return alarm === 'acknowledged' || alarm === 'below' || alarm === 'restoring' ? 'silence' : null;
}
