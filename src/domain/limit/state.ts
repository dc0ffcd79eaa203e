import type { Averages } from './averages.ts';
import type { ContactState } from './contact.ts';
import type { G100State } from './g100.ts';
import { asStored, type Counted, type Held } from './held.ts';
import { limitsAnything, type Message } from './signal.ts';
import { sameWordKey, type LimitKey, type WordKey } from './limit.ts';
import { lpcStored, lpcUnstored, type LpcInstance } from './lpcSource.ts';
import { noPassage, type Passage } from './passage.ts';
import type { Watts } from '../units/power.ts';

/** What a source with a heartbeat has written for when it is lost: W in each direction, seconds; left out = as configured. */
export interface FailsafeValues extends Partial<Record<LimitKey['direction'], Watts>> {
  readonly duration?: number;
}

/** What an accepted signal changed: words of one batch and key, the states of one LPC instance, or a source's failsafe values. */
export type Change =
  | { readonly kind: 'failsafe'; readonly values: FailsafeValues }
  | { readonly kind: 'words'; readonly batch: number; readonly key: WordKey; /** They allow more than what holds without them. */ readonly exceeds: boolean }
  | { readonly kind: 'lpc'; readonly instance: string };

/** A signal that is applied as far as it tightens, and waits for its record to be stored. */
export interface Waiting {
  /** Id of the signal event to answer. */
  readonly signal: string;
  readonly source: string;
  readonly sequence: number;
  readonly change: Change;
  /** False for words that would only loosen: they are dropped when they cannot be stored; all else stays in force, unacknowledged. An LPC write is judged when its turn comes. */
  readonly stays: boolean;
}

/** What is kept over a restart; plain JSON. */
export interface LimitState {
  readonly counted: Counted | null;
  readonly passage: Passage;
  /** The words in force or to come, and beside them what waits to replace them. */
  readonly held: readonly Held[];
  /** Number of the last batch of words. */
  readonly batch: number;
  /** LPC instances by `lpcKey`. */
  readonly lpc: Readonly<Record<string, LpcInstance>>;
  /** Failsafe values by source, where the source has written any. */
  readonly failsafes: Readonly<Record<string, FailsafeValues>>;
  /** Contacts by source, of this boot only. */
  readonly contacts: Readonly<Record<string, ContactState>>;
  readonly g100: Readonly<Partial<Record<LimitKey['direction'], G100State>>>;
  /** What has flowed under the averages in force. */
  readonly averages: Averages;
  /** Last stored sequence a source. */
  readonly sequences: Readonly<Record<string, number>>;
  /** The first is being stored under id `storing`. */
  readonly waiting: readonly Waiting[];
  readonly storing: string | null;
  /** Monotonic ms when the state was last given out to be kept. */
  readonly keptAt: number;
  /** What must not be forgotten by a restart, as it was last given out to be kept. */
  readonly keptMark: string;
  readonly effects: number;
}

export const initialLimitState: LimitState = {
  counted: null,
  passage: noPassage,
  held: [],
  batch: 0,
  lpc: {},
  failsafes: {},
  contacts: {},
  g100: {},
  averages: {},
  sequences: {},
  waiting: [],
  storing: null,
  keptAt: 0,
  keptMark: '',
  effects: 0,
};

/** Of the same source and key: an accepted word replaces it. */
export const isReplacedBy = ({ limit }: Held, { source, key }: Pick<Message, 'source' | 'key'>): boolean => limit.source === source && sameWordKey(limit, key);

function withInstance(state: LimitState, instance: string, change: (before: LpcInstance) => LpcInstance): LimitState {
  const before = state.lpc[instance];
  return before ? { ...state, lpc: { ...state.lpc, [instance]: change(before) } } : state;
}

/** A write says what changes: two that come one behind the other both stay. */
const withFailsafe = (failsafes: LimitState['failsafes'], source: string, values: FailsafeValues): LimitState['failsafes'] => ({ ...failsafes, [source]: { ...failsafes[source], ...values } });

/** The failsafe values as they will be when all that waits is stored. */
export const failsafesToCome = ({ failsafes, waiting }: Pick<LimitState, 'failsafes' | 'waiting'>): LimitState['failsafes'] =>
  waiting.reduce((known, { source, change }) => (change.kind === 'failsafe' ? withFailsafe(known, source, change.values) : known), failsafes);

/** What waited is stored: what it replaces goes, and words that lift leave nothing behind but their sequence. */
export function committed(state: LimitState, { source, sequence, change }: Waiting): LimitState {
  const known = { ...state, sequences: { ...state.sequences, [source]: Math.max(state.sequences[source] ?? sequence, sequence) } };
  if (change.kind === 'failsafe') return { ...known, failsafes: withFailsafe(known.failsafes, source, change.values) };
  if (change.kind === 'lpc') return withInstance(known, change.instance, lpcStored);
  const stays = (one: Held): boolean => !isReplacedBy(one, { source, key: change.key }) || one.batch > change.batch || (one.batch === change.batch && limitsAnything(one.limit));
  return { ...known, held: known.held.filter(stays).map((one) => (one.batch === change.batch ? asStored(one) : one)) };
}

/** What waited could not be stored: what would have loosened is as if it had not come, all else stays in force. */
export function unstored(state: LimitState, { change, stays }: Waiting): LimitState {
  if (change.kind === 'failsafe') return state;
  if (change.kind === 'lpc') return withInstance(state, change.instance, lpcUnstored);
  return stays ? state : { ...state, held: state.held.filter((one) => one.batch !== change.batch) };
}
