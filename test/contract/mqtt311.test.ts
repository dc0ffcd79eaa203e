import { generate, type IPublishPacket, type Packet } from 'mqtt-packet';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Broker } from '../../device/broker/broker.ts';
import { listenTcp } from '../../device/broker/listeners.ts';
import { credential, hello, MqttCaller } from '../fakes/mqttCaller.ts';

/** What an MQTT 3.1.1 client may expect of any broker, and where this one says no on purpose. */
let broker: Broker;
let port: number;
const notes: string[] = [];
const callers: MqttCaller[] = [];
const everybody = [credential('house', 'house'), credential('control', 'control'), credential('bridge', 'device'), credential('p1', 'phone'), credential('p2', 'phone')];

beforeAll(async () => {
  broker = await Broker.start((sentence) => notes.push(sentence));
  port = await listenTcp((socket) => broker.take(socket, 'tcp'), 0, true);
});
beforeEach(() => broker.setCredentials(everybody));
afterEach(() => {
  vi.useRealTimers();
  for (const caller of callers.splice(0)) caller.vanish();
  notes.length = 0;
});
afterAll(() => broker.close());

async function known(name: string, change: Parameters<typeof hello>[1] = {}): Promise<MqttCaller> {
  const caller = await MqttCaller.known(port, name, change);
  callers.push(caller);
  return caller;
}
const dial = async (): Promise<MqttCaller> => {
  const caller = await MqttCaller.dial(port);
  callers.push(caller);
  return caller;
};
const say = (topic: string, payload: string, change: Partial<IPublishPacket> = {}): IPublishPacket => ({ cmd: 'publish', topic, payload, qos: 0, dup: false, retain: false, ...change });
const listenTo = (caller: MqttCaller, ...filters: readonly (readonly [string, 0 | 1 | 2])[]): Promise<Packet | null> =>
  caller.ask({ cmd: 'subscribe', messageId: 1, subscriptions: filters.map(([topic, qos]) => ({ topic, qos })) }, 'suback');
const heardBy = (caller: MqttCaller): unknown[] => caller.heard.flatMap((packet) => (packet.cmd === 'publish' ? [[packet.topic, packet.payload.toString(), packet.qos, packet.retain]] : []));
/** All that the broker had for a client before it answers a ping. */
async function allHeardBy(caller: MqttCaller): Promise<unknown[]> {
  for (let turn = 0; turn < 3; turn++) {
    const from = caller.heard.length;
    caller.say({ cmd: 'pingreq' });
    await caller.next('pingresp', from);
  }
  return heardBy(caller);
}

describe('messages', () => {
  it('at each quality of service arrive, as good as the lesser of publisher and listener', async () => {
    const phone = await known('p1');
    await listenTo(phone, ['tw/live/+', 2], ['tw/state/+', 1]);
    const house = await known('house');
    house.say(say('tw/live/a', '0'), say('tw/live/a', '1', { qos: 1, messageId: 11 }), say('tw/live/a', '2', { qos: 2, messageId: 12 }), say('tw/state/a', '3', { qos: 2, messageId: 13 }));
    await house.next('puback');
    await house.next('pubrec');
    house.say({ cmd: 'pubrel', messageId: 12 }, { cmd: 'pubrel', messageId: 13 });
    await house.next('pubcomp');
    await expect.poll(() => heardBy(phone)).toEqual(expect.arrayContaining([['tw/live/a', '0', 0, false], ['tw/live/a', '1', 1, false], ['tw/live/a', '2', 2, false], ['tw/state/a', '3', 1, false]]));
    expect(heardBy(phone)).toHaveLength(4);
  });

  it('that are kept come to a listener of quality 0 at quality 0, also by a wildcard', async () => {
    const house = await known('house');
    await house.ask(say('tw/state/kept', 'x', { qos: 1, messageId: 3, retain: true }), 'puback');
    const phone = await known('p1');
    await listenTo(phone, ['tw/state/+', 0]);
    await expect.poll(() => heardBy(phone)).toEqual([['tw/state/kept', 'x', 0, true]]);
    await house.ask(say('tw/state/kept', '', { qos: 1, messageId: 4, retain: true }), 'puback');
  });

  it('at quality 2 that are sent again before their release are handed on once', async () => {
    const phone = await known('p1');
    await listenTo(phone, ['tw/live/+', 0]);
    const house = await known('house');
    await house.ask(say('tw/live/a', 'x', { qos: 2, messageId: 5 }), 'pubrec');
    await house.ask(say('tw/live/a', 'x', { qos: 2, messageId: 5, dup: true }), 'pubrec');
    await house.ask({ cmd: 'pubrel', messageId: 5 }, 'pubcomp');
    expect(await allHeardBy(phone)).toEqual([['tw/live/a', 'x', 0, false]]);
  });

  it('that are kept come to who subscribes later, marked as kept, until an empty one clears them', async () => {
    const house = await known('house');
    for (const qos of [0, 1] as const) await house.ask(say(`tw/state/q${qos}`, `${qos}`, { qos: 1, messageId: 3 + qos, retain: true }), 'puback');
    const first = await known('p1');
    await listenTo(first, ['tw/state/+', 1]);
    await expect.poll(() => heardBy(first).toSorted()).toEqual([['tw/state/q0', '0', 1, true], ['tw/state/q1', '1', 1, true]]);
    for (const qos of [0, 1] as const) await house.ask(say(`tw/state/q${qos}`, '', { qos: 1, messageId: 6 + qos, retain: true }), 'puback');
    const later = await known('p2');
    await listenTo(later, ['tw/state/+', 1]);
    expect(await allHeardBy(later)).toEqual([]);
  });

  it('matched by two filters of one client come once', async () => {
    const phone = await known('p1');
    await listenTo(phone, ['tw/live/+', 1], ['tw/live/a', 0]);
    const house = await known('house');
    await house.ask(say('tw/live/a', 'x', { qos: 1, messageId: 2 }), 'puback');
    expect(await allHeardBy(phone)).toHaveLength(1);
  });

  it('stop after an unsubscribe', async () => {
    const phone = await known('p1');
    await listenTo(phone, ['tw/live/a', 1], ['tw/live/b', 1]);
    await phone.ask({ cmd: 'unsubscribe', messageId: 9, unsubscriptions: ['tw/live/a'] }, 'unsuback');
    const house = await known('house');
    await house.ask(say('tw/live/a', 'no', { qos: 1, messageId: 2 }), 'puback');
    await house.ask(say('tw/live/b', 'yes', { qos: 1, messageId: 3 }), 'puback');
    expect(await allHeardBy(phone)).toEqual([['tw/live/b', 'yes', 1, false]]);
  });

  it('a subscription beside refused ones is granted, in the order of asking', async () => {
    expect(await listenTo(await known('p1'), ['tw/live/+', 1], ['tw/#', 1], ['$SYS/#', 0], ['tw/state/+', 0])).toMatchObject({ granted: [1, 128, 128, 0] });
  });
});

