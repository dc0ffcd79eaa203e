import type { ReplyOutcome } from '../machine/effect.ts';
import type { Effect } from '../machine/machine.ts';
import type { Instant } from '../time/instant.ts';
import type { Intent } from './intent.ts';
import type { SlotChoice } from './slotChoice.ts';
import type { Wish } from './wish.ts';

/** Who may ask anything of a home; the broker lets no other role publish a request. */
export type Asker = 'phone' | 'planner';

/** The envelope of a request, read by the wire. Lengths in ms of the sender's and the gateway's real clocks. */
export interface RequestTerms {
  readonly id: string;
  /** Revision of what it edits; null where it edits nothing numbered. */
  readonly revision: number | null;
  readonly age: number;
  readonly timeToLive: number;
  /** `previous`: an app one wire version older, which may read and not ask. */
  readonly peer: 'current' | 'previous' | 'unknown';
}

/** What the wishes machine understands; every other kind of body is another machine's. */
export type WishBody =
  | { readonly kind: 'wish'; readonly wish: Wish }
  | { readonly kind: 'wish-removed'; readonly id: string }
  /** What plans are for. */
  | { readonly kind: 'intent'; readonly intent: Intent }
  | { readonly kind: 'slot'; readonly choice: SlotChoice }
  /** The plan decides it again. */
  | { readonly kind: 'slot-freed'; readonly device: SlotChoice['device']; readonly start: Instant }
  /** `until` in home's wall time; null = until resumed. */
  | { readonly kind: 'pause'; readonly until: Instant | null }
  | { readonly kind: 'resume' };

export interface RequestBodyOfKind {
  readonly kind: string;
}

/** One request; `waited` is ms it lay in this gateway before it was looked at. */
interface Asked<Body extends RequestBodyOfKind> {
  readonly credential: string;
  readonly role: Asker;
  readonly request: RequestTerms;
  readonly body: Body;
  readonly waited: number;
}

/** As it came in: only the requests machine sees it. */
export interface RequestReceived<Body extends RequestBodyOfKind = RequestBodyOfKind> extends Asked<Body> {
  readonly kind: 'request-received';
}

/** In time, from one who may ask, and not answered before: the machine that knows the body's kind answers it. */
export interface RequestEvent<Body extends RequestBodyOfKind = RequestBodyOfKind> extends Asked<Body> {
  readonly kind: 'request';
}

/** Let the request through to the machines; the host routes `event` next. */
export interface AdmitEffect extends Effect {
  readonly kind: 'admit';
  readonly event: RequestEvent;
}

/** A reply went out: the same id is answered the same again. */
export interface RepliedEvent {
  readonly kind: 'replied';
  readonly credential: string;
  readonly requestId: string;
  readonly outcome: ReplyOutcome;
  readonly reason: string | null;
}
