import { effectId, type PublishEffect, type StoredEvent, type StoreEffect, type StoreFailedEvent } from '../machine/effect.ts';
import type { Effect, HomeEvent, Machine } from '../machine/machine.ts';
import { HOUR, type Instant } from '../time/instant.ts';
import type { Now } from '../time/now.ts';
import { hasOnly, isName, isRecord } from './claims.ts';
import { instantOf, textOf } from './order.ts';

/** A message of an issuer that control has let in; `id` comes back in the answer. */
export interface MessageEvent extends HomeEvent {
  readonly kind: 'message';
  readonly id: string;
  readonly issuer: string;
  readonly body: unknown;
}

/** House's word about what was handed on to it; `done` only when it is stored. */
export interface ForwardedEffect extends Effect {
  readonly kind: 'forwarded';
  /** Id of the event that is answered. */
  readonly forward: string;
  readonly outcome: 'done' | 'refused';
  readonly reason: string | null;
}

/** What an operator says to the people of the home; a planned outage has its times (E18). */
export interface Notice {
  readonly id: string;
  readonly issuer: string;
  readonly text: string;
  readonly receivedAt: Instant;
  readonly outage: { readonly start: Instant; readonly end: Instant; readonly cancelled: boolean } | null;
}

interface Waiting {
  readonly store: string;
  readonly forward: string;
  readonly notice: Notice;
}

export interface NoticesState {
  readonly boot: string | null;
  readonly n: number;
  /** Newest first. */
  readonly notices: readonly Notice[];
  readonly waiting: readonly Waiting[];
}

const NAME = 'notices';
const MOST = 32;
const MOST_WAITING = 8;
/** A message is shown for a month, an outage until a day after it. */
const SHOWN = 30 * 24 * HOUR;
const SHOWN_AFTER_OUTAGE = 24 * HOUR;
const FIELDS = ['kind', 'id', 'text', 'outage'];

/** `{id, text, outage?: {start, end, cancelled?}}`: the same id again changes what was said. */
export function readMessage(body: unknown, issuer: string, receivedAt: Instant): Notice | 'wrong-shape' | 'empty-interval' {
  if (!isRecord(body) || !hasOnly(body, FIELDS) || !isName(body['id'])) return 'wrong-shape';
  const [text, outage] = [textOf(body['text']), outageOf(body['outage'])];
  if (!text || typeof outage === 'string') return typeof outage === 'string' ? outage : 'wrong-shape';
  return { id: `${issuer}/${body['id']}`, issuer, text, receivedAt, outage };
}

function outageOf(raw: unknown): Notice['outage'] | 'wrong-shape' | 'empty-interval' {
  if (raw === undefined || raw === null) return null;
  if (!isRecord(raw) || !hasOnly(raw, ['start', 'end', 'cancelled'])) return 'wrong-shape';
  const [start, end, cancelled] = [instantOf(raw['start'], null), instantOf(raw['end'], null), raw['cancelled'] ?? false];
  if (typeof start !== 'number' || typeof end !== 'number' || typeof cancelled !== 'boolean') return 'wrong-shape';
  return end > start ? { start, end, cancelled } : 'empty-interval';
}

const isShown = ({ receivedAt, outage }: Notice, wall: Instant): boolean => wall < (outage ? outage.end + SHOWN_AFTER_OUTAGE : receivedAt + SHOWN);

/** Said anew, a notice takes the place of what it said before. */
const withNotice = (notices: readonly Notice[], notice: Notice): readonly Notice[] => [notice, ...notices.filter(({ id }) => id !== notice.id)].slice(0, MOST);

type Outcome = { readonly state: NoticesState; readonly effects?: readonly Effect[] };
const publish = (id: string, notices: readonly Notice[]): PublishEffect => ({ id, kind: 'publish', name: NAME, body: notices });
const forwarded = (id: string, forward: string, reason: string | null): ForwardedEffect => ({ id, kind: 'forwarded', forward, outcome: reason === null ? 'done' : 'refused', reason });

function receive(state: NoticesState, { id: forward, issuer, body }: MessageEvent, now: Now): Outcome {
  const id = effectId(now, NAME, state.n);
  const numbered = { ...state, n: state.n + 1 };
  const notice = readMessage(body, issuer, now.wall);
  if (typeof notice === 'string') return { state: numbered, effects: [forwarded(id, forward, notice)] };
  if (state.waiting.length >= MOST_WAITING) return { state: numbered, effects: [forwarded(id, forward, 'busy')] };
  const record: StoreEffect = { id, kind: 'store', record: { kind: 'notice', notice } };
  return { state: { ...numbered, waiting: [...state.waiting, { store: id, forward, notice }] }, effects: [record] };
}

function settled(state: NoticesState, id: string, stored: boolean, now: Now): Outcome {
  const waiting = state.waiting.find(({ store }) => store === id);
  if (!waiting) return { state };
  const notices = stored ? withNotice(state.notices, waiting.notice) : state.notices;
  const [first, second] = [state.n, state.n + 1].map((n) => effectId(now, NAME, n));
  const next = { ...state, n: state.n + 2, notices, waiting: state.waiting.filter((one) => one !== waiting) };
  const answer = forwarded(first ?? '', waiting.forward, stored ? null : 'storage-down');
  return { state: next, effects: stored ? [publish(second ?? '', notices), answer] : [answer] };
}

/** Says again in a new boot what is kept, and forgets what nobody needs any more. */
function passed(state: NoticesState, now: Now): Outcome {
  const notices = state.notices.every((notice) => isShown(notice, now.wall)) ? state.notices : state.notices.filter((notice) => isShown(notice, now.wall));
  if (state.boot === now.boot && notices === state.notices) return { state };
  return { state: { ...state, boot: now.boot, notices, n: state.n + 1 }, effects: [publish(effectId(now, NAME, state.n), notices)] };
}

/** Messages of operators, as `state/notices` shows them. */
export const notices: Machine<NoticesState, HomeEvent, unknown> = {
  name: NAME,
  initial: { boot: null, n: 0, notices: [], waiting: [] },
  hears: new Set(['message', 'stored', 'store-failed', 'tick']),
  step(state, event, now) {
    const known = event as MessageEvent | StoredEvent | StoreFailedEvent | { readonly kind: 'tick' };
    switch (known.kind) {
      case 'message':
        return receive(state, known, now);
      case 'stored':
      case 'store-failed':
        return settled(state, known.id, known.kind === 'stored', now);
      case 'tick':
        return passed(state, now);
      default:
        return { state };
    }
  },
};
