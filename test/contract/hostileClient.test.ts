import { fork, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { generate } from 'mqtt-packet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FromBroker } from '../../device/channel.ts';
import { bundle, type Bundle } from '../fakes/bundle.ts';

/** As many as one credential may open, less two: the figure is their mean, so that the noise of one process is shared. */
const CLIENTS = 14;
const BUDGET = 2;

let bundles: Bundle;
let broker: ChildProcess;
let port: number;
beforeAll(async () => {
  bundles = await bundle({ broker: 'device/broker/main.ts' });
  broker = fork(bundles.file('broker'), ['--mqtt-port', '0'], { execArgv: ['--max-semi-space-size=2'] });
  port = await new Promise<number>((resolve) => broker.on('message', (message: FromBroker) => message.type === 'ready' && resolve(message.mqttPort)));
  const sha256 = createHash('sha256').update('secret').digest('hex');
  broker.send({ type: 'credentials', credentials: [{ name: 'p1', role: 'phone', sha256 }, { name: 'house', role: 'house', sha256 }] });
});
afterAll(async () => {
  broker.kill();
  await bundles.remove();
});

const status = (): string => `/proc/${broker.pid}/status`;
const residentMiB = (): number => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(status(), 'utf8'))?.[1]) / 1_024;
const publish = (topic: string, bytes: number): Buffer => generate({ cmd: 'publish', topic, payload: Buffer.alloc(bytes), qos: 0, dup: false, retain: false });

async function client(name: string): Promise<Socket> {
  const socket = connect(port, '127.0.0.1').on('error', () => undefined);
  socket.write(generate({ cmd: 'connect', clientId: `${name}/${Math.random().toString(36).slice(2)}`, protocolId: 'MQTT', protocolVersion: 4, clean: true, keepalive: 60, username: name, password: Buffer.from('secret') }));
  await once(socket, 'data');
  return socket;
}

/** Mean growth of the broker by each of so many hostile clients, MiB. @param meanwhile ends when the broker has done its worst. */
async function growth(begin: () => Promise<Socket>, meanwhile: (look: () => void) => Promise<void>): Promise<number> {
  const before = residentMiB();
  let most = before;
  const all = await Promise.all(Array.from({ length: CLIENTS }, begin));
  await meanwhile(() => void (most = Math.max(most, residentMiB())));
  for (const socket of all) socket.destroy();
  return (most - before) / CLIENTS;
}

/** Asks in one breath for 32 768 answers, and reads none. */
async function flood(): Promise<Socket> {
  const socket = await client('p1');
  socket.pause();
  socket.write(Buffer.alloc(65_536, Buffer.from([0xc0, 0x00])));
  return socket;
}

/** Begins a packet as large as it may be and never ends it, subscribes, and never reads again. */
async function hostile(): Promise<Socket> {
  const socket = await client('p1');
  socket.pause();
  socket.write(generate({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic: 'tw/live/+', qos: 0 }] }));
  socket.write(publish('tw/request/p1', 65_000).subarray(0, 64_900));
  return socket;
}

describe('hostile clients', () => {
  it(`make the broker hold at most ${BUDGET} MiB each, whatever they leave unfinished and unread`, async (context) => {
    if (!existsSync(status())) return context.skip('memory is read from /proc, which this system does not have');
    const house = await client('house');
    for (let n = 0; n < 300; n++) house.write(publish('tw/live/grid', 16_000));
    await wait(1_500);
    const each = await growth(hostile, async (look) => {
      for (let n = 0; n < 300; n++) {
        house.write(publish('tw/live/grid', n % 2 ? 16_000 : 900));
        await wait(5);
        look();
      }
    });
    console.log(`broker: ${each.toFixed(2)} MiB a hostile client, mean of ${CLIENTS}`);
    expect(each).toBeLessThanOrEqual(BUDGET);
    house.destroy();
  });

  it(`make it hold no more by the smallest packets that there are, thousands in one breath`, async (context) => {
    if (!existsSync(status())) return context.skip('memory is read from /proc, which this system does not have');
    const each = await growth(flood, async (look) => {
      for (let n = 0; n < 150; n++) {
        await wait(10);
        look();
      }
    });
    console.log(`broker: ${each.toFixed(2)} MiB a client that floods, mean of ${CLIENTS}`);
    expect(each).toBeLessThanOrEqual(BUDGET);
  });
});
