import type { Packet } from 'mqtt-packet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Broker } from '../../device/broker/broker.ts';
import { listenTcp } from '../../device/broker/listeners.ts';
import { credential, hello, MqttCaller } from '../fakes/mqttCaller.ts';

/**
 * Who may do what, by topic, at a real broker. A cell: s subscribe, p publish, r publish retained, w leave a will,
 * W leave a retained one, - nothing. To the broker every paired browser is a phone, whoever holds it: householder, second
 * person, wall view and installer are one role, so that two phones stand for all of them.
 */
const ROLES = ['phone', 'other', 'planner', 'operator', 'bridge', 'house', 'control', 'unknown'];
const MATRIX: Readonly<Record<string, string>> = {
  //                             phone other plan. oper. bridge  house   control unknown
  'tw/state/grid':              's     s     s     -     -       sprwW   -       -',
  'tw/state/plan':              's     s     s     -     -       sprwW   -       -',
  'tw/state/grid/more':         '-     -     -     -     -       s       -       -',
  'tw/live/grid':               's     s     s     -     -       spw     -       -',
  'tw/reply/phone':             's     -     -     -     -       spw     -       -',
  'tw/reply/other':             '-     s     -     -     -       spw     -       -',
  'tw/reply/planner':           '-     -     s     -     -       spw     -       -',
  'tw/reply/unknown':           '-     -     -     -     -       spw     -       -',
  'tw/request/phone':           'p     -     -     -     -       s       -       -',
  'tw/request/other':           '-     p     -     -     -       s       -       -',
  'tw/request/planner':         '-     -     p     -     -       s       -       -',
  'tw/request/unknown':         '-     -     -     -     -       s       -       -',
  'tw/request/phone/x':         '-     -     -     -     -       s       -       -',
  'tw/signal/operator':         '-     -     -     p     -       s       -       -',
  'tw/signal/other':            '-     -     -     -     -       s       -       -',
  'tw/signal-answer/operator':  '-     -     -     s     -       spw     -       -',
  'tw/signal-answer/other':     '-     -     -     -     -       spw     -       -',
  'zigbee2mqtt/plug':           '-     -     -     -     sprwW   -       s       -',
  'zigbee2mqtt/bridge/devices': '-     -     -     -     sprwW   -       s       -',
  'zigbee2mqtt/plug/set':       '-     -     -     -     s       -       sp      -',
  'zigbee2mqtt/plug/get':       '-     -     -     -     s       -       sp      -',
  'zigbee2mqtt/bridge/request/restart': '- - -     -     s       -       sp      -',
  'homeassistant/switch/x/config': '-  -     -     -     -       -       -       -',
  '$SYS/broker/clients':        '-     -     -     -     -       -       -       -',
  'anything':                   '-     -     -     -     -       -       -       -',
};
/** Filters that take in what belongs to others: all that may, by name. */
const WIDE: Readonly<Record<string, readonly string[]>> = {
  '#': [], '+': [], '+/#': [], '/#': [], '$SYS/#': [], '$share/g/tw/state/+': [],
  'tw/#': ['house'], 'tw/+/grid': ['house'], 'tw/state/#': ['house'], 'tw/reply/+': ['house'], 'tw/request/+': ['house'], 'tw/signal/+': ['house'], 'tw/signal-answer/#': ['house'],
  'tw/state/+': ['phone', 'other', 'planner', 'house'],
  'tw/live/+': ['phone', 'other', 'planner', 'house'],
  'zigbee2mqtt/#': ['bridge', 'control'], 'zigbee2mqtt/+/set': ['bridge', 'control'], 'homeassistant/#': [],
};

let broker: Broker;
let port: number;
beforeAll(async () => {
  broker = await Broker.start();
  port = await listenTcp((socket) => broker.take(socket, 'tcp'), 0, true);
  broker.setCredentials([
    ...['phone', 'other'].map((name) => credential(name, 'phone')),
    credential('planner', 'planner'), credential('operator', 'operator'), credential('bridge', 'device'), credential('house', 'house'), credential('control', 'control'),
  ]);
});
afterAll(() => broker.close());

/** True when the packet is answered as one that is let through. */
async function isAllowed(name: string, packet: Packet, answer: 'puback' | 'suback'): Promise<boolean> {
  const caller = await MqttCaller.dial(port);
  const known = await caller.ask(hello(name), 'connack');
  const answered = known?.cmd === 'connack' && known.returnCode === 0 ? await caller.ask(packet, answer) : null;
  caller.vanish();
  return answered?.cmd === 'suback' ? answered.granted[0] !== 128 : answered !== null;
}

const publish = (name: string, topic: string, retain: boolean): Promise<boolean> => isAllowed(name, { cmd: 'publish', topic, payload: 'x', qos: 1, messageId: 7, dup: false, retain }, 'puback');
const subscribe = (name: string, topic: string): Promise<boolean> => isAllowed(name, { cmd: 'subscribe', messageId: 8, subscriptions: [{ topic, qos: 1 }] }, 'suback');

async function will(name: string, topic: string, retain: boolean): Promise<boolean> {
  const caller = await MqttCaller.dial(port);
  const answer = await caller.ask(hello(name, { will: { topic, payload: Buffer.from('x'), qos: 1, retain } }), 'connack');
  // Proper leave: the will itself is not to be published.
  caller.say({ cmd: 'disconnect' });
  await caller.closed();
  return answer?.cmd === 'connack' && answer.returnCode === 0;
}

/** What the broker lets a role do with a topic, in the letters of the table. */
async function found(name: string, topic: string): Promise<string> {
  const asked = [subscribe(name, topic), publish(name, topic, false), publish(name, topic, true), will(name, topic, false), will(name, topic, true)];
  const letters = (await Promise.all(asked)).map((allowed, at) => (allowed ? 'sprwW'.charAt(at) : '')).join('');
  return letters || '-';
}

describe('who may do what at the broker, role by topic (householder, second person, wall view and installer are one role)', () => {
  it.each(Object.entries(MATRIX))('%s', async (topic, cells) => {
    const expected = Object.fromEntries(cells.split(/\s+/).map((cell, at) => [ROLES[at], cell]));
    const actual: Record<string, string> = {};
    for (const name of ROLES) actual[name] = await found(name, topic);
    expect(Object.keys(expected)).toEqual(ROLES);
    expect(actual).toEqual(expected);
  });

  it.each(Object.entries(WIDE))('the filter %s', async (filter, allowed) => {
    const actual = await Promise.all(ROLES.map(async (name) => ((await subscribe(name, filter)) ? [name] : [])));
    expect(actual.flat()).toEqual(allowed);
  });

  it.each(['tw/state/+', 'tw/#', '#'])('nobody publishes to the filter %s', async (topic) => {
    expect(await Promise.all(ROLES.map((name) => publish(name, topic, false)))).toEqual(ROLES.map(() => false));
  });
});
