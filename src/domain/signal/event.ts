import type { Effect, HomeEvent } from '../machine/machine.ts';
import type { Instant } from '../time/instant.ts';
import type { StandingCall } from './call.ts';

/** A message whose signature was found good by a contract's key; its content is not read yet (E12, E13). */
export interface SignedEvent extends HomeEvent {
  readonly kind: 'signed';
  /** The carrier's own id of it; comes back in the answer. */
  readonly id: string;
  readonly issuer: string;
  /** Id of the contract's key that signed it. */
  readonly key: string;
  /** What that key may do: anything, or only what asks for less. */
  readonly may: 'all' | 'tighten';
  /** Claims of the JWS payload, unread: `{iss, aud, iat, exp, jti, seq, kind, …}`. */
  readonly claims: unknown;
}

/** A person on the premises says that the operators are right, after the state was lost in which it stood what they may. */
export interface OperatorsConfirmedEvent extends HomeEvent {
  readonly kind: 'operators-confirmed';
  /** The carrier's own id of it; comes back in the answer. */
  readonly id: string;
}

/** Hand an accepted limit on to the limit machine, under the id of the signed event that is to be answered. */
export interface AdmitSignalEffect extends Effect {
  readonly kind: 'admit-signal';
  readonly signed: string;
  readonly signal: unknown;
  /** What the key that signed it may do. */
  readonly may: 'all' | 'tighten';
  readonly proven: Proven;
}

/** What is known of a signed message whose order was judged. */
export interface Proven {
  /** When its sender issued it, by the sender's clock: the true time is no earlier. */
  readonly issued: Instant;
  /** It contradicts a wall clock that nobody has set: that clock is not believed about it. */
  readonly doubted: boolean;
  /** It may end, in doubt of the clock, what its sender said in that doubt. */
  readonly releases?: true;
}

/** Tell the limit machine that a source is alive. */
export interface HeartbeatEffect extends Effect {
  readonly kind: 'admit-heartbeat';
  readonly source: string;
  /** Who has proved by a key of its contract to be alive: the issuer. */
  readonly peer: string;
}

/** Withdrawn keys, all of them, to be written down beside the state as well: what is lost must not bring them back. */
export interface KeysRevokedEffect extends Effect {
  readonly kind: 'keys-revoked';
  readonly revoked: Readonly<Record<string, readonly string[]>>;
}

/** The answer to a signed message that the limit machine does not answer itself; `done` only when it is stored. */
export interface SignedAnswerEffect extends Effect {
  readonly kind: 'signal-answer';
  /** The id of the signed event. */
  readonly signal: string;
  readonly outcome: 'done' | 'refused';
  /** Stable reason id; null when done. */
  readonly reason: string | null;
}

/** What a store effect of the signals machine carries: the state to start from after a restart, and what the journal is told. */
export interface SignalsRecord {
  readonly kind: 'signals';
  readonly state: unknown;
  /** Never: what frees is the limit machine's to store. */
  readonly frees: false;
  /** Null for what is not worth a line. */
  readonly journal: { readonly kind: 'signed'; readonly issuer: string; readonly sequence: number; readonly what: string; readonly refused: string | null } | { readonly kind: 'operators-confirmed' } | null;
}

/** Hand an accepted tariff or message on to house, which answers when it has stored it. */
export interface ForwardEffect extends Effect {
  readonly kind: 'forward';
  readonly signed: string;
  readonly issuer: string;
  readonly body: unknown;
}

/** control -> house: the calls as they stand, whenever one of them changes. */
export interface CallsEvent extends HomeEvent {
  readonly kind: 'calls';
  readonly calls: readonly StandingCall[];
}
