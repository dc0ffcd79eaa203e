import type { Instant } from '../time/instant.ts';
import { onlyTightens, nameIn, readLimit, type InForce, type LimitSignal } from './admit.ts';
import { MOST_REVOKED, MOST_WAITING } from './bounds.ts';
import type { Call, CallStatus } from './call.ts';
import { readClaims, timeRefusal, type Claims } from './claims.ts';
import type { SignalsConfig } from './config.ts';
import type { Contract, SignalKind } from './contract.ts';
import { contradicts } from './doubt.ts';
import type { Proven, SignedEvent } from './event.ts';
import { readHold, release, type HoldStretch, type Uptime } from './hold.ts';
import { isPast, judgeCall } from './judge.ts';
import { readOrder } from './order.ts';
import { restRefusal } from './rest.ts';
import { countedCalls, holding, isOvertaken, issuerOf, lastNumber, restOf, used, type Next, type SignalsState } from './state.ts';

/** What is known at the moment of judging. */
export interface Moment {
  readonly wall: Instant;
  /** The wall clock can be believed. */
  readonly trusted: boolean;
  /** A source of time has set it. */
  readonly synced: boolean;
  readonly limits: readonly InForce[];
  readonly uptime: Uptime;
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
      readonly proven: Proven;
    };

/** With a clock nobody believes only what can tighten is heard, and that a source is alive (reliability 2.6). */
const WITHOUT_CLOCK: readonly SignalKind[] = ['limit', 'hold', 'heartbeat', 'revoke'];
/** What a key may send that only asks for less. */
const TIGHTENING: readonly SignalKind[] = ['limit', 'hold', 'heartbeat', 'event', 'dispatch', 'message'];
/** What is not done after the state was lost until a person of the home has spoken; limits and calls are looked at one by one. */
const FREEING: readonly SignalKind[] = ['release', 'cancel', 'tariff'];
const LESS: readonly Call['demand'][] = ['less-demand', 'less-generation'];
/** Overtaken by a message of another key it is heard all the same: it frees nothing, or withdraws a key. */
const NEVER_LATE: readonly SignalKind[] = ['heartbeat', 'hold', 'revoke'];

const nothing = (reason: string): Ruling => ({ uses: null, reason });

/** Judges a message whose signature is good. @param state with all that waits to be stored. */
export function rule(state: SignalsState, config: SignalsConfig, event: SignedEvent, seen: Moment): Ruling {
  const claims = readClaims(event.claims);
  if (typeof claims === 'string') return nothing(claims);
  const contract = config.contracts.find(({ issuer }) => issuer === event.issuer);
  if (!contract) return nothing('unknown-issuer');
  const { sequence, jti, kind: what, issuedAt } = claims;
  const { issuer } = contract;
  const releases = what === 'release' && issuerOf(state, issuer).hold?.doubted === true;
  const doubted = seen.trusted && !seen.synced && (releases ? timeRefusal(claims, seen.wall) !== null : contradicts(claims, seen.wall));
  const moment = doubted ? { ...seen, trusted: false } : seen;
  const refused = orderRefusal(state, config, claims, contract, event, moment);
  if (refused !== null) return nothing(refused);
  const issued = moment.trusted ? issuedAt : null;
  const decided = termsRefusal(state, claims, contract, event, moment.trusted || releases) ?? decide(state, config, claims, contract, event, moment);
  const stretch = typeof decided === 'object' && 'stretch' in decided ? decided.stretch : null;
  const uses = (now: SignalsState): SignalsState => {
    const after = used(now, { issuer, key: event.key, sequence, jti, issued }, moment.wall);
    return stretch ? holding(after, issuer, { ...stretch, doubted: !moment.trusted }) : after;
  };
  const known = { uses, what, sequence, proven: { issued: issuedAt, doubted, ...(releases && !moment.trusted ? { releases } : {}) } };
  if (typeof decided === 'string') return { ...known, next: { kind: 'refuse', reason: decided }, signal: null };
  return 'signal' in decided ? { ...known, next: { kind: 'admitted' }, signal: decided.signal } : { ...known, next: decided, signal: null };
}

