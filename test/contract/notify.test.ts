import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { Aedes } from 'aedes';
import mqtt, { type MqttClient } from 'mqtt';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AlarmEffect, LadderState, Reach } from '#domain/ladder/event.ts';
import type { Instant } from '#domain/time/instant.ts';
import { watts } from '#domain/units/power.ts';
import { Broker } from '../../device/broker/broker.ts';
import { listenTcp } from '../../device/broker/listeners.ts';
import { Notifier, type NotifierOptions } from '../../device/notify/notifier.ts';
import { MqttBus } from '../../device/transport/mqtt/client.ts';

const sha256 = (secret: string): string => createHash('sha256').update(secret).digest('hex');
const NOON = Date.UTC(2027, 0, 12, 12);
const WARNED: LadderState = {
  id: 'supply', direction: 'import', threshold: watts(7_000), window: null, power: watts(8_050), step: 'warned', since: NOON as Instant, shedsAt: (NOON + 60_000) as Instant,
  interruptsAt: (NOON + 90_000) as Instant, restartsFrom: null, trips: 0, acknowledged: false, where: 'gateway', reaches: [],
};
const alarm = (what: AlarmEffect['alarm'], ladder: LadderState | null = WARNED): AlarmEffect => ({ id: 'e', kind: 'alarm', alarm: what, ladder });

const NONE: NotifierOptions = { sounders: [], relays: [], mqtt: null, supplyRelays: {}, opens: {} };
let gatewayBroker: Broker;
let bus: MqttBus;
let devices: MqttClient;
let notifier: Notifier;
let reached: readonly Reach[] = [];
/** What devices on the bus were told, in order: `topic payload`. */
let told: string[] = [];
let homeAssistant: { readonly broker: Aedes; readonly server: Server; readonly client: MqttClient } | null = null;
let port = 0;

const until = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 60_000, interval: 20 });

beforeEach(async () => {
  told = [];
  reached = [];
  homeAssistant = null;
  gatewayBroker = await Broker.start();
  port = await listenTcp((socket) => gatewayBroker.take(socket, 'tcp'), 0, true);
  gatewayBroker.setCredentials([
    { name: 'plugs', role: 'device', sha256: sha256('one') },
    { name: 'control', role: 'control', sha256: sha256('two') },
  ]);
  bus = new MqttBus();
  bus.moveTo({ host: '127.0.0.1', port, credential: 'control', secret: 'two' });
  devices = mqtt.connect({ host: '127.0.0.1', port, clientId: 'plugs/1', username: 'plugs', password: 'one', protocolVersion: 4 });
  devices.on('message', (topic, payload) => told.push(`${topic} ${payload.toString()}`));
  await devices.subscribeAsync(['zigbee2mqtt/siren/set', 'zigbee2mqtt/bell/set', 'zigbee2mqtt/main/set']);
  await until(() => expect(bus.connected).toBe(true));
});

afterEach(async () => {
  await notifier.stop();
  await bus.stop();
  await devices.endAsync(true);
  await gatewayBroker.close();
  if (!homeAssistant) return;
  await homeAssistant.client.endAsync(true);
  await new Promise((resolve) => homeAssistant?.broker.close(() => resolve(null)));
  homeAssistant.server.close();
});

function notify(options: Partial<NotifierOptions>): void {
  notifier = new Notifier({ ...NONE, ...options }, bus, () => NOON, (reaches) => (reached = reaches));
  notifier.start();
}

