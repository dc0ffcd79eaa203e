import type { DeviceId } from '../device/device.ts';
import { SECOND, type Instant, type Interval, type Milliseconds } from '../time/instant.ts';
import { ACTIVATIONS_KEPT, IDS_KEPT, MOST_ACTIVATIONS, MOST_IDS, MOST_KEYS, MOST_REVOKED } from './bounds.ts';
import type { StandingCall } from './call.ts';
import type { HoldStretch } from './hold.ts';
import type { Hearing } from './hearing.ts';
import { NO_REST, type Counted, type EventRest } from './rest.ts';

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
  /** No key's numbers begin below it: the last one of the time when all keys of an issuer counted together. */
  readonly sequence: number;
  /** By key id, the number of its last message that was of its time and address, whatever became of it: no key uses up the numbers of another. */
  readonly keys: Readonly<Record<string, number>>;
  /** When the last message of each key was issued, by a clock that was believed and never later than it came; with the key. */
  readonly issued: readonly { readonly key: string; readonly at: Instant }[];
  /** In which it may hold; null before its first hold. */
  readonly hold: HoldStretch | null;
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
  /** A person has spoken: operators are heard as before. */
  | { readonly kind: 'confirm'; /** The answer goes to one of their phones. */ readonly byPhone: boolean; /** Now, by a clock that is set; else null. */ readonly at: Instant | null }
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
  /** After that loss, until a person of the home says that the operators are right: nothing is done that allows more. */
  readonly unconfirmed: boolean;
  readonly issuers: Readonly<Record<string, IssuerState>>;
  readonly calls: readonly HeldCall[];
  /** The household's own; left out by earlier versions. */
  readonly rest?: EventRest;
  /** The rest was lost, too: nobody is called who may refuse, until a person has spoken. */
  readonly restLost?: boolean;
  readonly waiting: readonly Waiting[];
  readonly n: number;
}

export const initialSignals: SignalsState = { boot: null, since: null, unconfirmed: false, issuers: {}, calls: [], waiting: [], n: 0 };

/** The state where it is not known any more which messages were done. @param rest of the household; null = not known either. */
export const forgetful = (since: Instant, rest: EventRest | null): SignalsState => ({ ...initialSignals, since, unconfirmed: true, ...(rest ? { rest } : { restLost: true }) });

const NOBODY: IssuerState = { sequence: -1, keys: {}, issued: [], hold: null, ids: [], activations: [], revoked: [] };

/** How often and when the household wants to be called. */
export const restOf = ({ rest = NO_REST }: SignalsState): EventRest => rest;

/** How operators are heard. */
export const hearingOf = ({ unconfirmed }: SignalsState): Hearing => (unconfirmed ? 'unconfirmed' : 'heard');

/** Every call of every issuer that a rest counts: what was skipped has tired nobody. */
export function countedCalls({ issuers, calls }: SignalsState): readonly Counted[] {
  const skipped = new Set(calls.filter(({ call: { status } }) => status === 'skipped').map(({ call }) => call.id));
  return Object.values(issuers).flatMap(({ activations }) => activations.filter(({ call }) => !skipped.has(call)));
}

/** Ids of withdrawn keys by issuer. */
export const revokedIn = ({ issuers }: SignalsState): Readonly<Record<string, readonly string[]>> => Object.fromEntries(Object.entries(issuers).flatMap(([issuer, { revoked }]) => (revoked.length === 0 ? [] : [[issuer, revoked]])));

/** What an earlier version kept lacks what came since. */
export const issuerOf = (state: SignalsState, issuer: string): IssuerState => (Object.hasOwn(state.issuers, issuer) ? { ...NOBODY, ...state.issuers[issuer] } : NOBODY);
/** The number that the next message of a key must be above. */
export const lastNumber = ({ sequence, keys }: IssuerState, key: string): number => (Object.hasOwn(keys, key) ? keys[key] : undefined) ?? sequence;
const withIssuer = (state: SignalsState, issuer: string, change: Partial<IssuerState>): SignalsState => ({
  ...state,
  issuers: { ...state.issuers, [issuer]: { ...issuerOf(state, issuer), ...change } },
});

/** A message whose number is used up. */
export interface Used {
  readonly issuer: string;
  readonly key: string;
  readonly sequence: number;
  readonly jti: string;
  /** Null where the clock is not believed. */
  readonly issued: Instant | null;
}

/** The message's number is used up, whatever becomes of it: nobody can send it again at a better moment. */
export function used(state: SignalsState, { issuer, key, sequence, jti, issued }: Used, wall: Instant): SignalsState {
  const known = issuerOf(state, issuer);
  const ids = [...known.ids.filter(({ at }) => Math.abs(wall - at) < IDS_KEPT), { jti, at: wall }].slice(-MOST_IDS);
  const others = Object.entries(known.keys).filter(([id]) => id !== key);
  const keys = Object.fromEntries([...others, [key, sequence]].slice(-MOST_KEYS));
  return withIssuer(state, issuer, { keys, ids, issued: issued === null ? known.issued : lastIssued(known.issued, key, issued, wall) });
}

/** A time of issue that is still to come counts as now: a key that says so does not make all others late. */
function lastIssued(known: IssuerState['issued'], key: string, issued: Instant, wall: Instant): IssuerState['issued'] {
  const at = Math.max(Math.min(issued, wall), known.find((one) => one.key === key)?.at ?? 0) as Instant;
  return [...known.filter((one) => one.key !== key), { key, at }].slice(-MOST_KEYS);
}

/** Whether another key has said something since this was issued: numbers tell the order within one key only. */
export const isOvertaken = ({ issued }: IssuerState, key: string, issuedAt: Instant): boolean => issued.some((one) => one.key !== key && one.at >= issuedAt + SECOND);

/** The issuer has begun to hold. */
export const holding = (state: SignalsState, issuer: string, hold: HoldStretch): SignalsState => withIssuer(state, issuer, { hold });

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
    case 'confirm':
      // Of a loss that a clock ran ahead of, everybody would be late until it is that time.
      return { ...state, unconfirmed: false, restLost: false, since: state.since === null || next.at === null ? state.since : (Math.min(state.since, next.at) as Instant) };
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
