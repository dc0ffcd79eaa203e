import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mqtt, { type MqttClient } from 'mqtt';
import { afterEach, describe, expect, it } from 'vitest';
import type { LimitKey } from '#domain/limit/limit.ts';
import { Broker } from '../../device/broker/broker.ts';
import { listenTcp } from '../../device/broker/listeners.ts';
import { parseHomeFile } from '../../device/control/homeFile.ts';
import { contactsOf, sourcesOf } from '../../device/control/homeFile/limits.ts';
import { contactSourcesOf } from '../../device/control/homeFile/relays.ts';
import { ContactReader } from '../../device/signal/relay/contactReader.ts';
import { serveModbus } from '../../device/sim/modbusServer.ts';
import { MqttBus } from '../../device/transport/mqtt/client.ts';
import { HandClock } from '../fakes/handClock.ts';
import { FLOOR, LimitGateway, NOON } from '../fakes/limitGateway.ts';

const DIM: LimitKey = { direction: 'import', scope: 'controllable' };
const FEED_IN: LimitKey = { direction: 'export', scope: 'site' };
const FAILSAFE = [{ direction: 'import', scope: 'controllable', w: 4_200 }, { direction: 'export', w: 0 }];
const DEADLINE_MS = 8_000;

const opened: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + DEADLINE_MS;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`not in time: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

/** The limit machine behind one source of contacts as a home file describes it, on a clock moved by hand. */
class Home {
  readonly clock = new HandClock(NOON);
  readonly limits: LimitGateway;
  heard = 0;
  looks = 0;

  constructor(source: Readonly<Record<string, unknown>>, bus = new MqttBus()) {
    const { limits } = parseHomeFile(JSON.stringify({ limits: { sources: [{ source: 'box', loss: 'contacts', failsafe: FAILSAFE, maxAgeSeconds: 10, ...source }] } }), 'home.json');
    this.limits = new LimitGateway({ sources: sourcesOf(limits), fixed: [], floor: FLOOR });
    const [of] = contactSourcesOf(contactsOf(limits), bus, this.clock);
    if (!of) throw new Error('the home file names no inputs');
    const inputs = of.inputs.map((input) => ({ start: () => input.start(), stop: () => input.stop(), read: () => input.read().finally(() => (this.looks += 1)) }));
    const reader = new ContactReader({ ...of, inputs }, this.clock, (event) => {
      this.heard += 1;
      this.limits.step(event);
    }, (_source, error) => expect(error).toBeUndefined());
    reader.start();
    opened.push(() => reader.stop());
  }

  /** A second of the home, and the look at the contacts that falls into it. */
  async second(): Promise<void> {
    const { looks } = this;
    this.limits.pass(1_000);
    this.clock.pass(1_000);
    await until('a look at the contacts', () => this.looks > looks);
    await new Promise((resolve) => setImmediate(resolve));
  }

  async seconds(count: number): Promise<void> {
    for (let n = 0; n < count; n++) await this.second();
  }

  /** Until the connection, which is real, brings a reading. */
  async reached(): Promise<void> {
    await until('a reading', async () => {
      await this.second();
      return this.heard > 0;
    });
    await this.seconds(2);
  }

  get says(): readonly (number | null | string | undefined)[] {
    return [this.limits.of(DIM), this.limits.of(FEED_IN), this.limits.because(DIM)];
  }
}

describe('an FNN control box on an input module (Modbus TCP, function 2)', () => {
  async function wired(): Promise<{ home: Home; wires: boolean[]; state: { answers: boolean } }> {
    const wires = [false, false, false, false];
    const state = { answers: true };
    const { server, port } = await serveModbus({ read: () => undefined, write: () => 1, readDiscrete: (address, count) => (state.answers ? wires.slice(address - 8, address - 8 + count) : undefined) }, 0);
    opened.push(() => server.close());
    const at = (input: number) => ({ modbus: { host: '127.0.0.1', port, input } });
    return { wires, state, home: new Home({ box: 'fnn', generation: 10_000, inputs: { W4: at(8), W3: at(9), S2: at(10), S1: at(11) } }) };
  }

  it('W4 dims, S1, S2 and W3 leave 60, 30 and 0 % of feed-in, open contacts leave all', async () => {
    const { home, wires } = await wired();
    await home.reached();
    expect(home.says).toEqual([null, null, undefined]);
    for (const [wire, says] of [[0, [4_200, null, undefined]], [3, [null, 6_000, undefined]], [2, [null, 3_000, undefined]], [1, [null, 0, undefined]]] as const) {
      wires.fill(false);
      wires[wire] = true;
      await home.seconds(3);
      expect(home.says, `wire ${wire}`).toEqual(says);
    }
  });

  it('closing holds with the next reading, opening after it has stood for the debounce time', async () => {
    const { home, wires } = await wired();
    await home.reached();
    wires[0] = true;
    await home.second();
    expect(home.says[0]).toBe(4_200);
    wires[0] = false;
    await home.second();
    expect(home.says[0], 'not yet').toBe(4_200);
    await home.seconds(2);
    expect(home.says[0]).toBeNull();
  });

  it('R12 a module that answers no more is not the old value for ever: the failsafe holds after the greatest age, and goes when it is read again', async () => {
    const { home, state } = await wired();
    await home.reached();
    state.answers = false;
    await home.seconds(9);
    expect(home.says).toEqual([null, null, undefined]);
    await home.seconds(3);
    expect(home.says).toEqual([4_200, 0, 'contact-lost']);
    state.answers = true;
    await home.seconds(3);
    expect(home.says).toEqual([null, null, undefined]);
  });
});

describe('a contact that is told over MQTT, on the gateway’s own broker', () => {
  const sha256 = (secret: string): string => createHash('sha256').update(secret).digest('hex');

  async function bus(): Promise<{ bus: MqttBus; device: MqttClient }> {
    const broker = await Broker.start();
    const port = await listenTcp((socket) => broker.take(socket, 'tcp'), 0, true);
    broker.setCredentials([{ name: 'relay', role: 'device', sha256: sha256('one') }, { name: 'control', role: 'control', sha256: sha256('two') }]);
    const own = new MqttBus();
    own.moveTo({ host: '127.0.0.1', port, credential: 'control', secret: 'two', tls: null });
    const device = await mqtt.connectAsync(`mqtt://127.0.0.1:${port}`, { clientId: 'relay/1', username: 'relay', password: 'one' });
    opened.push(() => broker.close(), () => own.stop(), () => device.endAsync(true));
    await until('the bus', () => own.connected);
    return { bus: own, device };
  }

  it('zigbee2mqtt: a field of its JSON, believed while the device is available', async () => {
    const { bus: own, device } = await bus();
    const home = new Home({ dimming: 'K1', inputs: { K1: { mqtt: { topic: 'zigbee2mqtt/box', path: ['contact'], closed: true, available: { topic: 'zigbee2mqtt/box/availability', path: ['state'], value: 'online' } } } } }, own);
    const tell = async (contact: boolean, state: string): Promise<void> => {
      await device.publishAsync('zigbee2mqtt/box', JSON.stringify({ contact, linkquality: 80 }), { qos: 1 });
      await device.publishAsync('zigbee2mqtt/box/availability', JSON.stringify({ state }), { qos: 1 });
    };
    await home.seconds(2);
    expect(home.says[2], 'before anything is heard').toBe('contact-lost');
    await tell(false, 'online');
    await home.reached();
    expect(home.says[0]).toBeNull();
    await home.seconds(30);
    expect(home.says[0], 'it speaks only when it changes').toBeNull();
    await tell(true, 'online');
    await until('the dimming', async () => (await home.second(), home.says[0] === 4_200 && home.says[2] === undefined));
    await tell(true, 'offline');
    await until('the loss', async () => (await home.second(), home.says[2] === 'contact-lost'));
  });

  it('R12 a device that was away has no word until it speaks of the wire again: it may have been closed meanwhile', async () => {
    const { bus: own, device } = await bus();
    const home = new Home({ dimming: 'K1', inputs: { K1: { mqtt: { topic: 'zigbee2mqtt/box', path: ['contact'], closed: true, available: { topic: 'zigbee2mqtt/box/availability', path: ['state'], value: 'online' } } } } }, own);
    const is = (state: string): Promise<unknown> => device.publishAsync('zigbee2mqtt/box/availability', JSON.stringify({ state }), { qos: 1 });
    await home.seconds(1);
    await is('online');
    await device.publishAsync('zigbee2mqtt/box', '{"contact":false}', { qos: 1 });
    await home.reached();
    expect(home.says[0]).toBeNull();
    await is('offline');
    await until('the loss', async () => (await home.second(), home.says[2] === 'contact-lost'));
    await is('online');
    await home.seconds(30);
    expect(home.says).toEqual([4_200, 0, 'contact-lost']);
    await device.publishAsync('zigbee2mqtt/box', '{"contact":false}', { qos: 1 });
    await until('its word', async () => (await home.second(), home.says[2] === undefined));
  });

  it('R12 what a broker kept of a relay that is dead lifts nothing', async () => {
    const { bus: own, device } = await bus();
    await device.publishAsync('zigbee2mqtt/dead', 'OFF', { qos: 1, retain: true });
    const home = new Home({ dimming: 'K1', inputs: { K1: { mqtt: { topic: 'zigbee2mqtt/dead', closed: 'ON' } } } }, own);
    await home.seconds(5);
    expect(home.heard).toBe(0);
    expect(home.says[2]).toBe('contact-lost');
  });

  it('R12 the greatest age is counted once, and a word that is neither closed nor open is none', async () => {
    const { bus: own, device } = await bus();
    const home = new Home({ dimming: 'K1', inputs: { K1: { mqtt: { topic: 'zigbee2mqtt/plain', closed: 'ON' } } } }, own);
    await device.publishAsync('zigbee2mqtt/plain', 'OFF', { qos: 1 });
    await home.reached();
    expect(home.says[0]).toBeNull();
    await home.seconds(13);
    expect(home.says[2], '2 s to be reached and 13 more are above 10').toBe('contact-lost');
    await device.publishAsync('zigbee2mqtt/plain', 'unknown', { qos: 1 });
    await home.seconds(4);
    expect(home.says[2]).toBe('contact-lost');
  });

  it('a plain word without a word on being there grows old', async () => {
    const { bus: own, device } = await bus();
    const home = new Home({ dimming: 'K1', inputs: { K1: { mqtt: { topic: 'zigbee2mqtt/plain', closed: 'ON' } } } }, own);
    await device.publishAsync('zigbee2mqtt/plain', 'OFF', { qos: 1 });
    await home.reached();
    expect(home.says[0]).toBeNull();
    await home.seconds(12);
    expect(home.says[2]).toBe('contact-lost');
  });

  it('a device that speaks only when asked is asked', async () => {
    const { bus: own, device } = await bus();
    const home = new Home({ dimming: 'K1', inputs: { K1: { mqtt: { topic: 'zigbee2mqtt/asked', path: ['state'], closed: 'ON', ask: { topic: 'zigbee2mqtt/asked/get', payload: '{"state":""}' } } } } }, own);
    await device.subscribeAsync('zigbee2mqtt/asked/get');
    device.on('message', () => void device.publish('zigbee2mqtt/asked', '{"state":"ON"}'));
    await home.reached();
    await home.seconds(25);
    expect(home.says).toEqual([4_200, null, undefined]);
  });
});

