import type { Instant } from '../time/instant.ts';
import type { Now } from '../time/now.ts';
import type { Effect } from './machine.ts';

/** Put `record` into the journal; comes back as `stored` or `store-failed` with this id. */
export interface StoreEffect extends Effect {
  readonly kind: 'store';
  readonly record: unknown;
}

/** A retained state message; `name` is a state name of the wire, `body` is checked by it. */
export interface PublishEffect extends Effect {
  readonly kind: 'publish';
  readonly name: string;
  readonly body: unknown;
}

export type ReplyOutcome = 'done' | 'refused' | 'conflict' | 'late';

/** The answer to one request of one credential; a `done` only after its record is stored. */
export interface ReplyEffect extends Effect {
  readonly kind: 'reply';
  readonly credential: string;
  readonly requestId: string;
  readonly outcome: ReplyOutcome;
  /** Stable reason id; null when done. */
  readonly reason: string | null;
}

/** All automation stands still from now until an instant; `until` null with `on` = until resumed. */
export interface PauseEffect extends Effect {
  readonly kind: 'pause';
  readonly until: Instant | null;
  readonly on: boolean;
}

/** How a store effect went. */
export interface StoredEvent {
  readonly kind: 'stored';
  readonly id: string;
}
export interface StoreFailedEvent {
  readonly kind: 'store-failed';
  readonly id: string;
  readonly reason: string;
}
export interface TickEvent {
  readonly kind: 'tick';
}

/** The id of the n-th effect of a machine within a boot; it is what `stored` brings back. */
export const effectId = (now: Now, machine: string, n: number): string => `${now.boot}/${machine}/${n}`;
