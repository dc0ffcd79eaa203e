import { sameKey } from './combine.ts';
import type { SignalEvent } from './event.ts';
import { exceeds, hold, loosens, tightens, type Held } from './held.ts';
import { lpcWritten } from './lpcSource.ts';
import { lpcParts, secondsOf, type LpcPart } from './profiles.ts';
import { answer, waitFor, type Outcome } from './record.ts';
import { sameWordKey } from './limit.ts';
import { readSignal, type Message, type SignalRefusal } from './signal.ts';
import type { LimitConfig } from './standing.ts';
import { isReplacedBy, type LimitState } from './state.ts';
import type { Instant } from '../time/instant.ts';
import { isBelieved, type Now } from '../time/now.ts';

/** More than this many unstored signals of one source at once is a flood. */
const MOST_WAITING = 16;
/** Words held at once, shared among the sources: a few of them with a series each, and room for one that replaces it. */
const MOST_HELD = 2_048;
const LEAST_SHARE = 600;
/** Of all sources together: what is kept stays within its file. A single word is never refused for it. */
const MOST_IN_ALL = 3_000;

/** Reads a signal and hands it to its source's states, or to the words. */
export function receive(state: LimitState, config: LimitConfig, event: SignalEvent, now: Now): Outcome {
  const read = readSignal(event.signal);
  const part = lpcPartOf(event.signal, state, config);
  if (event.peer !== undefined && part?.loss.peer !== event.peer) return answer(state, event.id, 'unknown-source', now);
  if (!read.ok) return answer(part ? refusedWrite(state, part, event.signal) : state, event.id, read.reason, now);
  const reason = unheard(state, config, read.message, event.proven !== undefined) ?? (isDimmedInAmps(config, read.message) ? 'watts-only' : null);
  if (reason !== null) return answer(state, event.id, reason, now);
  return part ? writeLpc(state, config, part, event, read.message, now) : say(state, config, event, read.message, now);
}

/** Why a source is not heard on this key with this number. */
function unheard(state: LimitState, { sources }: LimitConfig, { source, sequence, key }: Message, isInOrder: boolean): SignalRefusal | null {
  if (!sources.some((one) => one.source === source && one.keys.some((known) => sameKey(known, key)))) return 'unknown-source';
  const waiting = state.waiting.filter((one) => one.source === source).map((one) => one.sequence);
  if (!isInOrder && sequence <= Math.max(state.sequences[source] ?? -Infinity, ...waiting)) return 'stale-sequence';
  return waiting.length >= MOST_WAITING ? 'busy' : null;
}

/** §14a EnWG leaves controllable devices a power together (BK6-22-300 Annex 1, 4.5), and control boxes dim in W: A of each phase could go below it. */
const isDimmedInAmps = ({ sources }: LimitConfig, { source, key, words }: Message): boolean =>
  key.per === 'phase' && key.direction === 'import' && key.scope === 'controllable' && words.some(({ value }) => value.kind === 'amps') && sources.some((one) => one.source === source && one.least !== undefined);

/** New words hold at once beside the old ones, which can only tighten; the old ones go when the new are stored. */
function say(state: LimitState, config: LimitConfig, { id: signal, may, proven }: SignalEvent, message: Message, now: Now): Outcome {
  const trusted = isPlaced(config, proven, now);
  const batch = state.batch + 1;
  const open = trusted ? message.words.filter((word) => word.end === null || word.end > now.wall) : message.words;
  const from = trusted ? now.wall : earliest(message, proven);
  const next = open.map((word) => hold(word, batch, from, trusted));
  const replaced = state.held.filter((one) => isReplacedBy(one, message));
  const subscribed = subscriptionOf(config, message);
  const isMore = subscribed !== null && exceeds(next, replaced, subscribed);
  const frees = isMore || replaced.some((one) => loosens(one, next));
  const reason = next.length === 0 ? 'expired' : frees ? freeingRefusal(may, trusted || endsDoubt(proven, replaced)) : null;
  if (reason === null && !hasRoom(state, config, message.source, next.length)) return answer(state, signal, 'busy', now);
  if (reason !== null) return answer(state, signal, reason, now);
  const stays = tightens(replaced, next) || !frees;
  return waitFor({ ...state, batch, held: [...beside(state.held, message, next, stays), ...next] }, signal, message, { kind: 'words', batch, key: message.key, exceeds: isMore }, stays, now);
}

