import type { DeviceId } from '../device/device.ts';
import type { Instant, Interval, Milliseconds } from '../time/instant.ts';
import { ACTIVATIONS_KEPT, IDS_KEPT, MOST_ACTIVATIONS, MOST_IDS, MOST_REVOKED } from './bounds.ts';
import type { StandingCall } from './call.ts';

/** A call with what only its own machine needs. */
export interface HeldCall {
  readonly call: StandingCall;
  /** While it runs: until when at the latest, by the monotonic clock of a boot, so that a wall clock set back never prolongs it. */
  readonly running: { readonly boot: string; readonly until: Milliseconds } | null;
  /** Devices that a person has taken out by hand. */
  readonly left: readonly DeviceId[];
}

/** A call that the contract counts. */
export interface Activation extends Interval {
  readonly call: string;
  /** Wh that it was allowed to add; 0 for all that add nothing. */
  readonly energy: number;
}

/** What is remembered of one issuer. */
export interface IssuerState {
  /** Of the last message that was of its time and address, whatever became of it. */
  readonly sequence: number;
  readonly ids: readonly { readonly jti: string; readonly at: Instant }[];
  readonly activations: readonly Activation[];
  /** Ids of keys that it has withdrawn. */
  readonly revoked: readonly string[];
}

/** What happens when the record of a message is stored. */
export type Next =
  | { readonly kind: 'call'; readonly held: HeldCall; readonly activation: Activation }
  | { readonly kind: 'cancel'; readonly issuer: string; readonly call: string }
  | { readonly kind: 'revoke'; readonly issuer: string; readonly key: string }
  | { readonly kind: 'forward'; readonly issuer: string; readonly body: unknown }
  | { readonly kind: 'heartbeat'; readonly source: string }
  /** The limit machine has it already and answers. */
  | { readonly kind: 'admitted' }
  | { readonly kind: 'refuse'; readonly reason: string };

/** A message whose record is on its way to the disk. */
export interface Waiting {
  readonly store: string;
  readonly signed: string;
  readonly issuer: string;
  readonly next: Next;
}

/** Kept over a restart; plain JSON, bounded. */
export interface SignalsState {
  readonly boot: string | null;
  /** After the state was lost: nothing that was issued before is heard, for it may have been done already. */
  readonly since: Instant | null;
  readonly issuers: Readonly<Record<string, IssuerState>>;
  readonly calls: readonly HeldCall[];
  readonly waiting: readonly Waiting[];
  readonly n: number;
}

export const initialSignals: SignalsState = { boot: null, since: null, issuers: {}, calls: [], waiting: [], n: 0 };

/** The state where it is not known any more which messages were done. */
export const forgetful = (since: Instant): SignalsState => ({ ...initialSignals, since });

const NOBODY: IssuerState = { sequence: -1, ids: [], activations: [], revoked: [] };

export const issuerOf = (state: SignalsState, issuer: string): IssuerState => (Object.hasOwn(state.issuers, issuer) ? state.issuers[issuer] : undefined) ?? NOBODY;
const withIssuer = (state: SignalsState, issuer: string, change: Partial<IssuerState>): SignalsState => ({
  ...state,
  issuers: { ...state.issuers, [issuer]: { ...issuerOf(state, issuer), ...change } },
});

/** The message's number is used up, whatever becomes of it: nobody can send it again at a better moment. */
export function used(state: SignalsState, issuer: string, sequence: number, jti: string, wall: Instant): SignalsState {
  const ids = [...issuerOf(state, issuer).ids.filter(({ at }) => Math.abs(wall - at) < IDS_KEPT), { jti, at: wall }];
  return withIssuer(state, issuer, { sequence, ids: ids.slice(-MOST_IDS) });
}

/** The state with what a stored message changes. */
export function applied(state: SignalsState, next: Next): SignalsState {
  switch (next.kind) {
    case 'call': {
      const { issuer } = next.held.call;
      const counting = issuerOf(state, issuer).activations.filter(({ end }) => end > next.activation.start - ACTIVATIONS_KEPT);
      const activations = [...counting, next.activation].slice(-MOST_ACTIVATIONS);
      return withIssuer({ ...state, calls: [...state.calls, next.held] }, issuer, { activations });
    }
    case 'cancel':
      return cancelled(state, next.issuer, next.call);
    case 'revoke':
      return withIssuer(state, next.issuer, { revoked: [...issuerOf(state, next.issuer).revoked.filter((key) => key !== next.key), next.key].slice(0, MOST_REVOKED) });
    default:
      return state;
  }
}

function cancelled(state: SignalsState, issuer: string, id: string): SignalsState {
  const calls = state.calls.map((held) => (held.call.id === id ? { ...held, running: null, call: { ...held.call, status: 'cancelled' as const } } : held));
  const begun = state.calls.some(({ call, running }) => call.id === id && (running !== null || call.status === 'opted-out'));
  // What never ran is no activation.
  const activations = issuerOf(state, issuer).activations.filter(({ call }) => begun || call !== id);
  return withIssuer({ ...state, calls }, issuer, { activations });
}
