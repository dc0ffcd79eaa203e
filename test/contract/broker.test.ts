import { createHash } from 'node:crypto';
import { connect as connectTcp, type Socket } from 'node:net';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { WebSocket } from 'ws';
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';
import { generate } from 'mqtt-packet';
import { afterEach, beforeAll, afterAll, describe, expect, it } from 'vitest';
import type { BrokerCredential } from '../../device/channel.ts';
import { Broker } from '../../device/broker/broker.ts';
import { isPortTaken, listenTcp, listenWebSocket } from '../../device/broker/listeners.ts';

const credential = (name: string, role: BrokerCredential['role']): BrokerCredential => ({ name, role, sha256: createHash('sha256').update(`${name}-secret`).digest('hex') });
const everybody = [credential('house', 'house'), credential('control', 'control'), credential('zigbee', 'device'), credential('p1', 'phone'), credential('p2', 'phone')];

let broker: Broker;
let port: number;
let webSocketPort: number;
const clients: MqttClient[] = [];
const sockets: Socket[] = [];

beforeAll(async () => {
  broker = await Broker.start();
  port = await listenTcp((socket) => broker.take(socket, 'tcp'), 0, true);
  webSocketPort = await listenWebSocket((socket) => broker.take(socket, 'webSocket'));
  broker.setCredentials(everybody);
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.end(true);
  for (const socket of sockets.splice(0)) socket.destroy();
  broker.setCredentials(everybody);
});
afterAll(() => broker.close());

const options = (name: string, change: IClientOptions = {}): IClientOptions => ({
  clientId: `${name}/${Math.random().toString(36).slice(2)}`,
  username: name,
  password: `${name}-secret`,
  protocolVersion: 4,
  reconnectPeriod: 0,
  keepalive: 60,
  ...change,
});

function open(name: string, change: IClientOptions = {}, url = `mqtt://127.0.0.1:${port}`): MqttClient {
  const client = mqtt.connect(url, options(name, change));
  client.on('error', () => undefined);
  clients.push(client);
  return client;
}

/** What MQTT.js tells with its next event of a kind; its emitter is not typed as Node's. */
const happened = (client: MqttClient, event: 'connect' | 'close' | 'message'): Promise<unknown[]> => new Promise((resolve) => client.once(event, (...told: unknown[]) => resolve(told)));

async function connected(name: string, change: IClientOptions = {}, url?: string): Promise<MqttClient> {
  const client = open(name, change, url);
  await happened(client, 'connect');
  return client;
}

/** The CONNACK code of a refused client, or 'closed' when the connection ended without one. */
async function refusal(name: string, change: IClientOptions = {}): Promise<unknown> {
  const client = open(name, change);
  return new Promise((resolve) => {
    client.on('error', (error) => resolve('code' in error ? error.code : error.message));
    client.on('connect', () => resolve('connected'));
    client.on('close', () => setTimeout(() => resolve('closed'), 50));
  });
}

const granted = async (client: MqttClient, topic: string): Promise<number> => (await client.subscribeAsync(topic, { qos: 1 }).catch(() => [{ qos: 128 }]))[0]?.qos ?? -1;

async function raw(): Promise<Socket> {
  const socket = connectTcp(port, '127.0.0.1');
  socket.on('error', () => undefined);
  sockets.push(socket);
  await once(socket, 'connect');
  return socket;
}
const hello = (name: string): Buffer =>
  generate({ cmd: 'connect', clientId: `${name}/raw${Math.random().toString(36).slice(2)}`, protocolId: 'MQTT', protocolVersion: 4, clean: true, keepalive: 60, username: name, password: Buffer.from(`${name}-secret`) });

describe('what one program says in one breath', () => {
  it.each([
    ['retained, then live', { qos: 0, retain: true }, { qos: 0 }],
    ['asked for a receipt, then without', { qos: 1 }, { qos: 0 }],
    ['retained and with a receipt, then live', { qos: 1, retain: true }, { qos: 1 }],
  ] as const)('%s: all of it reaches who listens', async (_how, first, second) => {
    const listener = await connected('p1');
    await listener.subscribeAsync(['tw/state/+', 'tw/live/+'], { qos: 1 });
    const heard: string[] = [];
    listener.on('message', (_topic, payload, packet) => void (packet.retain || heard.push(payload.toString())));
    const house = await connected('house');
    const said = Array.from({ length: 40 }, (_, n) => `${n}`);
    for (const text of said) house.publish(Number(text) % 2 === 0 ? 'tw/state/home' : 'tw/live/grid', text, Number(text) % 2 === 0 ? first : second);
    await expect.poll(() => heard.length).toBe(said.length);
    // MQTT keeps the order within one quality of service only.
    expect(heard.sort((a, b) => Number(a) - Number(b))).toEqual(said);
    await house.publishAsync('tw/state/home', '', { retain: true, qos: 1 });
  });
});

