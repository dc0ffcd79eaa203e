import { request as plain, type Agent, type IncomingMessage } from 'node:http';
import { request as secure } from 'node:https';
import { HttpFault } from './agent.ts';
import type { Credentials } from './login.ts';
import type { AskWish } from './wish.ts';

const ANSWER_WITHIN_MS = 5_000;
/** A device's answer is a few kB. */
const LONGEST_BODY = 65_536;

/** One answer, without its line ends. Redirections are not followed. @param credentials null = it asks for none. @throws HttpFault with a reason. */
export async function ask(wish: AskWish, agent: Agent, credentials: Credentials | null, signal: AbortSignal): Promise<string> {
  const within = AbortSignal.any([signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]);
  try {
    const answer = await allowedAnswer(wish, agent, credentials, within);
    if (answer.statusCode !== 200) {
      answer.resume();
      throw new HttpFault(answer.statusCode === 401 || answer.statusCode === 403 ? 'not-allowed' : `http-${answer.statusCode ?? 0}`);
    }
    return (await bodyOf(answer)).replaceAll(/[\r\n]+/g, ' ');
  } catch (error) {
    throw error instanceof HttpFault ? error : new HttpFault(within.aborted ? 'no-answer' : codeOf(error));
  }
}

export const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code).toLowerCase() : 'failed');

/** Where the device says no and asks who it is, it is told once. */
async function allowedAnswer({ url, headers }: AskWish, agent: Agent, credentials: Credentials | null, within: AbortSignal): Promise<IncomingMessage> {
  const address = new URL(url);
  const once = (): Promise<IncomingMessage> => {
    const authorization = credentials?.headerFor(address.pathname + address.search);
    return answerTo(address, authorization ? { ...headers, authorization } : headers, agent, within);
  };
  const answer = await once();
  if (answer.statusCode !== 401 || !credentials?.challenged(answer.headers['www-authenticate'])) return answer;
  answer.resume();
  return once();
}

function answerTo(url: URL, headers: Readonly<Record<string, string>>, agent: Agent, signal: AbortSignal): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? secure : plain;
    send(url, { headers: { accept: 'application/json', ...headers }, agent, signal }, resolve).once('error', reject).end();
  });
}

async function bodyOf(answer: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of answer as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > LONGEST_BODY) throw new HttpFault('too-long');
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}