describe('sessions', () => {
  it('are not kept: a client that wants one is told that there is none, and nothing waits for it', async () => {
    const lasting = { clientId: 'p1/lasting', clean: false };
    const first = await known('p1', lasting);
    await listenTo(first, ['tw/live/+', 1]);
    first.say({ cmd: 'disconnect' });
    await first.closed();
    const house = await known('house');
    await house.ask(say('tw/live/a', 'missed', { qos: 1, messageId: 2 }), 'puback');
    const second = await dial();
    expect(await second.ask(hello('p1', lasting), 'connack')).toMatchObject({ returnCode: 0, sessionPresent: false });
    expect(await allHeardBy(second)).toEqual([]);
  });

  it.each([[false], [true]])('an empty client id is refused, with clean = %s', async (clean) => {
    const caller = await dial();
    // No client library sends the one without a clean session, so the flag and the length of the id are set in the bytes.
    const bytes = generate(hello('p1', { clientId: 'x' }));
    const id = bytes.indexOf('MQTT') + 8;
    const empty = Buffer.concat([bytes.subarray(0, id), Buffer.from([0, 0]), bytes.subarray(id + 3)]);
    empty[1] = (empty[1] ?? 0) - 1;
    empty[id - 3] = clean ? 0xc2 : 0xc0;
    caller.socket.write(empty);
    expect(await caller.next('connack')).toMatchObject({ returnCode: 2 });
    await caller.closed();
  });

  it.each([5, 6, 255])('protocol version %s gets no session', async (version) => {
    const caller = await dial();
    // The last byte of the protocol's name is followed by its version.
    const bytes = generate(hello('p1'));
    bytes[bytes.indexOf('MQTT') + 4] = version;
    caller.socket.write(bytes);
    await caller.closed();
    expect(caller.heard.filter((packet) => packet.cmd === 'connack' && packet.returnCode === 0)).toEqual([]);
  });

  it('a second CONNECT on one connection ends it', async () => {
    const phone = await known('p1');
    phone.say(hello('p1'));
    await phone.closed();
  });

  it('a client id that is taken over throws its first holder out; nobody else can take it', async () => {
    const first = await known('p1', { clientId: 'p1/tab' });
    const thief = await dial();
    expect(await thief.ask(hello('p2', { clientId: 'p1/tab' }), 'connack')).toMatchObject({ returnCode: 2 });
    const forger = await dial();
    expect(await forger.ask(hello('p1', { clientId: 'p1/tab', password: Buffer.from('guess') }), 'connack')).toMatchObject({ returnCode: 4 });
    expect(await first.ask({ cmd: 'pingreq' }, 'pingresp')).not.toBeNull();
    const second = await known('p1', { clientId: 'p1/tab' });
    await first.closed();
    expect(await second.ask({ cmd: 'pingreq' }, 'pingresp')).not.toBeNull();
  });
});

