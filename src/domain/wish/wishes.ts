import { effectId, type PauseEffect, type PublishEffect, type ReplyEffect, type ReplyOutcome, type StoredEvent, type StoreEffect, type StoreFailedEvent, type TickEvent } from '../machine/effect.ts';
import type { Effect, HomeEvent, Machine, Step } from '../machine/machine.ts';
import type { Instant } from '../time/instant.ts';
import type { Now } from '../time/now.ts';
import { CHEAPEST, type Intent } from './intent.ts';
import type { RequestEvent, WishBody } from './request.ts';
import { choiceIn, MOST_CHOICES, standingChoices, withChoice, withoutChoice, type SlotChoice } from './slotChoice.ts';
import { UNTIL_RESUMED, type Wish } from './wish.ts';

/** A change on its way into the journal. */
interface Pending {
  readonly storeId: string;
  readonly boot: string;
  readonly credential: string;
  readonly requestId: string;
  readonly change: WishBody;
}

export interface WishesState {
  /** Number of the last effect. */
  readonly n: number;
  readonly boot: string | null;
  /** Grows by one with every change of the wishes; an edit names the one it saw. */
  readonly revision: number;
  readonly wishes: readonly Wish[];
  /** Left out in a state that an earlier version kept. */
  readonly choices?: readonly SlotChoice[];
  /** Left out until somebody has chosen. */
  readonly intent?: Intent;
  /** Home's wall time until which nothing is automated; null = not paused. */
  readonly pausedUntil: Instant | null;
  /** Somebody paused or resumed, as far back as this is remembered. If not, the pause that control kept holds. */
  readonly pauseAsked: boolean;
  readonly pending: readonly Pending[];
}

export interface WishFacts {
  readonly wishes: readonly Wish[];
  readonly choices: readonly SlotChoice[];
  readonly intent: Intent;
  readonly pausedUntil: Instant | null;
}

type Event = RequestEvent<WishBody> | StoredEvent | StoreFailedEvent | TickEvent;
type Stepped = Step<WishesState, WishFacts>;

const NAME = 'wishes';
/** A home has a handful; a thousand is a fault of the sender. */
const MOST_WISHES = 64;
const MOST_PENDING = 16;

const EDITS = new Set<string>(['wish', 'wish-removed', 'intent', 'slot', 'slot-freed']);
const MINE = new Set<string>([...EDITS, 'pause', 'resume']);

/** What the people of the home ask for, and the stop button. A stop holds at once; everything else only once it is stored. */
export const wishes: Machine<WishesState, HomeEvent, WishFacts> = {
  name: NAME,
  initial: { n: 0, boot: null, revision: 0, wishes: [], pausedUntil: null, pauseAsked: false, pending: [] },
  hears: new Set<Event['kind']>(['request', 'stored', 'store-failed', 'tick']),
  step(state, event, now) {
    const known = event as Event;
    if (known.kind === 'request') return MINE.has(known.body.kind) ? ask(state, known, now) : { state };
    if (known.kind === 'stored') return settle(state, known.id, now, null);
    if (known.kind === 'store-failed') return settle(state, known.id, now, known.reason);
    return known.kind === 'tick' ? tick(state, now) : { state };
  },
};

function ask(state: WishesState, event: RequestEvent<WishBody>, now: Now): Stepped {
  const refused = refusal(state, event, now);
  if (refused) return withEffects(state, now, [], [answer(event.credential, event.request.id, ...refused)]);
  const storeId = effectId(now, NAME, state.n + 1);
  const pending: Pending = { storeId, boot: now.boot, credential: event.credential, requestId: event.request.id, change: event.body };
  const waiting = { ...state, pending: [...state.pending, pending] };
  const store: Unnumbered<StoreEffect> = { kind: 'store', record: { kind: 'wishes', credential: event.credential, requestId: event.request.id, change: event.body } };
  if (event.body.kind !== 'pause') return withEffects(waiting, now, [store], []);
  const paused = apply(waiting, event.body);
  return withEffects(paused, now, [store], announcements(paused, waiting));
}

type Refusal = readonly [ReplyOutcome, string];

const NO_CHOICES: readonly SlotChoice[] = [];
const intentOf = ({ intent = CHEAPEST }: WishesState): Intent => intent;
const choicesOf = ({ choices = NO_CHOICES }: WishesState): readonly SlotChoice[] => choices;

function refusal(state: WishesState, { body, request }: RequestEvent<WishBody>, now: Now): Refusal | undefined {
  if (state.pending.length >= MOST_PENDING) return ['refused', 'busy'];
  if (!EDITS.has(body.kind)) return undefined;
  const editing = state.pending.some(({ change }) => EDITS.has(change.kind));
  if (editing || request.revision !== state.revision) return ['conflict', 'edited-meanwhile'];
  if (body.kind === 'wish-removed' && !state.wishes.some(({ id }) => id === body.id)) return ['refused', 'unknown-wish'];
  if (body.kind === 'slot' || body.kind === 'slot-freed') return slotRefusal(choicesOf(state), body, now);
  const added = body.kind === 'wish' && !state.wishes.some(({ id }) => id === body.wish.id);
  return added && state.wishes.length >= MOST_WISHES ? ['refused', 'too-many-wishes'] : undefined;
}

