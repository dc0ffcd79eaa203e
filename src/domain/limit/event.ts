import type { Effect, HomeEvent } from '../machine/machine.ts';
import type { Proven } from '../signal/event.ts';
import type { Milliseconds } from '../time/instant.ts';

/** A limit signal as it came, unread: `readSignal` says what it may carry. */
export interface SignalEvent extends HomeEvent {
  readonly kind: 'signal';
  /** The carrier's own id of it; comes back in the answer. */
  readonly id: string;
  readonly signal: unknown;
  /** What the key that signed it may do; left out = anything. */
  readonly may?: 'all' | 'tighten';
  /** Who said it for a source with a heartbeat: it counts only when the source is configured to be that one. Left out = the carrier answers for the source itself. */
  readonly peer?: string;
  /** Of a signed message: its order was judged by the numbers of its key. Left out = the signal's own sequence is. */
  readonly proven?: Proven;
}

/** A source's sign of life. It counts for the source it names, and only when `peer` is who the source is configured to be. */
export interface HeartbeatEvent extends HomeEvent {
  readonly kind: 'heartbeat';
  readonly source: string;
  /** Who sent it, as the carrier has proved it: a key, not a connection. */
  readonly peer: string;
}

/** The contacts of one source as they are read: the names of those that are closed. Sent at every change, and every few seconds. */
export interface ContactEvent extends HomeEvent {
  readonly kind: 'contact';
  /** The carrier's own id of it; comes back in a `signal-answer`: done = read, for it is stored nowhere. */
  readonly id: string;
  readonly source: string;
  readonly closed: readonly string[];
  /** ms since the oldest of it was so for sure; left out = now. */
  readonly age?: Milliseconds;
}

/** A source with a heartbeat writes what holds when it is lost; unread. */
export interface FailsafeEvent extends HomeEvent {
  readonly kind: 'failsafe';
  /** The carrier's own id of it; comes back in the answer. */
  readonly id: string;
  readonly source: string;
  /** Who sent it, as the carrier has proved it. */
  readonly peer: string;
  /** Of the value; the duration is one for both directions. */
  readonly direction?: 'import' | 'export' | undefined;
  /** W, positive in both directions. */
  readonly w?: unknown;
  /** Seconds. */
  readonly duration?: unknown;
}

/** The supply of the home has been away: what schedules said before is not believed any more. */
export interface SupplyReturnedEvent extends HomeEvent {
  readonly kind: 'supply-returned';
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