describe('a line of the machine itself', () => {
  it('wired to open when it speaks: a broken wire limits, and so does a file that is gone', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tidewatt-gpio-'));
    opened.push(() => rm(folder, { recursive: true, force: true }));
    const file = join(folder, 'value');
    await writeFile(file, '1\n');
    const home = new Home({ dimming: 'K1', inputs: { K1: { file } }, normallyClosed: ['K1'] });
    await home.reached();
    expect(home.says[0]).toBeNull();
    await writeFile(file, '0\n');
    await home.second();
    expect(home.says).toEqual([4_200, null, undefined]);
    await writeFile(file, '1\n');
    await home.seconds(3);
    expect(home.says[0]).toBeNull();
    await rm(file);
    await home.seconds(12);
    expect(home.says).toEqual([4_200, 0, 'contact-lost']);
  });
});

it('garbage in the file of a line says nothing of the wire', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tidewatt-gpio-'));
  opened.push(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'value');
  await writeFile(file, 'garbage\n');
  const home = new Home({ dimming: 'K1', inputs: { K1: { file } } });
  await home.seconds(4);
  expect(home.says).toEqual([4_200, 0, 'contact-lost']);
});

it('a word for closed that has no known opposite needs the one for open', () => {
  const of = (words: object): object => ({ source: 'box', loss: 'contacts', failsafe: FAILSAFE, dimming: 'K1', inputs: { K1: { mqtt: { topic: 'a/b', ...words } } } });
  const read = (words: object) => () => parseHomeFile(JSON.stringify({ limits: { sources: [of(words)] } }), 'home.json');
  expect(read({ closed: 'aktiv' })).toThrow('word for open');
  expect(read({ closed: 'aktiv', open: 'ruhend' })).not.toThrow();
});

it('an input of a contact that says nothing is refused with the file', () => {
  const source = { source: 'box', loss: 'contacts', failsafe: FAILSAFE, dimming: 'K1', inputs: { K2: { file: '/sys/class/gpio/gpio17/value' } } };
  expect(() => parseHomeFile(JSON.stringify({ limits: { sources: [source] } }), 'home.json')).toThrow('an input is wired to a contact that says nothing');
});
