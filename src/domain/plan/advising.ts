import type { ForecastFacts } from '../forecast/machine.ts';
import type { AccountingFacts } from '../ledger/accounting.ts';
import { effectId, type PublishEffect, type ReplyEffect, type StoredEvent, type StoreEffect, type StoreFailedEvent, type TickEvent } from '../machine/effect.ts';
import type { HomeEvent, Machine, Step } from '../machine/machine.ts';
import { localDay } from '../time/zone.ts';
import type { Instant } from '../time/instant.ts';
import type { Now } from '../time/now.ts';
import type { RequestBodyOfKind, RequestEvent } from '../wish/request.ts';
import { closeDay, endOfDay, hearDay, openDay, startOfDay, type AdvisedDay, type OpenDay } from './advisedDay.ts';
import type { StandingFacts } from './custodyState.ts';
import { DAY } from './tolerance.ts';

/** A request's body: whether plans are only shown, and nothing is commanded by them. */
export interface AdviseBody extends RequestBodyOfKind {
  readonly kind: 'advise';
  readonly on: boolean;
  /** Home's wall time at which plans are followed again by themselves; null or left out = until somebody says so. */
  readonly until?: Instant | null | undefined;
}

interface Waiting {
  readonly store: string;
  readonly credential: string;
  readonly requestId: string;
  readonly on: boolean;
  readonly until: Instant | null;
}

/** JSON-able; the day that goes on is its only series. */
export interface AdvisingState {
  readonly n: number;
  readonly boot: string | null;
  readonly on: boolean;
  /** Home's wall time since when; null = not on. */
  readonly since: Instant | null;
  /** Until when; null or left out = until somebody says so. */
  readonly until?: Instant | null;
  /** When the first plan of this home stood; null = none yet. Left out in a state that an earlier version kept. */
  readonly first?: Instant | null;
  /** Somebody has said whether plans are advice. */
  readonly chosen?: boolean;
  /** As it was told last. */
  readonly offered?: boolean;
  readonly day: OpenDay | null;
  /** The newest last. */
  readonly days: readonly AdvisedDay[];
  readonly waiting: Waiting | null;
}

export interface AdvisingFacts {
  readonly advising: boolean;
}

/** Body of `state/advising`. */
export interface AdvisingTold {
  readonly on: boolean;
  readonly since: Instant | null;
  readonly until: Instant | null;
  /** Advice is offered: plans are new to this home, and nobody has said yet. */
  readonly offer: boolean;
  readonly days: readonly AdvisedDay[];
}

type Known = Partial<ForecastFacts & AccountingFacts & StandingFacts>;
type Event = RequestEvent<RequestBodyOfKind> | StoredEvent | StoreFailedEvent | TickEvent;
type Outcome = Step<AdvisingState, AdvisingFacts>;
type Wanted = StoreEffect | PublishEffect | ReplyEffect;
type Unnumbered<E extends Wanted> = E extends Wanted ? Omit<E, 'id'> : never;

export const ADVISING = 'advising';
/** Two months, which is longer than anybody tries it. */
const MOST_DAYS = 62;
/** So long plans are new to a home. */
const NEW_FOR = 7 * DAY;

/** "Advise only": plans are made and shown, devices look after themselves, and each day is reckoned as it would have been. */
export const advising: Machine<AdvisingState, HomeEvent, AdvisingFacts, Known> = {
  name: ADVISING,
  initial: { n: 0, boot: null, on: false, since: null, until: null, first: null, chosen: false, day: null, days: [], waiting: null },
  hears: new Set<Event['kind']>(['request', 'stored', 'store-failed', 'tick']),
  step(state, event, now, facts) {
    const known = event as Event;
    switch (known.kind) {
      case 'request':
        return isAdvise(known.body) ? ask(state, known, known.body, now) : { state };
      case 'stored':
      case 'store-failed':
        return settled(state, known, now);
      case 'tick':
        return tick(state, facts, now);
    }
  },
};

const isAdvise = (body: RequestBodyOfKind): body is AdviseBody => body.kind === 'advise';

function ask(state: AdvisingState, { credential, request: { id: requestId } }: RequestEvent, { on, until = null }: AdviseBody, now: Now): Outcome {
  if (state.waiting) return want(state, [reply({ credential, requestId }, 'refused', 'busy')], now);
  const waiting = { store: effectId(now, ADVISING, state.n), credential, requestId, on, until: on ? until : null };
  return want({ ...state, waiting }, [{ kind: 'store', record: { kind: 'advise', on, until } }], now);
}

