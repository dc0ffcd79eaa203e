import type { IncomingMessage, ServerResponse } from 'node:http';
import * as v from 'valibot';
import type { HistoryInterval, HistoryMessage } from '#wire/message/history.ts';
import { pairRequestSchema, readAuthorization, type LinkAnswer, type PairAnswer } from '#wire/pairing.ts';
import type { Pairing } from '../pairing/pairing.ts';
import { isOwnOrigin } from '../../origin.ts';
import { jsonBody } from './jsonBody.ts';

export interface AnswerSources {
  readonly pairing: Pairing;
  readonly storeId: () => string;
  readonly history: (from: number, to: number) => Promise<readonly HistoryInterval[]>;
  /** A phone was paired: the broker must hear of it. */
  readonly paired: () => void;
  /** The URL with a new one-time link. */
  readonly newLink: () => string;
}

const NO_STORE = { 'content-type': 'application/json', 'cache-control': 'no-store' };
/** The broker hears of a new phone by way of control; the phone asks it next. */
const BROKER_LEARNS = 150;

function send(response: ServerResponse, status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): void {
  response.writeHead(status, { ...NO_STORE, ...headers }).end(`${JSON.stringify(body)}\n`);
}
const refuse = (response: ServerResponse, status: number, id: string, message: string, remedy: string, headers?: Readonly<Record<string, string>>): void =>
  send(response, status, { error: { id, message, remedy } }, headers);

/** `POST /pair`: the token of the one-time link for a credential. */
export async function answerPair(sources: AnswerSources, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!isOwnOrigin(request)) return refuse(response, 403, 'foreign-origin', 'This page does not belong to the home.', 'Open the one-time link itself.');
  const body = v.safeParse(pairRequestSchema, await jsonBody(request));
  if (!body.success) return refuse(response, 400, 'wrong-body', 'The request does not carry a link.', 'Open the one-time link that the gateway printed.');
  const paired = sources.pairing.redeem(body.output.token, request.socket.remoteAddress ?? '');
  if (!paired.ok && paired.reason === 'too-many') return refuse(response, 429, 'too-many', 'Too many wrong links came from this address.', 'Wait a minute, or open a link that is good.', { 'retry-after': '60' });
  if (!paired.ok) return refuse(response, 403, 'link-spent', 'This link was used already, or has run out.', 'Make another one: npm run tidewatt -- link');
  sources.paired();
  await new Promise((resolve) => setTimeout(resolve, BROKER_LEARNS));
  const { credential, secret } = paired;
  send(response, 200, { credential, secret, storeId: sources.storeId() } satisfies PairAnswer);
}

function isPaired(sources: AnswerSources, request: IncomingMessage, response: ServerResponse): boolean {
  const shown = readAuthorization(request.headers.authorization);
  if (shown && sources.pairing.knows(shown.credential, shown.secret)) return true;
  refuse(response, 401, 'not-paired', 'This browser is not paired with the home.', 'Open a one-time link: npm run tidewatt -- link');
  return false;
}

/** `POST /link`: a one-time link for another phone, asked for by a paired one. */
export function answerLink(sources: AnswerSources, request: IncomingMessage, response: ServerResponse): void {
  if (!isOwnOrigin(request)) return refuse(response, 403, 'foreign-origin', 'This page does not belong to the home.', 'Ask from the home’s own page.');
  if (isPaired(sources, request, response)) send(response, 200, { url: sources.newLink() } satisfies LinkAnswer);
}

const instantSchema = v.pipe(v.string(), v.regex(/^\d{1,16}$/), v.transform(Number), v.safeInteger());

/** `GET /history?from=MS&to=MS`: slots that are over. */
export async function answerHistory(sources: AnswerSources, request: IncomingMessage, response: ServerResponse, query: URLSearchParams): Promise<void> {
  if (!isPaired(sources, request, response)) return;
  const from = v.safeParse(instantSchema, query.get('from'));
  const to = v.safeParse(instantSchema, query.get('to'));
  if (!from.success || !to.success) return refuse(response, 400, 'wrong-range', '"from" and "to" are instants in ms UTC.', 'Give both.');
  try {
    const intervals = await sources.history(from.output, to.output);
    send(response, 200, { storeId: sources.storeId(), intervals: [...intervals] } satisfies HistoryMessage);
  } catch {
    refuse(response, 503, 'storage-down', 'The home’s storage does not answer at the moment.', 'Ask again in a minute.', { 'retry-after': '60' });
  }
}

/** `GET /health`: that it runs, and nothing about the home. */
export const answerHealth = (response: ServerResponse): void => send(response, 200, { ok: true });
