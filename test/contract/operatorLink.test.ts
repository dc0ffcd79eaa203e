import { createServer, type AddressInfo, type Server } from 'node:net';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Aedes } from 'aedes';
import mqtt, { type MqttClient } from 'mqtt';
import { afterEach, expect, it } from 'vitest';
import type { FromHouse } from '../../device/channel.ts';
import { Operators } from '../../device/house/operators.ts';
import { exampleTariff } from '../../device/house/exampleTariff.ts';

const ISSUER = 'dso';
const folder = mkdtempSync(join(tmpdir(), 'tidewatt-operator-'));
const ends: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** The operator's own broker on a port, open to everybody. */
async function broker(port = 0): Promise<{ readonly port: number; end(): Promise<void> }> {
  const aedes = await Aedes.createBroker();
  const server: Server = createServer((socket) => aedes.handle(socket)).listen(port, '127.0.0.1');
  await once(server, 'listening');
  const end = (): Promise<void> => new Promise((resolve) => aedes.close(() => server.close(() => resolve())));
  return { port: (server.address() as AddressInfo).port, end };
}

/** The desk of the operator: says a message and hears the answers. */
async function desk(port: number): Promise<{ readonly client: MqttClient; readonly heard: unknown[] }> {
  const client = mqtt.connect(`mqtt://127.0.0.1:${port}`, { reconnectPeriod: 200 });
  const heard: unknown[] = [];
  client.on('message', (_topic, payload) => heard.push(JSON.parse(payload.toString())));
  await new Promise<void>((resolve) => client.once('connect', () => resolve()));
  await client.subscribeAsync(`tw/signal-answer/${ISSUER}`, { qos: 1 });
  ends.push(() => client.endAsync(true));
  return { client, heard };
}

/** A home that goes to that broker; control's part is played by the test. */
function home(port: number): { readonly operators: Operators; readonly told: FromHouse[] } {
  const told: FromHouse[] = [];
  const operators = new Operators({ stateDir: folder, tariff: () => exampleTariff('Europe/London', 'GBP'), tell: (message) => told.push(message), publish: () => undefined, now: () => null, message: () => undefined, tariffChanged: () => undefined });
  operators.connect([{ issuer: ISSUER, url: `mqtt://127.0.0.1:${port}`, user: 'home-17', password: '' }]);
  ends.push(() => operators.stop());
  return { operators, told };
}

const payload = (jti: string, seq: number): string => `e30.${Buffer.from(JSON.stringify({ jti, seq })).toString('base64url')}.AA`;

it('a home that goes to its operator’s broker hears its signed messages there, answers there, and comes back when the broker was away', async () => {
  ends.push(() => rmSync(folder, { recursive: true, force: true }));
  const first = await broker();
  const { operators, told } = home(first.port);
  const before = await desk(first.port);
  await expect.poll(() => (before.client.publish(`tw/signal/${ISSUER}`, payload('a', 1), { qos: 1 }), told.length), { interval: 200 }).toBeGreaterThan(0);
  const [signed] = told;
  if (signed?.type !== 'signed') throw new Error(`control was told ${JSON.stringify(signed)}`);
  expect(signed.jws).toBe(payload('a', 1));
  operators.answered({ type: 'signal-answer', id: signed.id, outcome: 'refused', reason: 'wrong-signature' });
  await expect.poll(() => before.heard[0]).toEqual({ jti: 'a', seq: 1, outcome: 'refused', reason: 'wrong-signature', at: null });
  // A message for somebody else on the same broker is nothing to this home.
  const known = told.length;
  before.client.publish('tw/signal/other', payload('b', 2), { qos: 1 });

  await before.client.endAsync(true);
  await first.end();
  const second = await broker(first.port);
  ends.push(() => second.end());
  const after = await desk(first.port);
  await expect.poll(() => (after.client.publish(`tw/signal/${ISSUER}`, payload('c', 3), { qos: 1 }), told.slice(known).map((message) => (message.type === 'signed' ? message.jws : message.type))), { interval: 300 }).toContain(payload('c', 3));
  expect(told.some((message) => message.type === 'signed' && message.jws === payload('b', 2))).toBe(false);
});
