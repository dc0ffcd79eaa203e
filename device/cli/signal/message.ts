import { randomUUID } from 'node:crypto';
import { KINDS } from '#domain/signal/contract.ts';
import { parseTimeText } from '#domain/time/text.ts';
import { Refusal } from '#domain/units/refusal.ts';
import { wrongUse } from '../fault.ts';

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600 };
/** Seconds that a message is good for unless told otherwise. */
const LIFE = 600;

/** What the caller says besides the message itself. */
export interface Around {
  readonly issuer: string;
  readonly audience?: string;
  readonly seq?: string;
  readonly expires?: string;
  readonly at?: string;
}

export type Claims = Readonly<Record<string, unknown>> & { readonly jti: string; readonly seq: number };

/** The message of a file, `{kind, …}`. The home judges it; here only its kind is looked at. @throws Refusal */
export function messageOf(file: string, bytes: Uint8Array): Readonly<Record<string, unknown>> {
  const remedy = 'docs/formats/signals.md shows one of each kind.';
  let message: unknown;
  try {
    message = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw new Refusal({ id: 'signal-unreadable', message: `${file} is no JSON.`, remedy, detail: String(error) });
  }
  if (typeof message !== 'object' || message === null || !('kind' in message) || !KINDS.some((kind) => kind === message.kind))
    throw new Refusal({ id: 'signal-unreadable', message: `${file} is no message of a kind that is known.`, remedy });
  return { ...message };
}

/** The claims around a message. Without --seq the sequence is the time in ms: it rises by itself. @throws Refusal */
export function claimsOf(message: Readonly<Record<string, unknown>>, { issuer, audience, seq, expires, at }: Around): Claims {
  const now = at === undefined ? Date.now() : momentOf(at);
  const sequence = seq === undefined ? Date.now() : Number(seq);
  if (!Number.isSafeInteger(sequence) || sequence < 0) throw wrongUse(`--seq ${seq} is no sequence.`, 'Give --seq a whole number that is larger than the last one.');
  const iat = Math.floor(now / 1_000);
  return { ...message, iss: issuer, aud: audience ?? 'home', iat, exp: iat + lifeOf(expires), jti: randomUUID(), seq: sequence };
}

function momentOf(text: string): number {
  const time = parseTimeText(text);
  if (time?.kind !== 'instant') throw wrongUse(`--at ${text} is no instant.`, 'Give --at an instant such as 2026-01-01T12:00:00Z: the time of the home that replays.');
  return time.at;
}

function lifeOf(text: string | undefined): number {
  if (text === undefined) return LIFE;
  const [, amount, unit] = /^(\d{1,6})([smh])$/.exec(text) ?? [];
  const scale = UNITS[unit ?? ''];
  if (amount === undefined || scale === undefined || Number(amount) === 0) throw wrongUse(`--expires ${text} is no length of time.`, 'Give a number with s, m or h, such as 15m.');
  return Number(amount) * scale;
}
