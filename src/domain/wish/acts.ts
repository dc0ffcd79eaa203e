import { effectId, type ReplyEffect, type ReplyOutcome } from '../machine/effect.ts';
import type { Effect, HomeEvent, Machine } from '../machine/machine.ts';
import type { Now } from '../time/now.ts';
import type { HouseholderAct } from './householder.ts';
import type { RequestBodyOfKind, RequestEvent } from './request.ts';

/** A request whose answer is control's. */
export interface ActBody extends RequestBodyOfKind {
  readonly kind: 'act';
  readonly act: HouseholderAct;
}

/** Ask control; its word comes back as `act-answered` under this effect's id. */
export interface AskControlEffect extends Effect {
  readonly kind: 'ask-control';
  readonly act: HouseholderAct;
}

export interface ActAnsweredEvent extends HomeEvent {
  readonly kind: 'act-answered';
  /** Of the ask-control effect. */
  readonly id: string;
  readonly outcome: Extract<ReplyOutcome, 'done' | 'refused'>;
  readonly reason: string | null;
}

interface Asked {
  readonly id: string;
  readonly credential: string;
  readonly requestId: string;
}

export interface ActsState {
  readonly n: number;
  readonly asked: readonly Asked[];
}

const NAME = 'acts';
/** Control answers within a second or is gone; more than this many open is a flood. */
const MOST_ASKED = 16;

/** Passes on what control must know at once, and its answer back to who asked. What is open when this boot ends is asked again by nobody. */
export const acts: Machine<ActsState, HomeEvent, unknown> = {
  name: NAME,
  initial: { n: 0, asked: [] },
  hears: new Set(['request', 'act-answered']),
  step(state, event, now) {
    const known = event as RequestEvent<ActBody> | ActAnsweredEvent;
    if (known.kind === 'request') return known.body.kind === 'act' ? ask(state, known, now) : { state };
    return known.kind === 'act-answered' ? answered(state, known, now) : { state };
  },
};

function ask(state: ActsState, { credential, request, body }: RequestEvent<ActBody>, now: Now): { readonly state: ActsState; readonly effects: readonly Effect[] } {
  const n = state.n + 1;
  const id = effectId(now, NAME, n);
  // What an earlier run of house had asked is answered to nobody.
  const asked = state.asked.filter((one) => one.id.startsWith(`${now.boot}/`));
  if (asked.length >= MOST_ASKED) return { state: { n, asked }, effects: [reply(id, { id, credential, requestId: request.id }, 'refused', 'busy')] };
  const effect: AskControlEffect = { id, kind: 'ask-control', act: body.act };
  return { state: { n, asked: [...asked, { id, credential, requestId: request.id }] }, effects: [effect] };
}

function answered(state: ActsState, { id, outcome, reason }: ActAnsweredEvent, now: Now): { readonly state: ActsState; readonly effects?: readonly Effect[] } {
  const open = state.asked.find((one) => one.id === id);
  if (!open) return { state };
  const n = state.n + 1;
  return { state: { n, asked: state.asked.filter((one) => one !== open) }, effects: [reply(effectId(now, NAME, n), open, outcome, reason)] };
}

const reply = (id: string, { credential, requestId }: Asked, outcome: ReplyOutcome, reason: string | null): ReplyEffect => ({ id, kind: 'reply', credential, requestId, outcome, reason });
