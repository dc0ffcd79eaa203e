import type { SignalAnswerEffect } from './event.ts';
import { lpcFrees } from './lpcSource.ts';
import type { SignalRefusal } from './signal.ts';
import { committed, unstored, type Change, type LimitState, type Waiting } from './state.ts';
import { effectId, type StoreEffect } from '../machine/effect.ts';
import { MINUTE } from '../time/instant.ts';
import type { Now } from '../time/now.ts';

/** What a store effect of this machine carries: the state to start from after a restart. */
export interface LimitRecord {
  readonly kind: 'limit';
  readonly state: LimitState;
  /** True when a limit ends with this record: it counts as stored only with every store there is; else one is enough. */
  readonly frees: boolean;
}

export interface Outcome {
  readonly state: LimitState;
  readonly effects: readonly (StoreEffect | SignalAnswerEffect)[];
}

/** How much time of a limit a restart may forget, on the side of holding longer. */
const KEEP_EVERY = MINUTE;

const withId = (state: LimitState, now: Now): { readonly id: string; readonly state: LimitState } => ({
  id: effectId(now, 'limit', state.effects),
  state: { ...state, effects: state.effects + 1 },
});

export function answer(state: LimitState, signal: string, reason: SignalRefusal | null, now: Now): Outcome {
  const next = withId(state, now);
  return { state: next.state, effects: [{ id: next.id, kind: 'signal-answer', signal, outcome: reason === null ? 'done' : 'refused', reason }] };
}

const recordOf = (state: LimitState, frees: boolean): LimitRecord => ({ kind: 'limit', state: { ...state, waiting: [], storing: null }, frees });

function isFreeing({ lpc }: LimitState, name: string): boolean {
  const instance = lpc[name];
  return instance !== undefined && lpcFrees(instance);
}

function isLoosening({ change, stays }: Waiting, before: LimitState, after: LimitState): boolean {
  if (change.kind === 'failsafe') return !stays;
  return change.kind === 'lpc' ? isFreeing(before, change.instance) : change.exceeds || after.held.length < before.held.length;
}

/** Answered when it is stored. */
export function waitFor(state: LimitState, signal: string, { source, sequence }: Pick<Waiting, 'source' | 'sequence'>, change: Change, stays: boolean, now: Now): Outcome {
  return storeNext({ ...state, waiting: [...state.waiting, { signal, source, sequence, change, stays }] }, now);
}

/** One record at a time, so that what is stored last is also the newest. */
export function storeNext(state: LimitState, now: Now): Outcome {
  const first = state.waiting[0];
  if (!first || state.storing !== null) return { state, effects: [] };
  const next = withId(state, now);
  const after = committed(next.state, first);
  const frees = isLoosening(first, next.state, after);
  return { state: { ...next.state, storing: next.id, keptAt: now.mono }, effects: [{ id: next.id, kind: 'store', record: recordOf(after, frees) }] };
}

/** With storage down a tightening stays, unacknowledged; a loosening does not happen (DESIGN, What must not fall together). */
export function settled(state: LimitState, stored: boolean, now: Now): Outcome {
  const [first, ...waiting] = state.waiting;
  if (!first) return { state: { ...state, storing: null }, effects: [] };
  const rest = { ...state, waiting, storing: null };
  const answered = answer(stored ? committed(rest, first) : unstored(rest, first), first.signal, stored ? null : 'storage-down', now);
  const next = storeNext(answered.state, now);
  return { state: next.state, effects: [...answered.effects, ...next.effects] };
}

/** States and counters that a restart must not forget: a change of them is kept at once. */
const markOf = ({ lpc, g100 }: LimitState): string =>
  [...Object.entries(lpc).map(([name, instance]) => `${name}:${instance.lpc.name}`), ...Object.entries(g100).map(([name, scheme]) => `${name}:${scheme.excursions.join()}:${scheme.lockedUntil}`)].join(' ');

const isRunning = ({ held, lpc, g100 }: LimitState): boolean =>
  held.some((one) => one.remaining !== null || one.startsIn > 0) || Object.values(lpc).some((one) => one.lpc.failsafeUntil !== null) || Object.values(g100).some((one) => one.lockedUntil !== null);

/** The count of time is kept every minute while something runs out, so that a restart loses at most that. */
export function keep(state: LimitState, now: Now): Outcome {
  const keptMark = markOf(state);
  if (keptMark === state.keptMark && (!isRunning(state) || now.mono - state.keptAt < KEEP_EVERY)) return { state, effects: [] };
  const next = withId({ ...state, keptAt: now.mono, keptMark }, now);
  return { state: next.state, effects: [{ id: next.id, kind: 'store', record: recordOf(next.state, false) }] };
}
