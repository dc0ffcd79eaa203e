import WebSocket from 'ws';
import { signal, until } from './chaosHome.ts';

/** A running process from the inside, by Node's own inspector: no hook in the product is needed to break it. */
export interface Inside {
  /** Runs an expression in the main thread; not waited for, since it may never end. */
  main(expression: string): void;
  /** ... and in its only worker thread. */
  worker(expression: string): Promise<void>;
  close(): void;
}

/** Fills the heap until V8 gives up. */
export const EAT_MEMORY = 'globalThis.eaten = []; for (;;) globalThis.eaten.push(new Array(100_000).fill(Math.random()));';
export const blockFor = (seconds: number): string => `Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ${seconds * 1_000})`;
export const END_THREAD = 'process.exit(1)';

interface Message {
  readonly method?: string;
  readonly params?: { readonly sessionId?: string };
}

/** An inspector that is open says so once. */
const opened = new Map<number, string>();

function openInspector(pid: number, words: () => string): Promise<string> {
  const before = words().length;
  signal(pid, 'SIGUSR1');
  return until(`process ${pid} opens its inspector`, () => /Debugger listening on (ws:\S+)/.exec(words().slice(before))?.[1]);
}

/**
 * SIGUSR1 opens the inspector on a free port (`NODE_OPTIONS=--inspect-port=0`) and the process says where.
 * @param words what the processes have written to standard error so far.
 */
export async function lookInside(pid: number, words: () => string): Promise<Inside> {
  const url = opened.get(pid) ?? (await openInspector(pid, words));
  opened.set(pid, url);
  const socket = new WebSocket(url);
  const sessions: string[] = [];
  socket.on('error', () => undefined);
  socket.on('message', (bytes: Buffer) => {
    const { method, params } = JSON.parse(bytes.toString()) as Message;
    if (method === 'NodeWorker.attachedToWorker' && params?.sessionId !== undefined) sessions.push(params.sessionId);
  });
  await new Promise<void>((resolve, reject) => socket.once('open', resolve).once('error', reject));
  let id = 0;
  const call = (method: string, params: unknown): string => JSON.stringify({ id: ++id, method, params });
  const evaluate = (expression: string): string => call('Runtime.evaluate', { expression, includeCommandLineAPI: true });
  return {
    main: (expression) => socket.send(evaluate(expression)),
    worker: async (expression) => {
      socket.send(call('NodeWorker.enable', { waitForDebuggerOnStart: false }));
      const sessionId = await until('the process has a worker thread', () => sessions[0]);
      socket.send(call('NodeWorker.sendMessageToWorker', { sessionId, message: evaluate(expression) }));
    },
    close: () => socket.terminate(),
  };
}