describe('who gets into the broker', () => {
  it.each<[string, string, IClientOptions, number]>([
    ['a wrong secret', 'p1', { password: 'p2-secret' }, 4],
    ['no secret', 'p1', { password: '' }, 4],
    ['an unknown name', 'p9', {}, 4],
    ['a name of Object.prototype', 'constructor', {}, 4],
    ['the client id of another credential', 'p1', { clientId: 'p2/x' }, 2],
    ['a client id without a random part', 'p1', { clientId: 'p1' }, 2],
    ['an empty client id', 'p1', { clientId: '' }, 2],
    ['a will on a state topic', 'p1', { will: { topic: 'tw/state/grid', payload: Buffer.from('x'), qos: 0, retain: false } }, 5],
    ['a will on its own request topic', 'p1', { will: { topic: 'tw/request/p1', payload: Buffer.from('x'), qos: 0, retain: false } }, 5],
    ['a retained will on its own request topic', 'p1', { will: { topic: 'tw/request/p1', payload: Buffer.from('x'), qos: 0, retain: true } }, 5],
  ])('not with %s', async (_name, who, change, code) => expect(await refusal(who, change)).toBe(code));

  it('two tabs of one phone stay side by side', async () => {
    const first = await connected('p1');
    const second = await connected('p1');
    expect([first.connected, second.connected]).toEqual([true, true]);
  });

  it('waits with a CONNECT that came before the first credentials', async () => {
    const fresh = await Broker.start();
    const freshPort = await listenTcp((socket) => fresh.take(socket, 'tcp'), 0, true);
    const early = connected('p1', {}, `mqtt://127.0.0.1:${freshPort}`);
    await wait(100);
    fresh.setCredentials(everybody);
    expect((await early).connected).toBe(true);
    await fresh.close();
  });

  it('puts out a client whose credential is withdrawn, and does not send its will', async () => {
    const control = await connected('control');
    await control.subscribeAsync('zigbee2mqtt/#');
    const heard: string[] = [];
    control.on('message', (topic) => heard.push(topic));
    const bridge = await connected('zigbee', { will: { topic: 'zigbee2mqtt/plug', payload: Buffer.from('bye'), qos: 0, retain: false } });
    const closed = happened(bridge, 'close');
    broker.setCredentials(everybody.filter(({ name }) => name !== 'zigbee'));
    await closed;
    await control.publishAsync('zigbee2mqtt/plug/set', 'after');
    await expect.poll(() => heard).toEqual(['zigbee2mqtt/plug/set']);
  });

  it('keeps no session: what was published while a client was away is not waiting for it', async () => {
    const id = 'p1/same';
    const first = await connected('p1', { clean: false, clientId: id });
    await first.subscribeAsync('tw/live/grid', { qos: 1 });
    await first.endAsync(true);
    const second = open('p1', { clean: false, clientId: id });
    const [connack] = await happened(second, 'connect');
    expect(connack).toMatchObject({ sessionPresent: false });
  });

  it('serves MQTT over WebSocket, and refuses the page of another origin', async () => {
    expect((await connected('p1', {}, `ws://127.0.0.1:${webSocketPort}/mqtt`)).connected).toBe(true);
    const foreign = new WebSocket(`ws://127.0.0.1:${webSocketPort}/mqtt`, 'mqtt', { origin: 'https://elsewhere.example' });
    foreign.on('error', () => undefined);
    const [, response] = await once(foreign, 'unexpected-response');
    expect(response).toMatchObject({ statusCode: 403 });
  });

  it('says so when the port that was asked for is taken, and takes another when none was asked for', async () => {
    const error: unknown = await listenTcp(() => undefined, port, true).catch((reason: unknown) => reason);
    expect(isPortTaken(error)).toBe(true);
    expect(await listenTcp(() => undefined, port, false)).not.toBe(port);
  });
});

