import type { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { generate } from 'mqtt-packet';
import { join311, type BrokerUnderTest } from './brokerUnderTest.ts';

/** As many as one credential may open, less two: the figure is their mean, so that the noise of one process is shared. */
const CLIENTS = 14;
const ROUNDS = 300;

const publish = (topic: string, bytes: number): Buffer => generate({ cmd: 'publish', topic, payload: Buffer.alloc(bytes), qos: 0, dup: false, retain: false });

/** Begins a packet as large as it may be and never ends it, subscribes, and never reads. */
async function hostile(port: number): Promise<Socket> {
  const socket = await join311(port, 'phone');
  socket.pause();
  socket.write(generate({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic: 'tw/live/+', qos: 0 }] }));
  socket.write(publish('tw/request/phone', 65_000).subarray(0, 64_900));
  return socket;
}

/** Thousands of the smallest packets in one breath. */
async function flood(port: number): Promise<Socket> {
  const socket = await join311(port, 'phone');
  socket.pause();
  socket.write(Buffer.alloc(65_536, Buffer.from([0xc0, 0x00])));
  return socket;
}

/** MiB by which the broker grows for each hostile client, at most, while the house goes on speaking. */
export async function hostileMemory(broker: BrokerUnderTest, kind: 'unread' | 'flood'): Promise<number> {
  const house = await join311(broker.port, 'house');
  for (let n = 0; n < ROUNDS; n++) house.write(publish('tw/live/grid', 16_000));
  await wait(2_000);
  const before = broker.resident();
  let most = before;
  const all = await Promise.all(Array.from({ length: CLIENTS }, () => (kind === 'unread' ? hostile : flood)(broker.port)));
  for (let n = 0; n < ROUNDS; n++) {
    house.write(publish('tw/live/grid', n % 2 ? 16_000 : 900));
    await wait(5);
    most = Math.max(most, broker.resident());
  }
  for (const socket of [...all, house]) socket.destroy();
  return (most - before) / CLIENTS;
}
