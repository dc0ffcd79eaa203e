import { effectId, type PublishEffect, type ReplyEffect, type StoredEvent, type StoreEffect, type StoreFailedEvent, type TickEvent } from '../machine/effect.ts';
import type { Effect, HomeEvent, Machine, Step } from '../machine/machine.ts';
import type { Now } from '../time/now.ts';
import type { RequestBodyOfKind, RequestEvent } from '../wish/request.ts';
import type { AccountsEvent, AccountsWanted, PurseNow } from './accounts.ts';
import { advised, type Advice } from './advice.ts';
import type { ContractQuestion } from './contracted.ts';
import type { HighUseLimits } from './highUse.ts';
import { changed, type MoneyChange, type MoneyWishes } from './moneyChange.ts';
import { billed, billRecords, type HomeBill } from './sentBills.ts';

/** A request's body that the money machine answers. */
export interface MoneyBody extends RequestBodyOfKind {
  readonly kind: 'money';
  readonly change: MoneyChange;
}

/** Reckon the home's accounts, from what people said; said at every change of it, and once in each boot. */
export interface AccountsWantedEffect extends Effect, AccountsWanted {
  readonly kind: 'accounts-wanted';
}

/** What the household wants to be told of. */
export interface MoneyFacts {
  readonly highUse: HighUseLimits;
}

/** Body of `state/money`. */
export interface MoneyBodyTold {
  readonly alarms: HighUseLimits;
  readonly bills: readonly HomeBill[];
  readonly purse: (PurseNow & Pick<NonNullable<AccountsWanted['purse']>, 'terms'>) | null;
  readonly contract: ContractQuestion | null;
  readonly advice: readonly Advice[];
}

interface Waiting {
  readonly store: string;
  readonly credential: string;
  readonly requestId: string;
  readonly change: MoneyChange;
}

/** JSON-able; bills, advice and entries are bounded. */
export interface MoneyState {
  readonly n: number;
  readonly boot: string | null;
  readonly wishes: MoneyWishes;
  readonly bills: readonly HomeBill[];
  readonly purse: PurseNow | null;
  readonly waiting: Waiting | null;
}

export const MONEY = 'money';
const NO_WISHES: MoneyWishes = { alarms: { power: null, dayEnergy: null, dayCost: null }, purse: null, contract: null, advice: [] };

type Event = RequestEvent<RequestBodyOfKind> | StoredEvent | StoreFailedEvent | TickEvent | AccountsEvent;
type Outcome = Step<MoneyState, MoneyFacts>;
type Wanted = StoreEffect | PublishEffect | ReplyEffect | AccountsWantedEffect;
type Unnumbered<E extends Wanted> = E extends Wanted ? Omit<E, 'id'> : never;

/** The household's money: bills, the purse of a prepayment meter, suggestions, and what people want to be told of. */
export const money: Machine<MoneyState, HomeEvent, MoneyFacts> = {
  name: MONEY,
  initial: { n: 0, boot: null, wishes: NO_WISHES, bills: [], purse: null, waiting: null },
  hears: new Set<Event['kind']>(['request', 'stored', 'store-failed', 'tick', 'accounts']),
  step(state, event, now) {
    const known = event as Event;
    switch (known.kind) {
      case 'request':
        return isMoney(known.body) ? ask(state, known, known.body.change, now) : { state };
      case 'stored':
      case 'store-failed':
        return settled(state, known, now);
      case 'tick':
        return state.boot === now.boot ? { state } : told({ ...state, boot: now.boot, waiting: null }, [reckon(state.wishes)], now);
      case 'accounts':
        return reckoned(state, known, now);
    }
  },
};

const isMoney = (body: RequestBodyOfKind): body is MoneyBody => body.kind === 'money';
const reckon = ({ purse, contract }: MoneyWishes): Unnumbered<AccountsWantedEffect> => ({ kind: 'accounts-wanted', purse, contract });

function ask(state: MoneyState, { credential, request: { id: requestId } }: RequestEvent, change: MoneyChange, now: Now): Outcome {
  const wishes = state.waiting ? 'busy' : changed(state.wishes, change, now);
  if (typeof wishes === 'string') return want(state, [reply({ credential, requestId }, 'refused', wishes)], now);
  const waiting = { store: effectId(now, MONEY, state.n), credential, requestId, change };
  return want({ ...state, waiting }, [{ kind: 'store', record: { kind: 'money', change } }], now);
}

function settled(state: MoneyState, { kind, id }: StoredEvent | StoreFailedEvent, now: Now): Outcome {
  const { waiting } = state;
  if (waiting?.store !== id) return { state };
  const next = { ...state, waiting: null };
  if (kind === 'store-failed') return want(next, [reply(waiting, 'refused', 'not-stored')], now);
  // Reckoning may have gone on meanwhile: the change is made to what stands now.
  const wishes = changed(state.wishes, waiting.change, now);
  if (typeof wishes === 'string') return want(next, [reply(waiting, 'refused', wishes)], now);
  // What the purse holds is another figure until it is reckoned again.
  const purse = wishes.purse === state.wishes.purse ? state.purse : null;
  return told({ ...next, wishes, purse }, [reply(waiting, 'done', null), reckon(wishes)], now);
}

function reckoned(state: MoneyState, { statements, purse, carried, figures }: AccountsEvent, now: Now): Outcome {
  const bills = now.trust === 'none' ? state.bills : billed(state.bills, statements, now.wall);
  const advice = now.trust === 'none' ? state.wishes.advice : advised(state.wishes.advice, figures, now.wall);
  const wishes = { ...state.wishes, advice, purse: state.wishes.purse && carried && carried.opening.at > state.wishes.purse.opening.at ? carried : state.wishes.purse };
  const records = [...billRecords(state.bills, bills), ...adviceRecords(state.wishes.advice, advice)];
  return told({ ...state, bills, wishes, purse }, records.map((record) => ({ kind: 'store', record })), now);
}

const adviceRecords = (before: readonly Advice[], after: readonly Advice[]): readonly unknown[] =>
  after.filter((one) => !before.includes(one)).map((advice) => ({ kind: 'advice', advice }));

const reply = ({ credential, requestId }: Pick<Waiting, 'credential' | 'requestId'>, outcome: 'done' | 'refused', reason: string | null): Unnumbered<ReplyEffect> => ({ kind: 'reply', credential, requestId, outcome, reason });

function told(state: MoneyState, wanted: readonly Unnumbered<Wanted>[], now: Now): Outcome {
  return { ...want(state, [...wanted, { kind: 'publish', name: MONEY, body: bodyOf(state) }], now), facts: { highUse: state.wishes.alarms } };
}

function bodyOf({ wishes: { alarms, contract, advice, purse: book }, bills, purse }: MoneyState): MoneyBodyTold {
  return { alarms, bills, purse: purse && book && { ...purse, terms: book.terms }, contract, advice };
}

function want(state: MoneyState, wanted: readonly Unnumbered<Wanted>[], now: Now): Outcome {
  const effects: readonly Effect[] = wanted.map((effect, index) => ({ ...effect, id: effectId(now, MONEY, state.n + index) }));
  return { state: { ...state, n: state.n + wanted.length }, effects };
}