/** Why a message is not the next one of its issuer to this home, now. */
function orderRefusal(state: SignalsState, { revoked }: SignalsConfig, claims: Claims, { audience }: Contract, event: SignedEvent, { wall, trusted }: Moment): string | null {
  const known = issuerOf(state, event.issuer);
  if (claims.issuer !== event.issuer) return 'wrong-issuer';
  if (known.revoked.includes(event.key) || (Object.hasOwn(revoked, event.issuer) && revoked[event.issuer]?.includes(event.key))) return 'revoked-key';
  if (!claims.audience.some((name) => audience.includes(name))) return 'wrong-audience';
  if (known.ids.some(({ jti }) => jti === claims.jti)) return 'replayed';
  if (claims.sequence <= lastNumber(known, event.key) || (state.since !== null && claims.issuedAt <= state.since)) return 'stale-sequence';
  if (event.may === 'all' && !NEVER_LATE.includes(claims.kind) && isOvertaken(known, event.key, claims.issuedAt)) return 'stale-sequence';
  return (trusted ? timeRefusal(claims, wall) : null) ?? (state.waiting.filter(({ issuer }) => issuer === event.issuer).length >= MOST_WAITING ? 'busy' : null);
}

/** @param heard whatever its kind: the clock is believed, or it ends what was said in doubt of it. */
function termsRefusal({ unconfirmed }: SignalsState, { kind }: Claims, { kinds }: Contract, { may }: SignedEvent, heard: boolean): string | null {
  if (!kinds.includes(kind)) return 'not-contracted';
  if (may === 'tighten' && !TIGHTENING.includes(kind)) return 'key-may-not';
  if (!heard && !WITHOUT_CLOCK.includes(kind)) return 'clock-not-trusted';
  return unconfirmed && FREEING.includes(kind) ? 'not-confirmed' : null;
}

/** What becomes of a message of its kind; a string refuses it. */
function decide(state: SignalsState, config: SignalsConfig, { kind, body, sequence, issuedAt }: Claims, contract: Contract, { may }: SignedEvent, moment: Moment): Next | Admitted | string {
  const { issuer } = contract;
  const from = moment.trusted ? moment.wall : issuedAt;
  switch (kind) {
    case 'limit':
      return allowed(readLimit(body, contract, sequence, from), state, may, moment);
    case 'hold':
      return allowed(readHold(body, contract, sequence, from, issuerOf(state, issuer).hold, moment.uptime), state, may, moment);
    case 'release':
      return { signal: release(issuer, sequence, moment.wall) };
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

/** A limit for the limit machine; a hold has the stretch that it counts in. */
interface Admitted {
  readonly signal: LimitSignal;
  readonly stretch?: HoldStretch;
}

function allowed(read: LimitSignal | Admitted | string, { unconfirmed }: SignalsState, may: SignedEvent['may'], { limits }: Moment): Admitted | string {
  if (typeof read === 'string') return read;
  const admitted = 'signal' in read ? read : { signal: read };
  if ((may === 'all' && !unconfirmed) || onlyTightens(admitted.signal, limits)) return admitted;
  return may === 'all' ? 'not-confirmed' : 'key-may-not';
}

function call(state: SignalsState, { zone }: SignalsConfig, kind: 'event' | 'dispatch', body: Claims['body'], contract: Contract, may: SignedEvent['may'], wall: Instant): Next | string {
  const asked = readOrder(body, kind, wall);
  if (typeof asked === 'string') return asked;
  const isMore = !LESS.includes(asked.demand);
  if (may === 'tighten' && isMore) return 'key-may-not';
  if (state.unconfirmed && isMore) return 'not-confirmed';
  const judged = judgeCall(asked, contract, state, zone);
  if (typeof judged === 'string') return judged;
  if (state.restLost && judged.call.firmness !== 'firm') return 'not-confirmed';
  const unwanted = restRefusal(judged.call, restOf(state), countedCalls(state), zone);
  if (unwanted) return unwanted;
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
