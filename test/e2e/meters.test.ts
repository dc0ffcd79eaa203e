import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { HouseBroker } from '../fakes/houseBroker.ts';
import { glowElectricity } from '../fixtures/messages/glow.ts';
import { V1 } from '../fixtures/messages/homewizard.ts';
import { until } from './chaosHome.ts';
import { TestHouse } from './house.ts';
import { emptyFolder } from './process.ts';

async function start(...args: readonly string[]): Promise<TestHouse> {
  const house = await TestHouse.start(...args, '--zone', 'Europe/London');
  onTestFinished(() => house.end());
  return house;
}

it('a meter that answers HTTP is on the phone, asked by a thread of the gateway; what the phone says of the roof outlives a power cut', async () => {
  const meter = createServer((_, response) => void response.end(V1)).listen(0, '127.0.0.1');
  await once(meter, 'listening');
  onTestFinished(() => {
    meter.closeAllConnections();
    meter.close();
  });
  const house = await start('--format', 'homewizard', '--meter', `http://127.0.0.1:${(meter.address() as AddressInfo).port}`);
  const observer = await house.observer(house.link);
  const grid = await observer.seen('grid', ({ power }) => power === -1204);
  expect([grid.importEnergy, grid.exportEnergy, grid.phases.L1]).toEqual([5_012_250_000, 71_500_000, { power: -1500, volts: 234.5, amps: 6.4 }]);
  await observer.seen('household', ({ generation }) => generation === null);
  expect(await observer.ask({ kind: 'act', act: { kind: 'generation', watts: 4_000 } })).toMatchObject({ outcome: 'done', reason: null });
  await house.cutPower();
  const after = await house.observer(await house.furtherLink());
  await after.seen('household', ({ generation, generationByFile }) => generation === 4_000 && generationByFile === false);
});

it('a meter on a broker of the house is on the phone, again after that broker was restarted, and nothing of ours is on that broker', async () => {
  const folder = emptyFolder();
  const first = await HouseBroker.start();
  const { port } = first;
  writeFileSync(join(folder, 'password'), 'sesame\n');
  writeFileSync(join(folder, 'home.json'), JSON.stringify({ deviceBus: { host: '127.0.0.1', port, user: 'tidewatt', passwordFile: 'password' } }));
  const house = await start('--format', 'glow', '--meter', 'mqtt:///', '--home', join(folder, 'home.json'));
  const observer = await house.observer(house.link);
  const heard = async (broker: HouseBroker, kilowatts: number): Promise<void> => {
    await until('the gateway listens', () => broker.subscribed.length === 2);
    await broker.say(glowElectricity({ in: 5, out: 0 }, kilowatts, new Date().toISOString()));
    await observer.seen('grid', ({ power }) => power === kilowatts * 1_000);
  };
  await heard(first, 0.4);
  await first.stop();
  const second = await HouseBroker.start(port);
  onTestFinished(() => second.stop());
  await heard(second, 0.9);
  for (const { names, subscribed, published } of [first, second]) expect([names, subscribed, published]).toEqual([['tidewatt'], ['glow/+/SENSOR/electricitymeter', 'glow/+/SENSOR/gasmeter'], []]);
});
