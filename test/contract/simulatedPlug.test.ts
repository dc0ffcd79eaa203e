import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { homeSpec } from '#domain/sim/spec.ts';
import { ms } from '#domain/time/instant.ts';
import { watts } from '#domain/units/power.ts';
import { Broker } from '../../device/broker/broker.ts';
import { listenTcp } from '../../device/broker/listeners.ts';
import { realClock } from '../../device/clock/real.ts';
import { Zigbee2MqttPlug } from '../../device/driver/plug/zigbee2mqttPlug.ts';
import { Plant } from '../../device/sim/plant.ts';
import { PlugClient, plugState } from '../../device/sim/plugClient.ts';
import { WriteLog } from '../../device/sim/writeLog.ts';
import { MqttBus } from '../../device/transport/mqtt/client.ts';
import { FakePlantClock } from '../fakes/plantClock.ts';

const sha256 = (secret: string): string => createHash('sha256').update(secret).digest('hex');

let clock: FakePlantClock;
let plant: Plant;
let plug: PlugClient;
let bus: MqttBus;
let driver: Zigbee2MqttPlug;
let broker: Broker;

beforeEach(async () => {
  broker = await Broker.start();
  const port = await listenTcp((socket) => broker.take(socket, 'tcp'), 0, true);
  broker.setCredentials([
    { name: 'plugs', role: 'device', sha256: sha256('one') },
    { name: 'control', role: 'control', sha256: sha256('two') },
  ]);
  clock = new FakePlantClock(Date.parse('2026-03-20T12:00:00Z'));
  plant = new Plant(homeSpec(3), clock, () => plug.report());
  plug = new PlugClient(plant, { port, user: 'plugs', secret: 'one', name: 'dishwasher' }, new WriteLog(null));
  bus = new MqttBus();
  bus.moveTo({ host: '127.0.0.1', port, credential: 'control', secret: 'two' });
  driver = new Zigbee2MqttPlug({ id: 'dishwasher', name: 'Dishwasher', topic: 'zigbee2mqtt/dishwasher', rating: 2_000, profile: null, simulated: true }, bus, realClock());
  driver.start();
  plug.start();
});
afterEach(async () => {
  await plug.stop();
  await bus.stop();
  await broker.close();
});

/** Waits for what the driver reports, with a deadline. */
async function until(wanted: (report: Awaited<ReturnType<Zigbee2MqttPlug['report']>>) => boolean): Promise<void> {
  const deadline = Date.now() + 8_000;
  while (!wanted(await driver.report())) {
    if (Date.now() > deadline) throw new Error(`still ${JSON.stringify(await driver.report())}`);
    await wait(10);
  }
}

describe('the simulated plug and the zigbee2mqtt driver over the broker', () => {
  it('says what it is doing without being asked, off at first', async () => {
    await until((report) => report.online);
    expect(await driver.report()).toMatchObject({ power: 0, setpoint: 0 });
  });

  it('starts the dishwasher when switched on, and shows its power when asked', async () => {
    await until((report) => report.online);
    await driver.command(watts(2_000), ms(60_000));
    await until((report) => report.setpoint === 2_000);
    clock.pass(3_000);
    plug.report();
    await until((report) => report.power === 60);
  });

  it('counts down by itself: off 60 s after the last "on", with nobody there', async () => {
    await until((report) => report.online);
    await driver.command(watts(2_000), ms(60_000));
    await until((report) => report.setpoint === 2_000);
    clock.pass(59_000);
    expect(plant.now().orders.plug.setpoint).toBeGreaterThan(0);
    clock.pass(1_000);
    plant.now();
    await until((report) => report.setpoint === 0);
  });

  it('gives its energy as kWh with two decimals', () => {
    plant.tell('plug', watts(1), null);
    clock.pass(5 * 60_000 + 18 * 60_000);
    // 60 W for 5 minutes and 2000 W for 18: 605 Wh.
    expect(JSON.parse(plugState(plant))).toMatchObject({ state: 'ON', energy: 0.6, voltage: 230 });
  });
});