/** W that hold where the source says nothing; null = nothing does. */
function subscriptionOf({ sources }: LimitConfig, { source, key }: Message): number | null {
  const loss = sources.find((one) => one.source === source)?.loss;
  const found = loss?.kind === 'schedule' ? loss.subscriptions.find((one) => sameWordKey(one, key)) : undefined;
  return found?.w ?? null;
}

/** Whether the wall clock tells where the words lie in time. */
const isPlaced = ({ floor }: LimitConfig, proven: SignalEvent['proven'], now: Now): boolean => isBelieved(now, floor) && proven?.doubted !== true;

/** What was taken in doubt of the clock is given back in the same doubt: by who said it, and of the right order. */
const endsDoubt = (proven: SignalEvent['proven'], replaced: readonly Held[]): boolean => proven?.releases === true && replaced.every(({ unplaced }) => unplaced);

/** The true time is no earlier than this, whatever our clock shows: from here on an end is counted that cannot be placed. */
const earliest = ({ words }: Message, proven: SignalEvent['proven']): Instant => Math.min(proven?.issued ?? Infinity, ...words.map(({ start }) => start)) as Instant;

/** No source takes the room of another. */
function hasRoom({ held }: LimitState, { sources }: LimitConfig, source: string, more: number): boolean {
  const own = held.reduce((sum, { limit }) => (limit.source === source ? sum + 1 : sum), 0);
  return own + more <= Math.max(LEAST_SHARE, MOST_HELD / sources.length) && (more === 1 || held.length + more <= MOST_IN_ALL);
}

/** What would allow more needs a key that may, and a clock that is believed. */
const freeingRefusal = (may: SignalEvent['may'], trusted: boolean): SignalRefusal | null => (may === 'tighten' ? 'key-may-not' : trusted ? null : 'clock-not-trusted');

/** What the new words cover need not be held any longer, unless it may have to come back. */
const beside = (held: readonly Held[], message: Message, next: readonly Held[], stays: boolean): readonly Held[] =>
  stays ? held.filter((one) => !isReplacedBy(one, message) || loosens(one, next)) : held;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;

function lpcPartOf(raw: unknown, { failsafes }: LimitState, config: LimitConfig): LpcPart | null {
  if (!isRecord(raw)) return null;
  return lpcParts(config, failsafes).find((part) => part.source === raw['source'] && part.direction === raw['direction']) ?? null;
}

/** LPC-902, 920: a write that cannot be applied may change the state, and frees nothing. */
function refusedWrite(state: LimitState, part: LpcPart, raw: unknown): LimitState {
  const before = state.lpc[part.instance];
  const value = isRecord(raw) ? raw['value'] : null;
  if (!before || !isRecord(value) || value['kind'] !== 'limit') return state;
  const written = lpcWritten(before, { w: value['w'] ?? null, active: true }, before, secondsOf(state), part.config);
  return written.nack === null ? state : { ...state, lpc: { ...state.lpc, [part.instance]: written.instance } };
}

/** A limit write is one value that holds from now on; series, phases and windows are not of LPC. */
function writeLpc(state: LimitState, config: LimitConfig, part: LpcPart, { id: signal, may, proven }: SignalEvent, message: Message, now: Now): Outcome {
  const before = state.lpc[part.instance];
  const [word, ...others] = message.words;
  const trusted = isPlaced(config, proven, now);
  const isPlain = others.length === 0 && word.value.kind !== 'amps' && word.window === undefined && word.scope === part.loss.scope && !(trusted && word.start > now.wall);
  if (!before || !isPlain) return answer(state, signal, 'unsupported', now);
  const length = word.end === null ? undefined : (word.end - (trusted ? now.wall : earliest(message, proven))) / 1_000;
  if (length !== undefined && length <= 0) return answer(state, signal, 'expired', now);
  const write = word.value.kind === 'limit' ? { w: word.value.w, active: true, duration: length } : { active: false };
  const written = lpcWritten(before, write, { start: word.start, end: word.end }, secondsOf(state), part.config);
  if (written.nack !== null) return answer(state, signal, written.nack === 'no-heartbeat' ? 'no-heartbeat' : 'wrong-shape', now);
  const refusal = written.frees ? freeingRefusal(may, trusted) : null;
  if (refusal !== null) return answer(state, signal, refusal, now);
  return waitFor({ ...state, lpc: { ...state.lpc, [part.instance]: written.instance } }, signal, message, { kind: 'lpc', instance: part.instance }, !written.frees, now);
}