describe('a client that is gone', () => {
  const lastWord = { topic: 'zigbee2mqtt/plug/availability', payload: Buffer.from('offline'), qos: 1, retain: false } as const;

  async function watcher(): Promise<MqttCaller> {
    const control = await known('control');
    await listenTo(control, ['zigbee2mqtt/#', 1]);
    return control;
  }

  it('without a word leaves its will; with a proper goodbye it does not', async () => {
    const control = await watcher();
    const polite = await known('bridge', { will: { ...lastWord, topic: 'zigbee2mqtt/lamp/availability' } });
    polite.say({ cmd: 'disconnect' });
    await polite.closed();
    (await known('bridge', { will: lastWord })).vanish();
    await control.next('publish');
    expect(await allHeardBy(control)).toEqual([['zigbee2mqtt/plug/availability', 'offline', 1, false]]);
  });

  it.each([
    ['asked for 10 s', 10, 15_000],
    ['asked for 1 s', 1, 15_000],
    ['asked for none at all', 0, 180_000],
    ['asked for an hour', 3_600, 180_000],
  ])('half-open, having %s, is found', async (_how, keepalive, after) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const control = await watcher();
    const bridge = await known('bridge', { keepalive, will: lastWord });
    const beat = async (ms: number): Promise<void> => {
      for (let left = ms; left > 0; left -= 30_000) {
        await control.ask({ cmd: 'pingreq' }, 'pingresp');
        await vi.advanceTimersByTimeAsync(Math.min(left, 30_000));
      }
    };
    await beat(after - 1_000);
    expect(await allHeardBy(control)).toEqual([]);
    await beat(1_100);
    await bridge.closed();
    expect(await control.next('publish')).toMatchObject({ topic: lastWord.topic });
  });
});

describe('wrong secrets', () => {
  const attempt = async (address: string, name: string, secret: string): Promise<unknown> => {
    const from = await listenTcp((socket) => broker.take(socket, 'tcp', address), 0, true);
    const caller = await MqttCaller.dial(from);
    callers.push(caller);
    const answer = await caller.ask(hello(name, { password: Buffer.from(secret) }), 'connack');
    return answer?.cmd === 'connack' ? answer.returnCode : null;
  };

  it('five a minute from one address are looked at; then it waits, whatever it shows, and no other address does', async () => {
    const answers: unknown[] = [];
    for (const name of ['p1', 'p2', 'p9', 'p1', 'house', 'p1']) answers.push(await attempt('192.168.1.7', name, 'guess'));
    expect(answers).toEqual([4, 4, 4, 4, 4, 3]);
    expect(await attempt('192.168.1.7', 'p1', 'p1-secret')).toBe(3);
    expect(await attempt('192.168.1.8', 'p1', 'p1-secret')).toBe(0);
  });

  it('of one program of this machine do not stop another, and never the gateway itself', async () => {
    for (let n = 0; n < 6; n++) await attempt('127.0.0.1', 'bridge', 'typo');
    for (let n = 0; n < 6; n++) await attempt('127.0.0.1', 'house', 'typo');
    expect([await attempt('127.0.0.1', 'bridge', 'bridge-secret'), await attempt('127.0.0.1', 'p2', 'p2-secret'), await attempt('127.0.0.1', 'house', 'house-secret')]).toEqual([3, 0, 0]);
  });
});

describe('large messages', () => {
  it('of a bridge are taken up to 384 KiB and reach who listens; a larger one ends it, and the log says why', async () => {
    const control = await known('control');
    await listenTo(control, ['zigbee2mqtt/bridge/devices', 1]);
    // From another address: this machine's name for the bridge has shown wrong secrets before.
    const from = await listenTcp((socket) => broker.take(socket, 'tcp', '192.168.1.9'), 0, true);
    const bridge = await MqttCaller.known(from, 'bridge');
    await bridge.ask(say('zigbee2mqtt/bridge/devices', 'd'.repeat(393_000), { qos: 1, messageId: 4, retain: true }), 'puback');
    const heard = await control.next('publish');
    expect(heard?.cmd === 'publish' && Buffer.alloc(393_000, 'd').equals(Buffer.from(heard.payload))).toBe(true);
    bridge.say(say('zigbee2mqtt/bridge/devices', 'd'.repeat(393_216), { qos: 1, messageId: 5, retain: true }));
    await bridge.closed();
    expect(notes).toEqual([expect.stringMatching(/^The broker put out bridge \(device\): it sent a message over 64 KiB \(a device bridge: 384 KiB\)\. .*`deviceBus`/)]);
  });

  it('of a phone end it at 64 KiB, before they have come', async () => {
    const phone = await known('p2');
    phone.socket.write(Buffer.from([0x30, 0x80, 0x80, 0x08]));
    await phone.closed();
    expect(notes).toHaveLength(1);
  });
});
