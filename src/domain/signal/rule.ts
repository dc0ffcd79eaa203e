import { HOUR, type Instant } from '../time/instant.ts';
import { onlyTightens, nameIn, readHold, readLimit, release, type AdmitRefusal, type InForce, type LimitSignal } from './admit.ts';
import { MOST_REVOKED, MOST_WAITING } from './bounds.ts';
import type { Call, CallStatus } from './call.ts';
import { readClaims, timeRefusal, type Claims } from './claims.ts';
import type { SignalsConfig } from './config.ts';
import type { Contract, SignalKind } from './contract.ts';
import type { SignedEvent } from './event.ts';
import { isPast, judgeCall } from './judge.ts';
import { readOrder } from './order.ts';
import { issuerOf, used, type Next, type SignalsState } from './state.ts';

/** What is known at the moment of judging. */
export interface Moment {
  readonly wall: Instant;
  /** The wall clock can be believed. */
  readonly trusted: boolean;
  readonly limits: readonly InForce[];
  /** ms since the machine was started. */
  readonly up: number;
}

/** Either nothing of the message counts, or its number is used up and something follows when that is stored. */
export type Ruling =
  | { readonly uses: null; readonly reason: string }
  | {
      readonly uses: (state: SignalsState) => SignalsState;
      readonly what: SignalKind;
      readonly sequence: number;
      readonly next: Next;
      /** For the limit machine, at once. */
      readonly signal: LimitSignal | null;
    };

/** With a clock nobody believes only what can tighten is heard, and that a source is alive (reliability 2.6). */
const WITHOUT_CLOCK: readonly SignalKind[] = ['limit', 'hold', 'heartbeat', 'revoke'];
/** What a key may send that only asks for less. */
const TIGHTENING: readonly SignalKind[] = ['limit', 'hold', 'heartbeat', 'event', 'dispatch', 'message'];
const LESS: readonly Call['demand'][] = ['less-demand', 'less-generation'];
/** A supply that came back is over an hour later. */
const AFTER_OUTAGE = HOUR;

const nothing = (reason: string): Ruling => ({ uses: null, reason });

/** Judges a message whose signature is good. @param state with all that waits to be stored. */
export function rule(state: SignalsState, config: SignalsConfig, event: SignedEvent, moment: Moment): Ruling {
  const claims = readClaims(event.claims);
  if (typeof claims === 'string') return nothing(claims);
  const contract = config.contracts.find(({ issuer }) => issuer === event.issuer);
  if (!contract) return nothing('unknown-issuer');
  const refused = orderRefusal(state, claims, contract, event, moment);
  if (refused !== null) return nothing(refused);
  const { sequence, jti, kind: what } = claims;
  const uses = (now: SignalsState): SignalsState => used(now, contract.issuer, sequence, jti, moment.wall);
  const decided = termsRefusal(claims, contract, event, moment) ?? decide(state, config, claims, contract, event, moment);
  if (typeof decided === 'string') return { uses, what, sequence, next: { kind: 'refuse', reason: decided }, signal: null };
  return 'direction' in decided ? { uses, what, sequence, next: { kind: 'admitted' }, signal: decided } : { uses, what, sequence, next: decided, signal: null };
}

/** Why a message is not the next one of its issuer to this home, now. */
function orderRefusal(state: SignalsState, claims: Claims, { audience }: Contract, event: SignedEvent, { wall, trusted }: Moment): string | null {
  const known = issuerOf(state, event.issuer);
  if (claims.issuer !== event.issuer) return 'wrong-issuer';
  if (known.revoked.includes(event.key)) return 'revoked-key';
  if (!claims.audience.some((name) => audience.includes(name))) return 'wrong-audience';
  if (known.ids.some(({ jti }) => jti === claims.jti)) return 'replayed';
  if (claims.sequence <= known.sequence || (state.since !== null && claims.issuedAt <= state.since)) return 'stale-sequence';
  return (trusted ? timeRefusal(claims, wall) : null) ?? (state.waiting.filter(({ issuer }) => issuer === event.issuer).length >= MOST_WAITING ? 'busy' : null);
}