describe('a siren and a bell on the device bus', () => {
  it('sound at a warning, at shedding, at the interruption and at a test, for their own time, and fall silent when somebody has seen it', async () => {
    notify({ sounders: [{ topic: 'zigbee2mqtt/siren', seconds: 12 }], relays: [{ topic: 'zigbee2mqtt/bell', seconds: 3 }] });
    const siren = (mode: string, level: string, strobe: boolean, duration: number): string => `zigbee2mqtt/siren/set ${JSON.stringify({ warning: { mode, level, strobe, duration } })}`;
    const expected: string[] = [];
    for (const what of ['warned', 'shedding', 'interrupted', 'test'] as const) {
      notifier.alarm(alarm(what));
      expected.push(siren('emergency', 'high', true, 12), 'zigbee2mqtt/bell/set {"state":"ON","on_time":3}');
    }
    notifier.alarm(alarm('waiting'));
    notifier.alarm(alarm('acknowledged'));
    expected.push(siren('stop', 'low', false, 1), 'zigbee2mqtt/bell/set {"state":"OFF"}');
    await until(() => expect(told).toEqual(expected));
  });

  it('count as reaching somebody while they are there, and not before they were seen', async () => {
    notify({ sounders: [{ topic: 'zigbee2mqtt/siren', seconds: 12 }], relays: [{ topic: 'zigbee2mqtt/bell', seconds: 3 }] });
    expect(reached).toEqual([]);
    devices.publish('zigbee2mqtt/siren/availability', '{"state":"online"}');
    devices.publish('zigbee2mqtt/bell', '{"state":"OFF"}');
    await until(() => expect(reached).toEqual(['relay', 'sounder']));
    devices.publish('zigbee2mqtt/siren/availability', '{"state":"offline"}');
    await until(() => expect(reached).toEqual(['relay']));
  });

  it('do not count by what the broker kept of a device that may be dead', async () => {
    await devices.publishAsync('zigbee2mqtt/siren/availability', '{"state":"offline"}', { qos: 1, retain: true });
    await devices.publishAsync('zigbee2mqtt/siren', '{"battery":3}', { qos: 1, retain: true });
    notify({ sounders: [{ topic: 'zigbee2mqtt/siren', seconds: 12 }], relays: [{ topic: 'zigbee2mqtt/bell', seconds: 3 }] });
    const heard: string[] = [];
    bus.subscribe('zigbee2mqtt/#', (_payload, topic) => heard.push(topic));
    await until(() => expect(heard).toContain('zigbee2mqtt/siren'));
    devices.publish('zigbee2mqtt/bell', '{"state":"OFF"}');
    await until(() => expect(reached).toEqual(['relay']));
    devices.publish('zigbee2mqtt/siren', '{"battery":3}');
    await until(() => expect(reached).toEqual(['relay', 'sounder']));
  });

  it('are rung when the broker is back, if it comes back in time', async () => {
    notify({ relays: [{ topic: 'zigbee2mqtt/bell', seconds: 3 }] });
    await bus.stop();
    notifier.alarm(alarm('warned'));
    bus.moveTo({ host: '127.0.0.1', port, credential: 'control', secret: 'two' });
    await until(() => expect(told).toEqual(['zigbee2mqtt/bell/set {"state":"ON","on_time":3}']));
  });
});

describe('a relay that opens the supply', () => {
  const at = (step: LadderState['step']): readonly LadderState[] => [{ ...WARNED, step }];

  it('is left alone until the interruption, opened then, and closed only when a person has restarted', async () => {
    notify({ supplyRelays: { main: { topic: 'zigbee2mqtt/main' } }, opens: { supply: 'main' } });
    for (const step of ['below', 'warned', 'shedding', 'interrupted', 'waiting', 'restoring'] as const) notifier.ladders(at(step));
    await until(() => expect(told).toEqual(['zigbee2mqtt/main/set {"state":"OFF"}', 'zigbee2mqtt/main/set {"state":"ON"}']));
  });

  it('is told again until it says that it did', async () => {
    notify({ supplyRelays: { main: { topic: 'zigbee2mqtt/main' } }, opens: { supply: 'main' } });
    notifier.ladders(at('restoring'));
    await until(() => expect(told.length).toBeGreaterThan(2));
    devices.publish('zigbee2mqtt/main', '{"state":"ON"}');
    await devices.publishAsync('zigbee2mqtt/main', '{"state":"ON"}', { qos: 1 });
    notifier.ladders(at('below'));
    const count = told.length;
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(told.length).toBeLessThanOrEqual(count + 1);
  });

  it('stays as it is for a ladder that does not open it', async () => {
    notify({ supplyRelays: { main: { topic: 'zigbee2mqtt/main' } }, opens: { other: 'main' }, relays: [{ topic: 'zigbee2mqtt/bell', seconds: 3 }] });
    notifier.ladders(at('interrupted'));
    notifier.alarm(alarm('test'));
    await until(() => expect(told).toEqual(['zigbee2mqtt/bell/set {"state":"ON","on_time":3}']));
  });
});

