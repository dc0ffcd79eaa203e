import type { Effect, HomeEvent } from '../machine/machine.ts';

/** A limit signal as it came, unread: `{source, sequence, direction, scope, value, start, end}`. */
export interface SignalEvent extends HomeEvent {
  readonly kind: 'signal';
  /** The carrier's own id of it; comes back in the answer. */
  readonly id: string;
  readonly signal: unknown;
}

/** The answer to one signal. `done` only after it is stored. */
export interface SignalAnswerEffect extends Effect {
  readonly kind: 'signal-answer';
  /** The id of the signal event that is answered. */
  readonly signal: string;
  readonly outcome: 'done' | 'refused';
  /** Stable reason id; null when done. */
  readonly reason: string | null;
}
