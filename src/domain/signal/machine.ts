import type { DeviceDescriptor } from '../device/device.ts';
import { effectId, type StoredEvent, type StoreEffect, type StoreFailedEvent, type TickEvent } from '../machine/effect.ts';
import type { Machine } from '../machine/machine.ts';
import { isBelieved, type Now } from '../time/now.ts';
import type { HouseholderAnswerEffect, HouseholderEvent } from '../wish/householder.ts';
import type { InForce } from './admit.ts';
import type { SignalFacts } from './call.ts';
import type { SignalsConfig } from './config.ts';
import type { AdmitSignalEffect, ForwardEffect, HeartbeatEffect, KeysRevokedEffect, OperatorsConfirmedEvent, SignalsRecord, SignedAnswerEffect, SignedEvent } from './event.ts';
import type { HearingFacts } from './hearing.ts';
import { aimed, lived, replied, takenOut } from './life.ts';
import type { RestFacts } from './rest.ts';
import { rule, type Ruling } from './rule.ts';
import { applied, hearingOf, initialSignals, restOf, revokedIn, type Next, type SignalsState, type Waiting } from './state.ts';

export type SignalsEvent = SignedEvent | OperatorsConfirmedEvent | HouseholderEvent | StoredEvent | StoreFailedEvent | TickEvent;
type SignalsEffect = StoreEffect | SignedAnswerEffect | AdmitSignalEffect | HeartbeatEffect | KeysRevokedEffect | ForwardEffect | HouseholderAnswerEffect;

/** What others publish that is looked at here: they stand on higher floors. */
export interface SignalsSees extends SignalFacts {
  readonly devices: readonly { readonly descriptor: DeviceDescriptor }[];
  readonly limits: readonly InForce[];
}

interface Outcome {
  readonly state: SignalsState;
  readonly effects: readonly SignalsEffect[];
}

const NAME = 'signals';
/** Whose word it is where it is no issuer's. */
const HOUSEHOLD = '';
const withId = (state: SignalsState, now: Now): { readonly id: string; readonly state: SignalsState } => ({ id: effectId(now, NAME, state.n), state: { ...state, n: state.n + 1 } });

function answer(state: SignalsState, signal: string, reason: string | null, now: Now): Outcome {
  const next = withId(state, now);
  return { state: next.state, effects: [{ id: next.id, kind: 'signal-answer', signal, outcome: reason === null ? 'done' : 'refused', reason }] };
}

/** What the state is when all that waits is stored. */
const projected = (state: SignalsState): SignalsState => state.waiting.reduce((sum, { next }) => applied(sum, next), state);

/** A message that used up its number is stored before it is answered; a limit goes on at once, for it may tighten. */
function receive(state: SignalsState, config: SignalsConfig, event: SignedEvent, now: Now, facts: Readonly<Partial<SignalsSees>>): Outcome {
  const uptime = { machineBoot: config.machineBoot, up: config.upBefore + now.mono };
  const ruling = rule(projected(state), config, event, { wall: now.wall, trusted: isBelieved(now, config.floor), synced: now.trust === 'synced', limits: facts.limits ?? [], uptime });
  if (!ruling.uses) return answer(state, event.id, ruling.reason, now);
  const stored = store(ruling.uses(state), event, ruling, now);
  if (!ruling.signal) return stored;
  const next = withId(stored.state, now);
  const admit: AdmitSignalEffect = { id: next.id, kind: 'admit-signal', signed: event.id, signal: ruling.signal, may: state.unconfirmed ? 'tighten' : event.may, proven: ruling.proven };
  return { state: next.state, effects: [admit, ...stored.effects] };
}

function store(state: SignalsState, { id: signed, issuer }: SignedEvent, { next, what, sequence }: Extract<Ruling, { readonly uses: object }>, now: Now): Outcome {
  const journal: SignalsRecord['journal'] = next.kind === 'heartbeat' ? null : { kind: 'signed', issuer, sequence, what, refused: next.kind === 'refuse' ? next.reason : null };
  return keep(state, { signed, issuer, next }, journal, now);
}

function keep(state: SignalsState, waits: Omit<Waiting, 'store'>, journal: SignalsRecord['journal'], now: Now): Outcome {
  const { id, state: numbered } = withId(state, now);
  const after = { ...numbered, waiting: [...numbered.waiting, { store: id, ...waits }] };
  const record: SignalsRecord = { kind: 'signals', state: { ...projected(after), waiting: [] }, frees: false, journal };
  return { state: after, effects: [{ id, kind: 'store', record }] };
}

/** With storage down nothing of a message happens, but a heartbeat: that alone frees nothing, and its lack would bind. */
function settled(state: SignalsState, id: string, stored: boolean, now: Now): Outcome {
  const waiting = state.waiting.find((one) => one.store === id);
  if (!waiting) return { state, effects: [] };
  const rest = { ...state, waiting: state.waiting.filter((one) => one !== waiting) };
  const { signed, next } = waiting;
  const after = stored ? applied(rest, next) : rest;
  switch (next.kind) {
    case 'admitted':
      return { state: after, effects: [] };
    case 'refuse':
      return answer(after, signed, next.reason, now);
    case 'heartbeat':
      return beat(after, next, signed, stored, now);
    case 'revoke':
      return stored ? join(revokedKeys(after, now), (next) => answer(next, signed, null, now)) : answer(after, signed, 'storage-down', now);
    case 'forward':
      return stored ? forward(after, next, signed, now) : answer(after, signed, 'storage-down', now);
    case 'confirm':
      return (next.byPhone ? told : answer)(after, signed, stored ? null : 'storage-down', now);
    default:
      return answer(after, signed, stored ? null : 'storage-down', now);
  }
}

