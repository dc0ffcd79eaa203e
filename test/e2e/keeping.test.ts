import { readdirSync, readFileSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { until, wait } from './chaosHome.ts';
import { TestHouse } from './house.ts';

let house: TestHouse;
afterEach(() => house.end());

it('a wish that was acknowledged stands after every process died at once', async () => {
  house = await TestHouse.start();
  const before = await house.observer(house.link);
  const reserve = { kind: 'reserve', id: 'night', device: 'battery', rank: 1, share: 0.3 } as const;
  expect(await before.ask({ kind: 'wish', wish: reserve })).toMatchObject({ outcome: 'done' });
  await house.cutPower();
  const after = await house.observer(await house.furtherLink());
  const { wishes } = await after.seen('wishes', () => true);
  expect(wishes).toContainEqual(expect.objectContaining(reserve));
});

it('a pause and the rest from events stand after every process died at once, and after both copies of the state were lost too', async () => {
  house = await TestHouse.start();
  const before = await house.observer(house.link);
  const rest = { mostPerDay: 1, mostPerWeek: null, quiet: [{ days: null, from: 1_320, to: 420 }] };
  expect(await before.ask({ kind: 'act', act: { kind: 'event-rest', rest } })).toMatchObject({ outcome: 'done' });
  expect(await before.ask({ kind: 'pause', until: null })).toMatchObject({ outcome: 'done' });
  // Both are answered before they are on the disk, where control writes them with its next snapshot.
  await until('both are on the disk', () => readdirSync(house.stateDir).some((name) => name.endsWith('.household') && /"mostPerDay":1.*"until":null/.test(readFileSync(join(house.stateDir, name), 'utf8'))));
  const stands = async (): Promise<unknown> => {
    const after = await house.observer(await house.furtherLink());
    await after.seen('eventRest', ({ mostPerDay }) => mostPerDay === 1);
    const devices = await after.seen('devices', (told) => told.some(({ decidedBy }) => decidedBy === 'override'));
    return [after.state('eventRest'), devices.some(({ decidedBy }) => decidedBy === 'plan')];
  };
  await house.cutPower();
  expect(await stands()).toEqual([rest, false]);
  await house.cutPower((stateDir) => {
    for (const name of readdirSync(stateDir)) if (/^control-.*\.[01]$/.test(name)) truncateSync(join(stateDir, name), 0);
  });
  expect(await stands()).toEqual([rest, false]);
});

it('a paired phone cannot speak as the home', async () => {
  house = await TestHouse.start();
  const forger = await house.observer(house.link);
  await forger.seen('home', () => true);
  forger.forge('home', (home) => ({ ...home, name: 'Forged' }));
  await wait(500);
  const victim = await house.observer(await house.furtherLink());
  expect(await victim.seen('home', () => true)).not.toMatchObject({ name: 'Forged' });
});