function settled(state: AdvisingState, { kind, id }: StoredEvent | StoreFailedEvent, now: Now): Outcome {
  const { waiting } = state;
  if (waiting?.store !== id) return { state };
  const next = { ...state, waiting: null };
  if (kind === 'store-failed') return want(next, [reply(waiting, 'refused', 'not-stored')], now);
  const chosen = { ...next, chosen: true, until: waiting.until };
  const changed = waiting.on === state.on ? chosen : { ...chosen, on: waiting.on, since: waiting.on ? now.wall : null, day: null };
  return told(changed, [reply(waiting, 'done', null)], now);
}

function tick(state: AdvisingState, facts: Readonly<Known>, now: Now): Outcome {
  const begun = state.boot !== now.boot;
  const current = begun ? { ...sane(state, now.wall), boot: now.boot, waiting: null } : state;
  const known = now.trust === 'none' ? current : ended(met(current, facts, now.wall), now.wall);
  const went = known.on && now.trust !== 'none' ? through(known, facts, now.wall) : known;
  return begun || went.days !== current.days || went.on !== current.on || isOffered(went, now.wall) !== (state.offered ?? false) ? told(went, [], now) : { state: went };
}

/** The first plan of a home makes plans new to it; a home that had plans before this was asked is not new. */
function met(state: AdvisingState, { standing }: Readonly<Known>, now: Instant): AdvisingState {
  return state.first === null && standing && standing.acts.length > 0 ? { ...state, first: now } : state;
}

/** The time that a person chose is over: plans are followed again. */
function ended(state: AdvisingState, now: Instant): AdvisingState {
  return state.on && state.until != null && state.until <= now ? { ...state, on: false, since: null, until: null, day: null } : state;
}

const isOffered = ({ first = null, chosen = false, on }: AdvisingState, now: Instant): boolean => first !== null && !chosen && !on && now < first + NEW_FOR;

/** What was kept in another time is not of this one. */
function sane(state: AdvisingState, now: Instant): AdvisingState {
  const { day } = state;
  return { ...state, day: day && day.last <= now ? day : null, days: state.days.filter(({ end }) => end <= now) };
}

/** The day goes on, or is over and the next begins with the plan that stands then. */
function through(state: AdvisingState, { forecast, today, standing }: Readonly<Known>, now: Instant): AdvisingState {
  if (!forecast) return state;
  const { date, interval } = localDay(now, forecast.zone);
  const paid = today && today.start <= now && now < today.end ? today.energyCost : null;
  const { day } = state;
  if (day && now < endOfDay(day)) return { ...state, day: hearDay(day, forecast.last, paid, now) };
  if (day) return { ...state, day: null, days: [...state.days, closeDay(day)].slice(-MOST_DAYS) };
  if (!standing || state.days.some((one) => one.date === date)) return state;
  const { problem, acts } = standing;
  // A problem of yesterday knows neither what the stores hold now nor the whole of today.
  const opened = problem && problem.issued >= interval.start && problem.issued <= now ? openDay(date, interval.end, problem, acts, paid) : undefined;
  return opened && startOfDay(opened) < interval.end ? { ...state, day: opened } : state;
}

const reply = ({ credential, requestId }: Pick<Waiting, 'credential' | 'requestId'>, outcome: 'done' | 'refused', reason: string | null): Unnumbered<ReplyEffect> => ({ kind: 'reply', credential, requestId, outcome, reason });

/** Publishes what it has become. */
function told(state: AdvisingState, wanted: readonly Unnumbered<Wanted>[], now: Now): Outcome {
  const { on, since, until = null, days } = state;
  const offered = isOffered(state, now.wall);
  const body: AdvisingTold = { on, since, until, offer: offered, days };
  return { ...want({ ...state, offered }, [...wanted, { kind: 'publish', name: ADVISING, body }], now), facts: { advising: on } };
}

function want(state: AdvisingState, wanted: readonly Unnumbered<Wanted>[], now: Now): Outcome {
  const effects = wanted.map((effect, index) => ({ ...effect, id: effectId(now, ADVISING, state.n + index) }));
  return { state: { ...state, n: state.n + wanted.length }, effects };
}
