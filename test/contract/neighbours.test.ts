import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { get, type Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mqtt from 'mqtt';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Broker } from '../../device/broker/broker.ts';
import { listenWebSocket } from '../../device/broker/listeners.ts';
import { Archive } from '../../device/house/archive.ts';
import { serveApp } from '../../device/house/http/server.ts';
import { StaticFiles } from '../../device/house/http/staticFiles.ts';
import { MqttPipes } from '../../device/house/http/upgrade.ts';
import { CredentialFile } from '../../device/house/pairing/credentialFile.ts';
import { Pairing } from '../../device/house/pairing/pairing.ts';

const [PHONE, NEIGHBOUR] = ['127.0.0.1', '127.0.0.2'];
let folder: string;
let broker: Broker;
let server: Server;
let port: number;
const sockets = new Set<Socket>();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tidewatt-neighbours-'));
  broker = await Broker.start();
  broker.setCredentials([{ name: 'p1', role: 'phone', sha256: createHash('sha256').update('secret').digest('hex') }]);
  const webSocketPort = await listenWebSocket((socket, address) => broker.take(socket, 'webSocket', address));
  ({ server, port } = await serveApp(
    {
      front: { bind: PHONE, tls: null, host: PHONE },
      files: new StaticFiles(folder),
      pairing: new Pairing(new CredentialFile(join(folder, 'credentials.json')), () => 0),
      pipes: new MqttPipes(() => webSocketPort),
      storeId: () => 'store-1',
      archive: new Archive({ storage: { ask: () => Promise.reject(new Error('nothing is stored')) }, storeId: () => 'store-1', zone: 'UTC', tariff: () => null }),
      wall: () => 0,
      erase: () => Promise.resolve(),
      erased: () => undefined,
      leave: () => undefined,
      paired: () => undefined,
      newLink: () => '',
      fault: (error) => expect.fail(String(error)),
    },
    0,
  ));
});
afterEach(async () => {
  const ending = [...sockets].map((socket) => socket.closed || once(socket, 'close'));
  for (const socket of sockets) socket.destroy();
  await Promise.all(ending);
  sockets.clear();
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await broker.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A connection that says this and then holds its peace. */
async function hold(from: string, said = ''): Promise<Socket> {
  const socket = connect({ port, host: PHONE, localAddress: from }).on('error', () => undefined);
  sockets.add(socket);
  await once(socket, 'connect');
  socket.resume();
  if (said !== '') socket.write(said);
  return socket;
}
const UPGRADE = ['GET /mqtt HTTP/1.1', `Host: ${PHONE}`, 'Upgrade: websocket', 'Connection: Upgrade', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==', 'Sec-WebSocket-Version: 13', 'Sec-WebSocket-Protocol: mqtt', '', ''].join('\r\n');
const many = (count: number, from: string, said?: string): Promise<Socket[]> => Promise.all(Array.from({ length: count }, () => hold(from, said)));
const standing = (held: readonly Socket[]): number => held.filter((socket) => !socket.closed).length;

async function phone(): Promise<string> {
  const client = mqtt.connect(`ws://${PHONE}:${port}/mqtt`, { username: 'p1', password: 'secret', clientId: `p1/${randomUUID()}`, reconnectPeriod: 0, connectTimeout: 2_000 });
  const outcome = await new Promise<string>((resolve) => {
    client.on('connect', () => resolve('in'));
    client.on('error', (error) => resolve(error.message));
    client.on('close', () => resolve('closed'));
  });
  await client.endAsync(true);
  return outcome;
}
const times = async <T>(count: number, work: () => Promise<T>): Promise<T[]> => {
  const outcomes: T[] = [];
  for (let n = 0; n < count; n++) outcomes.push(await work());
  return outcomes;
};
const health = (from: string): Promise<number | string> =>
  new Promise((resolve) => get({ host: PHONE, port, path: '/health', localAddress: from, agent: false, timeout: 2_000 }, (answer) => resolve(answer.resume().statusCode ?? 0)).on('error', (error) => resolve(error.message)));

describe('a neighbour without a credential', () => {
  it('that holds 24 silent connections to the broker, and opens one for each that ends, keeps no phone out', async () => {
    const again = (socket: Socket): void => void socket.once('close', () => !isOver && void hold(NEIGHBOUR, UPGRADE).then(again, () => undefined));
    let isOver = false;
    for (const socket of await many(24, NEIGHBOUR, UPGRADE)) again(socket);
    expect(await times(6, phone)).toEqual(Array(6).fill('in'));
    isOver = true;
  });

  it('at the phone’s own address keeps it out no more', async () => {
    await many(24, PHONE, UPGRADE);
    expect(await times(5, phone)).toEqual(Array(5).fill('in'));
  });

  it('that holds 300 connections to the app’s port keeps nobody from it', async () => {
    const held = await many(300, NEIGHBOUR);
    expect(await times(10, () => health(PHONE))).toEqual(Array(10).fill(200));
    await expect.poll(() => standing(held)).toBeLessThanOrEqual(24);
    expect(await health(NEIGHBOUR)).toBe(200);
  });

  it('that is turned away and does not leave holds nothing', async () => {
    const held = await many(40, NEIGHBOUR, UPGRADE.replace('/mqtt', '/other'));
    await expect.poll(() => standing(held)).toBe(0);
  });

  it('of whom there are many, each with its share, keeps nobody out', async () => {
    const held = (await Promise.all(Array.from({ length: 12 }, (_, n) => many(20, `127.0.1.${n + 1}`)))).flat();
    expect(await times(5, () => health(PHONE))).toEqual(Array(5).fill(200));
    await expect.poll(() => standing(held)).toBeLessThanOrEqual(192);
  });
});