describe('Home Assistant at a broker of its own', () => {
  interface Said {
    readonly topic: string;
    readonly body: unknown;
    readonly retain: boolean;
  }
  let said: Said[] = [];

  beforeEach(async () => {
    said = [];
    const broker = await Aedes.createBroker();
    broker.authenticate = (_client, user, password, done) => done(null, user === 'ha' && String(password) === 'secret');
    const server = createServer(broker.handle);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const client = mqtt.connect({ host: '127.0.0.1', port: (server.address() as AddressInfo).port, username: 'ha', password: 'secret', protocolVersion: 4 });
    homeAssistant = { broker, server, client };
    client.on('message', (topic, payload, { retain }) => said.push({ topic, retain, body: JSON.parse(payload.toString()) }));
    await client.subscribeAsync(['homeassistant/device/#', 'tidewatt/#']);
    notify({ mqtt: { host: '127.0.0.1', port: (server.address() as AddressInfo).port, user: 'ha', password: 'secret', discovery: 'homeassistant', prefix: 'tidewatt' } });
    await until(() => expect(reached).toEqual(['mqtt']));
  });

  const of = (topic: string): readonly unknown[] => said.filter((one) => one.topic === topic).map(({ body }) => body);

  it('finds a device with a warning and a step for each threshold, and an event for automations', async () => {
    notifier.ladders([WARNED]);
    await until(() => expect(of('homeassistant/device/tidewatt/config').at(-1)).toMatchObject({
      dev: { ids: ['tidewatt'], name: 'Tidewatt' },
      o: { name: 'tidewatt' },
      cmps: {
        supply_warning: { p: 'binary_sensor', unique_id: 'tidewatt_supply_warning', device_class: 'problem', state_topic: 'tidewatt/threshold/supply', expire_after: 180 },
        supply_step: { p: 'sensor', device_class: 'enum', options: ['below', 'warned', 'shedding', 'interrupted', 'waiting', 'restoring'] },
        alert: { p: 'event', state_topic: 'tidewatt/alert' },
      },
    }));
    await until(() => expect(of('tidewatt/threshold/supply').at(-1)).toEqual({
      step: 'warned', direction: 'import', threshold_w: 7_000, power_w: 8_050, acknowledged: false, sheds_at: '2027-01-12T12:01:00.000Z', interrupts_at: '2027-01-12T12:01:30.000Z',
      message: 'The power drawn is above 7.0 kW. The supply is interrupted in 90 s unless use falls.',
    }));
  });

  it('hears an alert as it happens, and no broker keeps it', async () => {
    notifier.alarm(alarm('interrupted', { ...WARNED, step: 'interrupted', interruptsAt: null, shedsAt: null }));
    notifier.alarm(alarm('test', null));
    await until(() => expect(of('tidewatt/alert')).toEqual([
      { event_type: 'interrupted', threshold: 'supply', message: 'The supply was interrupted because the threshold of 7.0 kW was exceeded.', at: '2027-01-12T12:00:00.000Z', interrupts_at: null },
      { event_type: 'test', threshold: null, message: 'This is a test of the power threshold alarm.', at: '2027-01-12T12:00:00.000Z', interrupts_at: null },
    ]));
    const late = await mqtt.connectAsync({ host: '127.0.0.1', port: (homeAssistant?.server.address() as AddressInfo).port, username: 'ha', password: 'secret', protocolVersion: 4 });
    const kept: string[] = [];
    late.on('message', (topic) => kept.push(topic));
    await late.subscribeAsync('#');
    await until(() => expect(kept).toEqual(['homeassistant/device/tidewatt/config']));
    await late.endAsync();
  });

  it('reaches nobody from its last will on, until it is back', async () => {
    await homeAssistant?.client.publishAsync('homeassistant/status', 'offline', { qos: 1 });
    await until(() => expect(reached).toEqual([]));
    await homeAssistant?.client.publishAsync('homeassistant/status', 'online', { qos: 1 });
    await until(() => expect(reached).toEqual(['mqtt']));
  });

  it('is told everything again when it says that it has started', async () => {
    notifier.ladders([WARNED]);
    await until(() => expect(of('tidewatt/threshold/supply')).toHaveLength(1));
    said = [];
    await homeAssistant?.client.publishAsync('homeassistant/status', 'online', { qos: 1 });
    await until(() => expect([of('homeassistant/device/tidewatt/config').length > 0, of('tidewatt/threshold/supply')]).toMatchObject([true, [{ step: 'warned' }]]));
  });
});
