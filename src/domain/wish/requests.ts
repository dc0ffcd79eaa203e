import { effectId, type ReplyEffect, type ReplyOutcome, type TickEvent } from '../machine/effect.ts';
import type { Effect, HomeEvent, Machine, Step } from '../machine/machine.ts';
import type { Now } from '../time/now.ts';
import type { AdmitEffect, RepliedEvent, RequestReceived } from './request.ts';

/** One request that was let through; `outcome` null while nobody has answered it. */
interface Seen {
  readonly id: string;
  readonly boot: string;
  readonly outcome: ReplyOutcome | null;
  readonly reason: string | null;
}

/** The last requests by credential, oldest first; `n` numbers the effects. */
export interface RequestsState {
  readonly n: number;
  readonly boot: string | null;
  readonly seen: Readonly<Record<string, readonly Seen[]>>;
}

type Event = RequestReceived | RepliedEvent | TickEvent;

/** Ids remembered for each credential, and credentials remembered. */
const REMEMBERED = 64;
const CREDENTIALS = 64;

/** The host's word for a body that no machine could understand. */
export const UNREADABLE_BODY = { kind: 'unreadable' } as const;

/** Bodies that only a person's app may send; a planner only proposes. */
const PROPOSAL = 'proposal';

/**
 * Judges every request before a machine acts on it: from whom, in time, and not answered before. What passes is
 * admitted; the machine that knows the body answers it, and the answer is remembered for the same id.
 */
export const requests: Machine<RequestsState, HomeEvent, unknown> = {
  name: 'requests',
  initial: { n: 0, boot: null, seen: {} },
  hears: new Set<Event['kind']>(['request-received', 'replied', 'tick']),
  step(state, event, now) {
    const known = event as Event;
    if (known.kind === 'request-received') return judge(state, known, now);
    if (known.kind === 'replied') return { state: remember(state, known.credential, { id: known.requestId, boot: now.boot, outcome: known.outcome, reason: known.reason }) };
    return known.kind === 'tick' && state.boot !== now.boot ? { state: afterBoot(state, now) } : { state };
  },
};

function judge(state: RequestsState, received: RequestReceived, now: Now): Step<RequestsState, unknown> {
  const { credential, request } = received;
  const before = state.seen[credential]?.find(({ id }) => id === request.id);
  // Under way: the first one's answer is the answer to both.
  if (before?.outcome === null) return { state };
  if (before?.outcome) return reply(state, received, before.outcome, before.reason, now);
  const refused = refusal(received);
  if (refused) return reply(state, received, refused.outcome, refused.reason, now);
  const n = state.n + 1;
  const admit: AdmitEffect = { id: effectId(now, 'requests', n), kind: 'admit', event: { ...received, kind: 'request' } };
  return { state: remember({ ...state, n }, credential, { id: request.id, boot: now.boot, outcome: null, reason: null }), effects: [admit] satisfies Effect[] };
}

/** What is refused whatever it says; undefined when it may go on. */
function refusal({ request, role, body, waited }: RequestReceived): { readonly outcome: ReplyOutcome; readonly reason: string } | undefined {
  if (request.peer === 'previous') return { outcome: 'refused', reason: 'app-too-old' };
  if (request.peer === 'unknown') return { outcome: 'refused', reason: 'unknown-version' };
  if (body.kind === UNREADABLE_BODY.kind) return { outcome: 'refused', reason: 'wrong-body' };
  if (role === 'planner' && body.kind !== PROPOSAL) return { outcome: 'refused', reason: 'not-allowed' };
  if (request.age + waited > request.timeToLive) return { outcome: 'late', reason: 'too-late' };
  return undefined;
}

function reply(state: RequestsState, { credential, request }: RequestReceived, outcome: ReplyOutcome, reason: string | null, now: Now): Step<RequestsState, unknown> {
  const n = state.n + 1;
  const effect: ReplyEffect = { id: effectId(now, 'requests', n), kind: 'reply', credential, requestId: request.id, outcome, reason };
  return { state: { ...state, n }, effects: [effect] };
}

function remember(state: RequestsState, credential: string, entry: Seen): RequestsState {
  const others = (state.seen[credential] ?? []).filter(({ id }) => id !== entry.id);
  // Put last, so that the credential heard longest ago is the first to be forgotten.
  const { [credential]: _old, ...rest } = state.seen;
  const seen = { ...rest, [credential]: [...others, entry].slice(-REMEMBERED) };
  return { ...state, seen: Object.fromEntries(Object.entries(seen).slice(-CREDENTIALS)) };
}

/** What an earlier run let through and never answered may be asked again. */
function afterBoot(state: RequestsState, now: Now): RequestsState {
  const seen = Object.entries(state.seen).map(([credential, list]) => [credential, list.filter(({ outcome, boot }) => outcome !== null || boot === now.boot)] as const);
  return { ...state, boot: now.boot, seen: Object.fromEntries(seen) };
}
