import { afterEach, describe, expect, it } from 'vitest';
import type { MeterReading } from '#domain/meter/reading.ts';
import { realClock } from '../../device/clock/real.ts';
import { meterFormat } from '../../device/driver/meter/index.ts';
import { MqttBus } from '../../device/transport/mqtt/client.ts';
import { HouseBroker } from '../fakes/houseBroker.ts';
import { glowElectricity } from '../fixtures/messages/glow.ts';
import { EM } from '../fixtures/messages/shelly.ts';

const ending: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0).reverse()) await end();
});

async function houseBroker(port = 0): Promise<HouseBroker> {
  const broker = await HouseBroker.start(port);
  ending.push(() => broker.stop());
  return broker;
}
const subscriptions = ({ subscribed }: HouseBroker, count: number): Promise<unknown> => expect.poll(() => subscribed.length, { interval: 10 }).toBeGreaterThanOrEqual(count);

function busAt({ port }: HouseBroker): MqttBus {
  const bus = new MqttBus();
  bus.moveTo({ host: '127.0.0.1', port, credential: 'tidewatt', secret: 'sesame', tls: null });
  ending.push(() => bus.stop());
  return bus;
}

function meet(format: string, meter: string, bus?: MqttBus): readonly MeterReading[] {
  const [readings, stop] = [[] as MeterReading[], new AbortController()];
  ending.push(() => stop.abort());
  const driver = meterFormat(format).open({ meter, format, zone: 'Europe/London' }).driver(realClock(), bus ? { bus } : {});
  driver.start((reading) => readings.push(reading), () => undefined, stop.signal);
  return readings;
}
const count = (readings: readonly MeterReading[]): { toBe: (wanted: number) => Promise<unknown> } => ({ toBe: (wanted) => expect.poll(() => readings.length, { interval: 10 }).toBe(wanted) });
const glowSays = (power: number): string => glowElectricity({ in: 5, out: 0 }, power);

describe('a meter on a broker of the house', () => {
  it('is heard on the device bus, under any display\'s name, with the name and password that broker wants', async () => {
    const broker = await houseBroker();
    const readings = meet('glow', 'mqtt:///', busAt(broker));
    await subscriptions(broker, 2);
    expect([broker.names, broker.subscribed]).toEqual([['tidewatt'], ['glow/+/SENSOR/electricitymeter', 'glow/+/SENSOR/gasmeter']]);
    await broker.say(glowSays(0.4));
    await count(readings).toBe(1);
    expect(readings[0]).toMatchObject({ power: 400, quality: 'measured' });
  });

  it('is not believed to say now what the broker has kept from before', async () => {
    const broker = await houseBroker();
    await broker.say(glowSays(9), true);
    const readings = meet('glow', 'mqtt:///glow/A1B2C3D4E5F6', busAt(broker));
    await subscriptions(broker, 2);
    await broker.say(glowSays(0.5));
    await count(readings).toBe(1);
    expect(readings[0]?.power).toBe(500);
  });

  it('is heard again after the broker was restarted and has forgotten who had subscribed', async () => {
    const first = await houseBroker();
    const { port } = first;
    const readings = meet('shelly', 'mqtt:///shellypro3em-a0b1c2d3e4f5', busAt(first));
    await subscriptions(first, 3);
    await first.say(EM);
    await count(readings).toBe(1);
    await first.stop();
    const second = await houseBroker(port);
    await subscriptions(second, 3);
    await second.say(EM.replace('1790000000.25', '1790000012.25').replace('-649.7', '-700'));
    await count(readings).toBe(2);
    expect(readings.map(({ power }) => power)).toEqual([-649.7, -700]);
  });

  it('may be at a broker of its own, which asks nobody for a name', async () => {
    const broker = await houseBroker();
    const readings = meet('glow', `mqtt://127.0.0.1:${broker.port}/glow/A1B2C3D4E5F6`);
    await subscriptions(broker, 2);
    await broker.say(glowSays(0.7));
    await count(readings).toBe(1);
    expect(broker.names).toEqual([undefined]);
  });

  it('is not listened to any more once it is stopped', async () => {
    const broker = await houseBroker();
    const bus = busAt(broker);
    const [readings, stop] = [[] as MeterReading[], new AbortController()];
    meterFormat('glow').open({ meter: 'mqtt:///', format: 'glow', zone: 'Europe/London' }).driver(realClock(), { bus }).start((reading) => readings.push(reading), () => undefined, stop.signal);
    await subscriptions(broker, 2);
    stop.abort();
    const heard = new Promise((resolve) => bus.subscribe('end', resolve));
    await subscriptions(broker, 3);
    await broker.say(glowSays(1));
    await broker.say('end\t1');
    await heard;
    expect(readings).toEqual([]);
  });
});

describe('an address on MQTT', () => {
  it.each([['glow', 'mqtt://h:0/x'], ['glow', 'mqtt://h:70000/x'], ['glow', 'mqtt:///a+/b'], ['shelly', 'mqtt:///'], ['tasmota', 'mqtt://h'], ['glow', 'mqtt://u:p@h/x'], ['glow', 'mqtt:///?channel=x']])('%s at %s is none', (format, meter) =>
    expect(() => meterFormat(format).open({ meter, format, zone: 'UTC' })).toThrow(expect.objectContaining({ id: 'meter-address' })));
});
