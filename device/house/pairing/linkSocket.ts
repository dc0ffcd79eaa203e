import { chmodSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';

const MOST_BYTES = 1_024;
const ANSWER_WITHIN = 2_000;

/** Where `npm run tidewatt -- link` asks: who can open it may read the state folder anyway. */
export const linkSocketPath = (stateDir: string): string => join(stateDir, 'house.sock');

/**
 * A line `{"type":"link"}` is answered by a line `{"url":"..."}`; anything else by `{"error":{...}}`.
 * @param failed hears why there is no socket: a path too long for the system, say. The home goes on without it.
 */
export function serveLinks(stateDir: string, newLink: () => string, failed: (error: Error) => void): Server {
  const path = linkSocketPath(stateDir);
  // Control runs one house at a time: what lies there is left over.
  rmSync(path, { force: true });
  const server = createServer((socket) => serve(socket, newLink));
  server.maxConnections = 4;
  server.on('error', failed);
  server.listen(path, () => chmodSync(path, 0o600));
  return server;
}

function serve(socket: Socket, newLink: () => string): void {
  let text = '';
  socket.setEncoding('utf8').setTimeout(ANSWER_WITHIN, () => socket.destroy());
  socket.on('error', () => socket.destroy());
  socket.on('data', (part: string) => {
    text += part;
    if (text.length > MOST_BYTES) socket.destroy();
    else if (text.includes('\n')) socket.end(`${JSON.stringify(answer(text, newLink))}\n`);
  });
}

function answer(line: string, newLink: () => string): object {
  return isLinkRequest(line) ? { url: newLink() } : { error: { id: 'unknown-request', message: 'This is not a question that house answers.', remedy: 'Ask {"type":"link"}.' } };
}

function isLinkRequest(line: string): boolean {
  try {
    const asked: unknown = JSON.parse(line);
    return typeof asked === 'object' && asked !== null && 'type' in asked && asked.type === 'link';
  } catch {
    return false;
  }
}
