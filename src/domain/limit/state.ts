import { sameKey } from './combine.ts';
import { countDown, countedAt, hasEnded, type Counted, type Held } from './held.ts';
import type { Limit } from './limit.ts';
import type { LimitConfig, StandingLimit } from './standing.ts';
import type { Instant } from '../time/instant.ts';
import type { Now } from '../time/now.ts';
import { watts } from '../units/power.ts';

/** A signal that is applied as far as it tightens, and waits for its record to be stored. */
export interface Waiting {
  /** Id of the signal event to answer. */
  readonly signal: string;
  readonly limit: Limit;
  /** False for what would only loosen: it is dropped when it cannot be stored; all else stays in force, unacknowledged. */
  readonly stays: boolean;
}

/** What is kept over a restart; plain JSON. */
export interface LimitState {
  readonly counted: Counted | null;
  /** At most a few a source: the one in force, and what waits to replace it. */
  readonly held: readonly Held[];
  /** Last stored sequence a source. */
  readonly sequences: Readonly<Record<string, number>>;
  /** The first is being stored under id `storing`. */
  readonly waiting: readonly Waiting[];
  readonly storing: string | null;
  /** Monotonic ms when the state was last given out to be kept. */
  readonly keptAt: number;
  readonly effects: number;
}

export const initialLimitState: LimitState = { counted: null, held: [], sequences: {}, waiting: [], storing: null, keptAt: 0, effects: 0 };

/** Lets time pass. A new boot forgets what waited to be stored: what it held stays held, its sequence may come again. */
export function elapse(state: LimitState, now: Now, floor: Instant): LimitState {
  const counted = countedAt(now, floor);
  const held = state.held.map((one) => countDown(one, state.counted, counted, now.wall)).filter((one) => !hasEnded(one));
  const { sequences, waiting, storing, keptAt, effects } = state;
  if (state.counted?.boot === now.boot) return { counted, held, sequences, waiting, storing, keptAt, effects };
  return { ...state, counted, held, waiting: [], storing: null, keptAt: now.mono };
}

/** Of the same source and key: an accepted word replaces it. */
export const isReplacedBy = (old: Limit, by: Limit): boolean => old.source === by.source && sameKey(old, by);

/** Where the word of `limit` stands: the last of its number, for one that was not stored may be sent again. */
const placeOf = (state: LimitState, limit: Limit): number => state.held.findLastIndex((one) => isReplacedBy(one.limit, limit) && one.limit.sequence === limit.sequence);

/** The word of `limit` is stored: what it replaces goes, and a `none` leaves nothing behind but its sequence. */
export function committed(state: LimitState, limit: Limit): LimitState {
  const place = placeOf(state, limit);
  const stays = (one: Held, index: number): boolean =>
    !isReplacedBy(one.limit, limit) || one.limit.sequence > limit.sequence || (index === place && limit.value.kind === 'limit');
  return { ...state, held: state.held.filter(stays), sequences: { ...state.sequences, [limit.source]: limit.sequence } };
}

/** The word of `limit` could not be stored and would only have loosened: as if it had not come. */
export function withdrawn(state: LimitState, limit: Limit): LimitState {
  const place = placeOf(state, limit);
  return { ...state, held: state.held.filter((_, index) => index !== place) };
}

/** What holds now: the house's own limits and those of signals that have started. */
export function standing(state: LimitState, config: LimitConfig): readonly StandingLimit[] {
  const fixed = config.fixed.map(({ w, ...limit }): StandingLimit => ({ ...limit, sequence: 0, value: { kind: 'limit', w: watts(w) }, start: config.floor, end: null }));
  const signalled = state.held
    .filter((one) => one.startsIn === 0 && one.limit.value.kind === 'limit')
    .map((one): StandingLimit => ({ ...one.limit, origin: 'signal' }));
  return [...fixed, ...signalled];
}
