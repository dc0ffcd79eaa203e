import { connect, createServer, type Server, type Socket } from 'node:net';
import { chmodSync, unlinkSync } from 'node:fs';
import { refuse } from './failure.ts';
import type { Health } from './pulse.ts';

export interface SocketAnswer {
  readonly id: string | null;
  readonly outcome: 'done' | 'refused';
  /** Stable reason id; null when done. */
  readonly reason: string | null;
  /** Only in the answer to `{"id":..,"ask":"health"}`. */
  readonly health?: Health;
}

/** Takes one line's JSON, answers by the callback, at once or later. */
export type OnRequest = (request: unknown, answer: (answer: SocketAnswer) => void) => void;

const LONGEST_LINE = 4_096;
const MOST_CLIENTS = 16;
/** Unanswered requests of one client. */
const MOST_OPEN = 64;
/** Length of a Unix socket's path on Linux, its closing NUL not counted. */
const LONGEST_PATH = 107;

/**
 * Local signals: a Unix socket that only the gateway's own user can open, a JSON line a request, a JSON line an answer.
 * @throws Refusal when the folder is in use by another gateway, or its path is too long.
 */
export async function serveSignals(path: string, onRequest: OnRequest): Promise<Server> {
  if (Buffer.byteLength(path) > LONGEST_PATH) throw refuse('state-path-too-long', `The path ${path} is too long for a socket.`, 'Give --state a folder with a shorter path.');
  if (await isAlive(path)) throw refuse('state-in-use', `Another gateway is running on the state folder of ${path}.`, 'Stop it first, or give --state another folder.');
  remove(path);
  const clients = new Set<Socket>();
  const server = createServer((socket) => {
    if (clients.size >= MOST_CLIENTS) return void socket.destroy();
    clients.add(socket);
    socket.on('close', () => clients.delete(socket));
    converse(socket, onRequest);
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(path, resolve));
  chmodSync(path, 0o600);
  server.on('close', () => clients.forEach((socket) => socket.destroy()));
  return server;
}

function converse(socket: Socket, onRequest: OnRequest): void {
  let rest = '';
  let open = 0;
  const answer = (line: SocketAnswer): void => {
    open -= 1;
    if (!socket.destroyed) socket.write(`${JSON.stringify(line)}\n`);
  };
  socket.setEncoding('utf8');
  // A caller that goes away before its answer is no fault of ours.
  socket.on('error', () => socket.destroy());
  socket.on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines.filter((each) => each.trim() !== '')) {
      open += 1;
      if (line.length > LONGEST_LINE) answer({ id: null, outcome: 'refused', reason: 'line-too-long' });
      else if (open > MOST_OPEN) answer({ id: null, outcome: 'refused', reason: 'busy' });
      else take(line, onRequest, answer);
    }
    if (rest.length > LONGEST_LINE) socket.destroy();
  });
}

function take(line: string, onRequest: OnRequest, answer: (answer: SocketAnswer) => void): void {
  let request: unknown;
  try {
    request = JSON.parse(line);
  } catch {
    return answer({ id: null, outcome: 'refused', reason: 'not-json' });
  }
  onRequest(request, answer);
}

/** A socket file that a dead gateway left behind refuses; one that answers is in use. */
function isAlive(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connect(path);
    probe.on('connect', () => {
      probe.destroy();
      resolve(true);
    });
    probe.on('error', () => resolve(false));
  });
}

function remove(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
}
