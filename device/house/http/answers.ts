import type { IncomingMessage, ServerResponse } from 'node:http';
import * as v from 'valibot';
import { pairRequestSchema, type LinkAnswer, type PairAnswer } from '#wire/pairing.ts';
import type { Pairing } from '../pairing/pairing.ts';
import { isOwnOrigin } from '../../origin.ts';
import { neighbourOf } from '../../fairPlaces.ts';
import { jsonBody } from './jsonBody.ts';
import { isPaired } from './paired.ts';
import { refuse, send } from './say.ts';

export interface AnswerSources {
  readonly pairing: Pairing;
  readonly storeId: () => string;
  /** A phone was paired or shut out: the broker must hear of it. */
  readonly paired: () => void;
  /** The URL with a new one-time link. */
  readonly newLink: () => string;
}

/** The broker hears of a new phone by way of control; the phone asks it next. */
const BROKER_LEARNS = 150;

/** `POST /pair`: the token of the one-time link for a credential. */
export async function answerPair(sources: AnswerSources, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!isOwnOrigin(request)) return refuse(response, 403, 'foreign-origin', 'This page does not belong to the home.', 'Open the one-time link itself.');
  const body = v.safeParse(pairRequestSchema, await jsonBody(request));
  if (!body.success) return refuse(response, 400, 'wrong-body', 'The request does not carry a link.', 'Open the one-time link that the gateway printed.');
  const paired = sources.pairing.redeem(body.output.token, neighbourOf(request.socket.remoteAddress ?? ''));
  if (!paired.ok && paired.reason === 'too-many') return refuse(response, 429, 'too-many', 'Too many wrong links came from this address.', 'Wait a minute, or open a link that is good.', { 'retry-after': '60' });
  if (!paired.ok) return refuse(response, 403, 'link-spent', 'This link was used already, or has run out.', 'Make another one: npm run tidewatt -- link');
  sources.paired();
  await new Promise((resolve) => setTimeout(resolve, BROKER_LEARNS));
  const { credential, secret } = paired;
  send(response, 200, { credential, secret, storeId: sources.storeId() } satisfies PairAnswer);
}

/** `POST /link`: a one-time link for another phone, asked for by a paired one. */
export function answerLink(sources: AnswerSources, request: IncomingMessage, response: ServerResponse): void {
  if (!isOwnOrigin(request)) return refuse(response, 403, 'foreign-origin', 'This page does not belong to the home.', 'Ask from the home’s own page.');
  if (isPaired(sources.pairing, request, response)) send(response, 200, { url: sources.newLink() } satisfies LinkAnswer);
}

/** `GET /health`: that it runs, and nothing about the home. */
export const answerHealth = (response: ServerResponse): void => send(response, 200, { ok: true });
