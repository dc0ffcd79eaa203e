import { effectId, type ReplyEffect, type StoredEvent, type StoreEffect, type StoreFailedEvent, type TickEvent } from '../machine/effect.ts';
import type { Effect, HomeEvent, Machine, Step } from '../machine/machine.ts';
import { tariffOfTyped, type TypedHome, type TypedTariff } from '../tariff/typed.ts';
import type { Now } from '../time/now.ts';
import type { RequestBodyOfKind, RequestEvent } from './request.ts';

/** What a person says of the home's tariff. */
export type TypedBody =
  | { readonly kind: 'tariff-typed'; readonly tariff: TypedTariff }
  /** The one that holds from a date goes: what held before holds on. */
  | { readonly kind: 'tariff-typed-removed'; readonly validFrom: string };

/** The typed tariffs in order of the date from which each holds; said at every change, and once in each boot. */
export interface TypedTariffsEffect extends Effect {
  readonly kind: 'typed-tariffs';
  readonly typed: readonly TypedTariff[];
}

interface Waiting {
  readonly store: string;
  readonly credential: string;
  readonly requestId: string;
  readonly typed: readonly TypedTariff[];
}

export interface TypedTariffsState {
  readonly n: number;
  readonly boot: string | null;
  readonly typed: readonly TypedTariff[];
  readonly waiting: Waiting | null;
}

export const TYPED_TARIFFS = 'typedTariffs';
/** The newest stay: of a tariff that was followed by so many, nothing is priced any more. */
const MOST = 6;

type Event = RequestEvent<RequestBodyOfKind> | StoredEvent | StoreFailedEvent | TickEvent;
type Outcome = Step<TypedTariffsState, unknown>;

/** Takes what a person has typed off a bill once it can be a tariff and is stored. @param home whose bills they are. */
export const typedTariffs = (home: TypedHome): Machine<TypedTariffsState, HomeEvent, unknown> => ({
  name: TYPED_TARIFFS,
  initial: { n: 0, boot: null, typed: [], waiting: null },
  hears: new Set<Event['kind']>(['request', 'stored', 'store-failed', 'tick']),
  step(state, event, now) {
    const known = event as Event;
    switch (known.kind) {
      case 'request':
        return isTyped(known.body) ? ask(state, { ...known, body: known.body }, home, now) : { state };
      case 'stored':
      case 'store-failed':
        return settled(state, known, now);
      case 'tick':
        return state.boot === now.boot ? { state } : told({ ...state, boot: now.boot, waiting: null }, now);
    }
  },
});

const isTyped = (body: RequestBodyOfKind): body is TypedBody => body.kind === 'tariff-typed' || body.kind === 'tariff-typed-removed';

function ask(state: TypedTariffsState, request: RequestEvent<TypedBody>, home: TypedHome, now: Now): Outcome {
  const { credential, request: { id: requestId }, body } = request;
  const id = effectId(now, TYPED_TARIFFS, state.n);
  const numbered = { ...state, n: state.n + 1 };
  const typed = state.waiting ? 'busy' : after(state.typed, body, home, now);
  if (typeof typed === 'string') return { state: numbered, effects: [reply(id, { credential, requestId }, 'refused', typed)] };
  const effect: StoreEffect = { id, kind: 'store', record: body };
  return { state: { ...numbered, waiting: { store: id, credential, requestId, typed } }, effects: [effect] };
}

/** The typed tariffs with the change, or why it is not made. */
function after(typed: readonly TypedTariff[], body: TypedBody, home: TypedHome, now: Now): readonly TypedTariff[] | string {
  if (now.trust === 'none') return 'clock-unknown';
  const { validFrom } = body.kind === 'tariff-typed' ? body.tariff : body;
  const others = typed.filter((one) => one.validFrom !== validFrom);
  if (body.kind === 'tariff-typed-removed') return others.length < typed.length ? others : 'unknown-tariff';
  const made = tariffOfTyped(body.tariff, home, now.wall);
  // ISO dates are in order as texts.
  return typeof made === 'string' ? made : [...others, body.tariff].sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1)).slice(-MOST);
}

function settled(state: TypedTariffsState, { kind, id }: StoredEvent | StoreFailedEvent, now: Now): Outcome {
  const { waiting } = state;
  if (waiting?.store !== id) return { state };
  const isStored = kind === 'stored';
  const answer = reply(effectId(now, TYPED_TARIFFS, state.n), waiting, isStored ? 'done' : 'refused', isStored ? null : 'storage-down');
  const next = { ...state, n: state.n + 1, waiting: null };
  if (!isStored) return { state: next, effects: [answer] };
  const { state: last, effects = [] } = told({ ...next, typed: waiting.typed }, now);
  return { state: last, effects: [...effects, answer] };
}

function told(state: TypedTariffsState, now: Now): Outcome {
  const effect: TypedTariffsEffect = { id: effectId(now, TYPED_TARIFFS, state.n), kind: 'typed-tariffs', typed: state.typed };
  return { state: { ...state, n: state.n + 1 }, effects: [effect] };
}

const reply = (id: string, { credential, requestId }: Pick<Waiting, 'credential' | 'requestId'>, outcome: 'done' | 'refused', reason: string | null): ReplyEffect => ({ id, kind: 'reply', credential, requestId, outcome, reason });