describe('the access list at the broker', () => {
  it('answers a refused subscription with 128 and goes on', async () => {
    const phone = await connected('p1');
    expect([await granted(phone, '#'), await granted(phone, 'tw/reply/p2'), await granted(phone, 'tw/state/+')]).toEqual([128, 128, 1]);
  });

  it('ends a client that publishes where it may not, and nobody hears it', async () => {
    const house = await connected('house');
    await house.subscribeAsync('tw/#');
    const heard: string[] = [];
    house.on('message', (topic) => heard.push(topic));
    const phone = await connected('p1');
    const closed = happened(phone, 'close');
    phone.publish('tw/state/grid', 'forged', { retain: true });
    await closed;
    await house.publishAsync('tw/live/grid', 'after');
    await expect.poll(() => heard).toEqual(['tw/live/grid']);
  });

  it('sends the will of a client that vanished', async () => {
    const control = await connected('control');
    await control.subscribeAsync('zigbee2mqtt/#');
    const heard = happened(control, 'message');
    const bridge = await connected('zigbee', { will: { topic: 'zigbee2mqtt/plug', payload: Buffer.from('gone'), qos: 0, retain: false } });
    bridge.stream.destroy();
    expect(String((await heard)[1])).toBe('gone');
  });

  it('grants 32 subscriptions and no more; one given back makes room', async () => {
    const house = await connected('house');
    for (let n = 0; n < 32; n++) expect(await granted(house, `tw/t/${n}`)).toBe(1);
    expect(await granted(house, 'tw/t/32')).toBe(128);
    await house.unsubscribeAsync('tw/t/0');
    expect(await granted(house, 'tw/t/32')).toBe(1);
  });

  it('keeps 512 retained topics of a device bridge and refuses the next', async () => {
    const bridge = await connected('zigbee');
    for (let n = 0; n < 512; n++) await bridge.publishAsync(`zigbee2mqtt/d${n}`, 'x', { retain: true, qos: 1 });
    await bridge.publishAsync('zigbee2mqtt/d0', '', { retain: true, qos: 1 });
    await bridge.publishAsync('zigbee2mqtt/d512', 'x', { retain: true, qos: 1 });
    const closed = happened(bridge, 'close');
    bridge.publish('zigbee2mqtt/d513', 'x', { retain: true });
    await closed;
  });
});

describe('a hostile client', () => {
  it('is put out at the header of a packet it declares too large', async () => {
    const socket = await raw();
    socket.write(hello('p1'));
    await once(socket, 'data');
    const closed = once(socket, 'close');
    socket.write(Buffer.from([0x30, 0xff, 0xff, 0xff, 0x7f, 0x00, 0x01]));
    await closed;
  });

  it('is put out when it sends much without saying who it is', async () => {
    const socket = await raw();
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.write(Buffer.concat([hello('p9'), Buffer.alloc(70_000, 0xc0)]));
    await closed;
  });

  it('at the door of the app cannot keep the gateway itself out', async () => {
    const doors = Array.from({ length: 60 }, () => new WebSocket(`ws://127.0.0.1:${webSocketPort}/mqtt`, 'mqtt'));
    const refused = doors.map((door) => new Promise<boolean>((resolve) => door.on('error', () => resolve(true)).on('close', () => resolve(true)).on('open', () => setTimeout(() => resolve(false), 300))));
    expect((await Promise.all(refused)).filter((out) => !out)).toHaveLength(6);
    expect((await connected('house')).connected).toBe(true);
    for (const door of doors) door.terminate();
  });

  it('that never says who it is, is put out within 5 s', async () => {
    const socket = await raw();
    const begun = performance.now();
    await new Promise((resolve) => socket.once('close', resolve));
    expect(performance.now() - begun).toBeLessThan(5_500);
  });

  it('that does not read is cut off at its queue, and the broker waits for nobody', async () => {
    const house = await connected('house');
    const slow = await raw();
    slow.write(Buffer.concat([hello('p1'), generate({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic: 'tw/live/+', qos: 0 }] })]));
    await once(slow, 'data');
    slow.pause();
    const good = await connected('p2');
    await good.subscribeAsync('tw/live/+', { qos: 1 });
    let heard = 0;
    good.on('message', () => heard++);
    const payload = Buffer.alloc(16_384);
    for (let n = 0; n < 1_000; n++) await house.publishAsync('tw/live/grid', payload, { qos: 1 });
    await expect.poll(() => heard).toBe(1_000);
    const closed = once(slow, 'close');
    slow.resume();
    await closed;
  });
});
