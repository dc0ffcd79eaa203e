import { setTimeout as wait } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { backoff } from '../backoff.ts';
import { agentFor, HttpFault } from './agent.ts';
import { ask } from './ask.ts';
import { Credentials } from './login.ts';
import { pushed } from './pushed.ts';
import type { AskWish, FromHttp, HttpWish, PushedWish } from './wish.ts';

type Say = (message: FromHttp) => void;
/** A device that says no is not asked again at once: it may count wrong tokens. */
const REFUSED_WAIT_MS = 60_000;

/** The thread that speaks HTTP for a meter, so that control's own does not. It tries for ever, ever more slowly. */
async function serve(wish: HttpWish, say: Say, signal: AbortSignal): Promise<void> {
  const once = wish.kind === 'ask' ? asking(wish) : pushing(wish);
  let attempt = 0;
  while (!signal.aborted) {
    try {
      await once(say, () => (attempt = 0), signal);
    } catch (error) {
      const reason = error instanceof HttpFault ? error.reason : String(error);
      say({ type: 'lost', reason });
      await wait(reason === 'not-allowed' ? REFUSED_WAIT_MS : backoff(attempt++, Math.random()), undefined, { signal }).catch(() => undefined);
    }
  }
}

/** @returns one connection's life: it ends by a fault. */
type Life = (say: Say, worked: () => void, signal: AbortSignal) => Promise<void>;

function asking(wish: AskWish): Life {
  const agent = agentFor(new URL(wish.url));
  const credentials = wish.login ? new Credentials(wish.login) : null;
  return async (say, worked, signal) => {
    for (let open = false; !signal.aborted; open = true) {
      const started = performance.now();
      const text = await ask(wish, agent, credentials, signal);
      if (!open) say({ type: 'opened' });
      worked();
      say({ type: 'body', text });
      await wait(Math.max(0, wish.every - (performance.now() - started)), undefined, { signal }).catch(() => undefined);
    }
  };
}

function pushing(wish: PushedWish): Life {
  return async (say, worked, signal) => {
    let open = false;
    const opened = (): void => {
      if (!open) say({ type: 'opened' });
      open = true;
      worked();
    };
    await pushed(wish, opened, (text) => say({ type: 'body', text }), signal);
  };
}

if (parentPort) {
  const port = parentPort;
  const ending = new AbortController();
  // Any word from the parent means: end.
  port.once('message', () => ending.abort());
  void serve(workerData as HttpWish, (message) => port.postMessage(message), ending.signal).then(() => port.close());
}
