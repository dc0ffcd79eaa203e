import { effective, sameKey } from './combine.ts';
import type { SignalAnswerEffect, SignalEvent } from './event.ts';
import { hold, isTrusted, loosens, tightens, type Held } from './held.ts';
import { readSignal, type SignalRefusal } from './signal.ts';
import type { LimitConfig, LimitFacts } from './standing.ts';
import { committed, elapse, initialLimitState, isReplacedBy, standing, withdrawn, type LimitState } from './state.ts';
import { effectId, type StoredEvent, type StoreEffect, type StoreFailedEvent, type TickEvent } from '../machine/effect.ts';
import type { Machine } from '../machine/machine.ts';
import { MINUTE } from '../time/instant.ts';
import type { Now } from '../time/now.ts';

export type LimitEvent = SignalEvent | StoredEvent | StoreFailedEvent | TickEvent;

/** What a store effect of this machine carries: the state to start from after a restart. */
export interface LimitRecord {
  readonly kind: 'limit';
  readonly state: LimitState;
  /** True when a limit ends with this record: it counts as stored only with every store there is; else one is enough. */
  readonly frees: boolean;
}

type LimitEffect = StoreEffect | SignalAnswerEffect;
interface Outcome {
  readonly state: LimitState;
  readonly effects: readonly LimitEffect[];
}

/** More than this many unstored signals at once is a flood. */
const MOST_WAITING = 16;
const MOST_HELD = 64;
/** How much time of a limit a restart may forget, on the side of holding longer. */
const KEEP_EVERY = MINUTE;

const withId = (state: LimitState, now: Now): { readonly id: string; readonly state: LimitState } => ({
  id: effectId(now, 'limit', state.effects),
  state: { ...state, effects: state.effects + 1 },
});

function answer(state: LimitState, signal: string, reason: SignalRefusal | null, now: Now): Outcome {
  const next = withId(state, now);
  return { state: next.state, effects: [{ id: next.id, kind: 'signal-answer', signal, outcome: reason === null ? 'done' : 'refused', reason }] };
}

const recordOf = (state: LimitState, frees: boolean): LimitRecord => ({ kind: 'limit', state: { ...state, waiting: [], storing: null }, frees });

/** One record at a time, so that what is stored last is also the newest. */
function storeNext(state: LimitState, now: Now): Outcome {
  const first = state.waiting[0];
  if (!first || state.storing !== null) return { state, effects: [] };
  const next = withId(state, now);
  const after = committed(next.state, first.limit);
  const record = recordOf(after, after.held.length < next.state.held.length);
  return { state: { ...next.state, storing: next.id, keptAt: now.mono }, effects: [{ id: next.id, kind: 'store', record }] };
}

/** Why a well-formed signal is refused; `held` is what it would replace. */
function refusal(state: LimitState, config: LimitConfig, next: Held, replaced: readonly Held[], now: Now): SignalRefusal | null {
  const { limit } = next;
  const source = config.sources.find((one) => one.source === limit.source && one.keys.some((key) => sameKey(key, limit)));
  if (!source) return 'unknown-source';
  const last = Math.max(state.sequences[limit.source] ?? -Infinity, ...state.waiting.filter((one) => one.limit.source === limit.source).map((one) => one.limit.sequence));
  if (limit.sequence <= last) return 'stale-sequence';
  const trusted = isTrusted(now, config.floor);
  if (trusted && limit.end !== null && limit.end <= now.wall) return 'expired';
  if (!trusted && replaced.some((one) => loosens(one, next))) return 'clock-not-trusted';
  return state.waiting.length >= MOST_WAITING || state.held.length >= MOST_HELD ? 'busy' : null;
}

/** The new limit holds at once beside the old one, which can only tighten; the old one goes when the new is stored. */
function receive(state: LimitState, config: LimitConfig, event: SignalEvent, now: Now): Outcome {
  const read = readSignal(event.signal);
  if (!read.ok) return answer(state, event.id, read.reason, now);
  const next = hold(read.limit, now, isTrusted(now, config.floor));
  const replaced = state.held.filter((one) => isReplacedBy(one.limit, read.limit));
  const reason = refusal(state, config, next, replaced, now);
  if (reason !== null) return answer(state, event.id, reason, now);
  const stays = replaced.some((one) => tightens(one, next)) || !replaced.some((one) => loosens(one, next));
  const beside = stays ? state.held.filter((one) => !isReplacedBy(one.limit, read.limit) || loosens(one, next)) : state.held;
  const waiting = [...state.waiting, { signal: event.id, limit: read.limit, stays }];
  return storeNext({ ...state, held: [...beside, next], waiting }, now);
}

/** With storage down a tightening stays, unacknowledged; a loosening does not happen (DESIGN, What must not fall together). */
function settled(state: LimitState, stored: boolean, now: Now): Outcome {
  const [first, ...waiting] = state.waiting;
  if (!first) return { state: { ...state, storing: null }, effects: [] };
  const rest = { ...state, waiting, storing: null };
  const unstored = first.stays ? rest : withdrawn(rest, first.limit);
  const answered = answer(stored ? committed(rest, first.limit) : unstored, first.signal, stored ? null : 'storage-down', now);
  const next = storeNext(answered.state, now);
  return { state: next.state, effects: [...answered.effects, ...next.effects] };
}

/** The count of time is kept every minute while a limit runs out, so that a restart loses at most that. */
function keep(state: LimitState, now: Now): Outcome {
  const running = state.held.some((one) => one.remaining !== null || one.startsIn > 0);
  if (!running || now.mono - state.keptAt < KEEP_EVERY) return { state, effects: [] };
  const next = withId({ ...state, keptAt: now.mono }, now);
  return { state: next.state, effects: [{ id: next.id, kind: 'store', record: recordOf(next.state, false) }] };
}

function react(state: LimitState, config: LimitConfig, event: LimitEvent, now: Now): Outcome {
  switch (event.kind) {
    case 'signal':
      return receive(state, config, event, now);
    case 'stored':
      return event.id === state.storing ? settled(state, true, now) : { state, effects: [] };
    case 'store-failed':
      return event.id === state.storing ? settled(state, false, now) : { state, effects: [] };
    case 'tick':
      return keep(state, now);
    default:
      return { state, effects: [] };
  }
}

/** Time is counted with these, at least once a second. */
const HEARS: ReadonlySet<string> = new Set(['signal', 'stored', 'store-failed', 'tick', 'reading']);

/** Accepts, holds, counts down and combines limits. Reason ids of a refusal: `SignalRefusal`. */
export function limitMachine(config: LimitConfig): Machine<LimitState, LimitEvent, LimitFacts> {
  return {
    name: 'limit',
    initial: initialLimitState,
    step(state, event, now) {
      if (!HEARS.has(event.kind)) return { state };
      const { state: next, effects } = react(elapse(state, now, config.floor), config, event, now);
      const limits = standing(next, config);
      return { state: next, effects, facts: { limits, effectiveImport: effective(limits, 'import') } };
    },
  };
}
