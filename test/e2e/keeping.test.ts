import { afterEach, expect, it } from 'vitest';
import { wait } from './chaosHome.ts';
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
}, 60_000);

it('a paired phone cannot speak as the home', async () => {
  house = await TestHouse.start();
  const forger = await house.observer(house.link);
  await forger.seen('home', () => true);
  forger.forge('home', (home) => ({ ...home, name: 'Forged' }));
  await wait(500);
  const victim = await house.observer(await house.furtherLink());
  expect(await victim.seen('home', () => true, 5)).not.toMatchObject({ name: 'Forged' });
}, 60_000);
