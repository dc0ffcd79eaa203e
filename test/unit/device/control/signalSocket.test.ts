import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serveSignals, type OnRequest } from '../../../../device/control/signalSocket.ts';

let folder = '';
let server: Server | null = null;
const clients: Socket[] = [];
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'tidewatt-socket-'))));
afterEach(() => {
  for (const client of clients.splice(0)) client.destroy();
  server?.close();
  rmSync(folder, { recursive: true, force: true });
});

const path = (): string => join(folder, 'control.sock');
const echo: OnRequest = (request, answer) => answer({ id: String((request as { id: unknown }).id), outcome: 'done', reason: null });

async function client(): Promise<{ readonly socket: Socket; next(): Promise<unknown> }> {
  const socket = connect(path());
  clients.push(socket);
  socket.on('error', () => undefined);
  const lines = createInterface({ input: socket })[Symbol.asyncIterator]();
  await once(socket, 'connect');
  return { socket, next: async () => JSON.parse(String((await lines.next()).value)) as unknown };
}

describe('the local socket', () => {
  it('is for the gateway\'s own user only, and answers each line, also those that come cut', async () => {
    server = await serveSignals(path(), echo);
    expect(statSync(path()).mode & 0o777).toBe(0o600);
    const { socket, next } = await client();
    socket.write('{"id":"a"}\n{"id"');
    expect(await next()).toEqual({ id: 'a', outcome: 'done', reason: null });
    socket.write(':"b"}\n');
    expect(await next()).toEqual({ id: 'b', outcome: 'done', reason: null });
  });

  it('answers what is no JSON or too long, and goes on', async () => {
    server = await serveSignals(path(), echo);
    const { socket, next } = await client();
    socket.write('limit please\n');
    expect(await next()).toMatchObject({ outcome: 'refused', reason: 'not-json' });
    socket.write(`{"id":"${'x'.repeat(5_000)}"}\n{"id":"c"}\n`);
    expect(await next()).toMatchObject({ outcome: 'refused', reason: 'line-too-long' });
    expect(await next()).toMatchObject({ id: 'c', outcome: 'done' });
  });

  it('lets go of a caller that never ends its line, and of the seventeenth', async () => {
    server = await serveSignals(path(), echo);
    const endless = await client();
    endless.socket.write('x'.repeat(20_000));
    await once(endless.socket, 'close');
    const sixteen = await Promise.all(Array.from({ length: 16 }, client));
    const extra = await client();
    await once(extra.socket, 'close');
    sixteen[0]?.socket.write('{"id":"d"}\n');
    expect(await sixteen[0]?.next()).toMatchObject({ id: 'd' });
  });

  it('takes the place of a socket that a killed gateway left behind, not of one that is in use', async () => {
    writeFileSync(path(), '');
    server = await serveSignals(path(), echo);
    await expect(serveSignals(path(), echo)).rejects.toMatchObject({ id: 'state-in-use' });
  });

  it('says so when the path is too long for a socket', async () => {
    await expect(serveSignals(join(folder, 'x'.repeat(100)), echo)).rejects.toMatchObject({ id: 'state-path-too-long' });
  });
});
