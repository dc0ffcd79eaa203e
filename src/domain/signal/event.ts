import type { Effect, HomeEvent } from '../machine/machine.ts';
import type { StandingCall } from './call.ts';

/** A message whose signature was found good by a contract's key; its content is not read yet (E12, E13). */
export interface SignedEvent extends HomeEvent {
  readonly kind: 'signed';
  /** The carrier's own id of it; comes back in the answer. */
  readonly id: string;
  readonly issuer: string;
  /** Claims of the JWS payload, unread: `{iss, aud, iat, exp, jti, seq, kind, …}`. */
  readonly claims: unknown;
}

/** Hand an accepted limit on to the limit machine, under the id of the signed event that is to be answered. */
export interface AdmitSignalEffect extends Effect {
  readonly kind: 'admit-signal';
  readonly signed: string;
  readonly signal: unknown;
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