function termsRefusal({ kind }: Claims, { kinds }: Contract, { may }: SignedEvent, { trusted }: Moment): string | null {
  if (!kinds.includes(kind)) return 'not-contracted';
  if (may === 'tighten' && !TIGHTENING.includes(kind)) return 'key-may-not';
  return !trusted && !WITHOUT_CLOCK.includes(kind) ? 'clock-not-trusted' : null;
}

/** What becomes of a message of its kind; a string refuses it. */
function decide(state: SignalsState, config: SignalsConfig, { kind, body, sequence }: Claims, contract: Contract, { may }: SignedEvent, moment: Moment): Next | LimitSignal | string {
  const { issuer } = contract;
  switch (kind) {
    case 'limit':
      return allowed(readLimit(body, contract, sequence, moment.wall), may, moment);
    case 'hold':
      if (contract.holdOnlyAfterOutage && moment.up > AFTER_OUTAGE) return 'no-outage';
      return allowed(readHold(body, contract, sequence, moment.wall), may, moment);
    case 'release':
      return release(issuer, sequence, moment.wall);
    case 'heartbeat':
      return { kind: 'heartbeat', source: issuer };
    case 'event':
    case 'dispatch':
      return call(state, config, kind, body, contract, may, moment.wall);
    case 'cancel':
      return cancel(state, issuer, nameIn(body, 'event'));
    case 'revoke':
      return revoke(issuerOf(state, issuer).revoked, issuer, nameIn(body, 'key'));
    case 'tariff':
    case 'message':
      return { kind: 'forward', issuer, body: { ...body, kind } };
  }
}

const allowed = (signal: LimitSignal | AdmitRefusal, may: SignedEvent['may'], { limits }: Moment): LimitSignal | AdmitRefusal =>
  typeof signal === 'string' || may === 'all' || onlyTightens(signal, limits) ? signal : 'key-may-not';

function call(state: SignalsState, { zone }: SignalsConfig, kind: 'event' | 'dispatch', body: Claims['body'], contract: Contract, may: SignedEvent['may'], wall: Instant): Next | string {
  const asked = readOrder(body, kind, wall);
  if (typeof asked === 'string') return asked;
  if (may === 'tighten' && !LESS.includes(asked.demand)) return 'key-may-not';
  const judged = judgeCall(asked, contract, state, zone);
  if (typeof judged === 'string') return judged;
  const status = firstStatus(judged.call, contract);
  const basis = status === 'scheduled' ? contract.basis : null;
  return { kind: 'call', held: { call: { ...judged.call, status, devices: [], receivedAt: wall, basis }, running: null, left: [] }, activation: judged.activation };
}

/** What binds is scheduled, and so is what the household has agreed to beforehand; the rest is an offer. */
const firstStatus = ({ firmness }: Call, { enrolled }: Contract): CallStatus => (firmness === 'firm' || (firmness === 'overridable' && enrolled) ? 'scheduled' : 'offered');

/** What is withdrawn once stays so: names of no key must not push it out. */
function revoke(revoked: readonly string[], issuer: string, key: string | undefined): Next | string {
  if (key === undefined) return 'wrong-shape';
  return revoked.length >= MOST_REVOKED && !revoked.includes(key) ? 'busy' : { kind: 'revoke', issuer, key };
}

function cancel(state: SignalsState, issuer: string, event: string | undefined): Next | string {
  if (event === undefined) return 'wrong-shape';
  const id = `${issuer}/${event}`;
  const held = state.calls.find(({ call: one }) => one.id === id);
  if (!held) return 'unknown-event';
  return held.call.status === 'over' || (isPast(held.call.status) && held.call.status !== 'skipped' && held.call.status !== 'opted-out') ? 'over' : { kind: 'cancel', issuer, call: id };
}
