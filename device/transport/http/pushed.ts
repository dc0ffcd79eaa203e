import { WebSocket } from 'ws';
import { agentFor, HttpFault } from './agent.ts';
import { codeOf } from './ask.ts';
import type { PushedWish } from './wish.ts';

const LONGEST_MESSAGE = 65_536;
const CONNECT_WITHIN_MS = 10_000;

/** Hands on what is pushed until the connection ends. @param opened at the first message of use. @throws HttpFault always, with why it ended. */
export async function pushed({ url, replies, content, silence }: PushedWish, opened: () => void, body: (text: string) => void, signal: AbortSignal): Promise<never> {
  const address = new URL(url);
  const agent = agentFor(address);
  address.hash = '';
  const socket = new WebSocket(address, { agent, maxPayload: LONGEST_MESSAGE, handshakeTimeout: CONNECT_WITHIN_MS, perMessageDeflate: false, followRedirects: false });
  const quiet = setTimeout(() => socket.terminate(), silence).unref();
  const stop = (): void => socket.terminate();
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await new Promise<never>((_, reject) => {
      socket.on('message', (data) => {
        quiet.refresh();
        const text = String(data);
        const type = typeOf(text);
        const reply = type === undefined ? undefined : replies[type];
        if (reply !== undefined) socket.send(reply);
        if (type === 'error') reject(new HttpFault('not-allowed'));
        if (type !== content) return;
        opened();
        body(text.replaceAll(/[\r\n]+/g, ' '));
      });
      socket.once('unexpected-response', (_request, { statusCode }) => reject(new HttpFault(statusCode === 401 || statusCode === 403 ? 'not-allowed' : `http-${statusCode ?? 0}`)));
      socket.once('error', (error) => reject(error instanceof HttpFault ? error : new HttpFault(codeOf(error))));
      socket.once('close', () => reject(new HttpFault('closed')));
    });
  } finally {
    clearTimeout(quiet);
    signal.removeEventListener('abort', stop);
    socket.on('error', () => undefined);
    socket.terminate();
    agent.destroy();
  }
}

function typeOf(text: string): string | undefined {
  try {
    const type: unknown = (JSON.parse(text) as { readonly type?: unknown } | null)?.type;
    return typeof type === 'string' ? type : undefined;
  } catch {
    return undefined;
  }
}