/** Said when one is withdrawn, and again in each run: the first time it may not have been written down. */
function revokedKeys(state: SignalsState, now: Now): Outcome {
  const revoked = revokedIn(state);
  if (Object.keys(revoked).length === 0) return { state, effects: [] };
  const next = withId(state, now);
  return { state: next.state, effects: [{ id: next.id, kind: 'keys-revoked', revoked }] };
}

/** One thing after the other. */
function join({ state, effects }: Outcome, then: (state: SignalsState) => Outcome): Outcome {
  const next = then(state);
  return { state: next.state, effects: [...effects, ...next.effects] };
}

function beat(state: SignalsState, { source }: Extract<Next, { kind: 'heartbeat' }>, signed: string, stored: boolean, now: Now): Outcome {
  const next = withId(state, now);
  const answered = answer(next.state, signed, stored ? null : 'storage-down', now);
  return { state: answered.state, effects: [{ id: next.id, kind: 'admit-heartbeat', source, peer: source }, ...answered.effects] };
}

function forward(state: SignalsState, { issuer, body }: Extract<Next, { kind: 'forward' }>, signed: string, now: Now): Outcome {
  const next = withId(state, now);
  return { state: next.state, effects: [{ id: next.id, kind: 'forward', signed, issuer, body }] };
}

/** The answer to what a person did on a phone. */
function told(state: SignalsState, act: string, reason: string | null, now: Now): Outcome {
  const next = withId(state, now);
  return { state: next.state, effects: [{ id: next.id, kind: 'householder-answer', act, outcome: reason === null ? 'done' : 'refused', reason }] };
}

/** A person's word about operators counts when it is stored; a phone is told to wait for it. */
function confirm(state: SignalsState, signed: string, byPhone: boolean, now: Now): Outcome {
  const kept = keep(state, { signed, issuer: HOUSEHOLD, next: { kind: 'confirm', byPhone, at: now.trust === 'synced' ? now.wall : null } }, { kind: 'operators-confirmed' }, now);
  if (!byPhone) return kept;
  const next = withId(kept.state, now);
  return { state: next.state, effects: [{ id: next.id, kind: 'householder-answer', act: signed, outcome: 'later', reason: null }, ...kept.effects] };
}

/** What a person says to a call; a device taken by hand leaves what may be left. Other acts are other machines'. */
function heard(state: SignalsState, { id: act, act: said }: HouseholderEvent, now: Now): Outcome {
  if (said.kind === 'override') return { state: { ...state, calls: takenOut(state.calls, said.device) }, effects: [] };
  if (said.kind === 'event-rest') return told({ ...state, rest: said.rest, restLost: false }, act, null, now);
  if (said.kind === 'operators-confirmed') return confirm(state, act, true, now);
  if (said.kind !== 'event-answer') return { state, effects: [] };
  const held = state.calls.find(({ call }) => call.id === said.event);
  const reply = held ? replied(held, said.answer, now) : ({ reason: 'unknown-event' } as const);
  const reason = 'reason' in reply ? reply.reason : null;
  const calls = 'held' in reply ? state.calls.map((one) => (one === held ? reply.held : one)) : state.calls;
  return told({ ...state, calls }, act, reason, now);
}

function react(state: SignalsState, config: SignalsConfig, event: SignalsEvent, now: Now, facts: Readonly<Partial<SignalsSees>>): Outcome {
  switch (event.kind) {
    case 'signed':
      return receive(state, config, event, now, facts);
    case 'operators-confirmed':
      return confirm(state, event.id, false, now);
    case 'householder':
      return heard(state, event, now);
    case 'stored':
    case 'store-failed':
      return settled(state, event.id, event.kind === 'stored', now);
    default:
      return { state, effects: [] };
  }
}

/** A new boot forgets what waited: it was not answered, and may be in the kept state. */
function inBoot(state: SignalsState, now: Now): Outcome {
  return state.boot === now.boot ? { state, effects: [] } : revokedKeys({ ...state, boot: now.boot, waiting: [] }, now);
}

function passed(state: SignalsState, { aims, floor }: SignalsConfig, now: Now, devices: SignalsSees['devices'] | undefined): SignalsState {
  const alive = lived(state.calls, now, isBelieved(now, floor));
  const calls = devices ? aimed(alive, devices.map(({ descriptor }) => descriptor), aims) : alive;
  return calls === state.calls ? state : { ...state, calls };
}

const HEARS: ReadonlySet<string> = new Set(['signed', 'operators-confirmed', 'householder', 'stored', 'store-failed', 'tick']);

/** Judges signed messages by their contract, keeps the calls and lets them begin and end (E12, E13). Reason ids: docs/formats/signals.md. */
export function signalsMachine(config: SignalsConfig): Machine<SignalsState, SignalsEvent, SignalFacts & RestFacts & HearingFacts> {
  return {
    name: NAME,
    initial: initialSignals,
    hears: HEARS,
    step(before, event, now, facts: Readonly<Partial<SignalsSees>>) {
      const { state: after, effects } = join(inBoot(before, now), (state) => react(state, config, event, now, facts));
      const state = passed(after, config, now, facts.devices);
      const isNews = state.calls !== before.calls || state.rest !== before.rest || state.unconfirmed !== before.unconfirmed || facts.calls === undefined;
      return { state, effects, ...(isNews ? { facts: { calls: state.calls.map(({ call }) => call), rest: restOf(state), operators: hearingOf(state) } } : {}) };
    },
  };
}