function slotRefusal(choices: readonly SlotChoice[], body: Extract<WishBody, { kind: 'slot' | 'slot-freed' }>, { wall }: Now): Refusal | undefined {
  if (body.kind === 'slot-freed') return choiceIn(choices, body) ? undefined : ['refused', 'unknown-wish'];
  if (body.choice.end <= wall) return ['refused', 'already-over'];
  return withChoice(choices, body.choice).length > MOST_CHOICES ? ['refused', 'too-many-wishes'] : undefined;
}

/** The journal has answered: the change takes place, or does not, and whoever asked hears it. */
function settle(state: WishesState, id: string, now: Now, failure: string | null): Stepped {
  const done = state.pending.find(({ storeId }) => storeId === id);
  if (!done) return { state };
  const without = { ...state, pending: state.pending.filter((pending) => pending !== done) };
  if (failure !== null) return withEffects(without, now, [], [answer(done.credential, done.requestId, 'refused', 'not-stored')]);
  const after = apply(without, done.change);
  return withEffects(after, now, [], [...announcements(after, without), answer(done.credential, done.requestId, 'done', null)]);
}

function tick(state: WishesState, now: Now): Stepped {
  const choices = standingChoices(choicesOf(state), now.wall);
  const resumed = state.pausedUntil !== null && state.pausedUntil <= now.wall;
  const over = resumed || choices !== choicesOf(state);
  // What ends by itself is no edit: the revision stays, and nobody's own edit becomes a conflict by it.
  const current = over ? { ...state, choices, pausedUntil: resumed ? null : state.pausedUntil } : state;
  if (state.boot === now.boot) return over ? withEffects(current, now, [], announcements(current, state)) : { state };
  // What an earlier run had under way was either found in the journal by now, or never got there.
  const begun: WishesState = { ...current, boot: now.boot, pending: state.pending.filter(({ boot }) => boot === now.boot) };
  return withEffects(begun, now, [], state.pauseAsked ? [published(begun), pauseOf(begun)] : [published(begun)]);
}

function apply(state: WishesState, change: WishBody): WishesState {
  switch (change.kind) {
    case 'wish':
      return { ...state, revision: state.revision + 1, wishes: [...state.wishes.filter(({ id }) => id !== change.wish.id), change.wish] };
    case 'wish-removed':
      return { ...state, revision: state.revision + 1, wishes: state.wishes.filter(({ id }) => id !== change.id) };
    case 'intent':
      return { ...state, revision: state.revision + 1, intent: change.intent };
    case 'slot':
      return { ...state, revision: state.revision + 1, choices: withChoice(choicesOf(state), change.choice) };
    case 'slot-freed':
      return { ...state, revision: state.revision + 1, choices: withoutChoice(choicesOf(state), change) };
    case 'pause':
      return { ...state, pausedUntil: change.until ?? UNTIL_RESUMED, pauseAsked: true };
    case 'resume':
      return { ...state, pausedUntil: null, pauseAsked: true };
  }
}

type Unnumbered<E extends Effect> = Omit<E, 'id'>;
type Outgoing = Unnumbered<PublishEffect> | Unnumbered<PauseEffect> | Unnumbered<ReplyEffect>;

const published = (state: WishesState): Unnumbered<PublishEffect> => ({ kind: 'publish', name: 'wishes', body: { revision: state.revision, wishes: state.wishes, choices: choicesOf(state), intent: intentOf(state), pausedUntil: state.pausedUntil } });
const pauseOf = ({ pausedUntil }: WishesState): Unnumbered<PauseEffect> => ({ kind: 'pause', on: pausedUntil !== null, until: pausedUntil === UNTIL_RESUMED ? null : pausedUntil });
const answer = (credential: string, requestId: string, outcome: ReplyOutcome, reason: string | null): Unnumbered<ReplyEffect> => ({ kind: 'reply', credential, requestId, outcome, reason });

/** The state as it is now, and the pause when it is another one, or the first that is asked for. */
const announcements = (state: WishesState, before: WishesState): Outgoing[] =>
  state.pausedUntil === before.pausedUntil && state.pauseAsked === before.pauseAsked ? [published(state)] : [published(state), pauseOf(state)];

/** Numbers the effects, those to be stored first. */
function withEffects(state: WishesState, now: Now, stores: readonly Unnumbered<StoreEffect>[], others: readonly Outgoing[]): Stepped {
  const effects = [...stores, ...others].map((effect, index) => ({ ...effect, id: effectId(now, NAME, state.n + 1 + index) }));
  return { state: { ...state, n: state.n + effects.length }, facts: { wishes: state.wishes, choices: choicesOf(state), intent: intentOf(state), pausedUntil: state.pausedUntil }, effects };
}
