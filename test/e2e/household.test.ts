import { readdirSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { TestHouse } from './house.ts';

let house: TestHouse;
afterEach(() => house.end());

it('operators that a lost state has silenced are confirmed from a phone, and a restart does not ask again', async () => {
  house = await TestHouse.start();
  const phone = await house.observer(house.link);
  await phone.seen('household', ({ operators }) => operators === 'heard');
  await house.cutPower((stateDir) => {
    for (const name of readdirSync(stateDir)) if (/^control-.*\.[01]$/.test(name)) truncateSync(join(stateDir, name), 0);
  });
  const after = await house.observer(await house.furtherLink());
  await after.seen('household', ({ operators }) => operators === 'unconfirmed');
  expect(await after.ask({ kind: 'act', act: { kind: 'operators-confirmed' } })).toMatchObject({ outcome: 'done', reason: null });
  await after.seen('household', ({ operators }) => operators === 'heard');
  await house.cutPower();
  const third = await house.observer(await house.furtherLink());
  await third.seen('household', ({ operators }) => operators === 'heard');
}, 90_000);

it('the records of a real gateway are erased from its Settings, after a word was typed; the phone stays linked', async () => {
  house = await TestHouse.start();
  const phone = await house.phone();
  const page = await phone.open();
  await page.goto(house.link.href);
  await page.locator('tw-badge', { hasText: 'Live' }).waitFor();
  await page.goto(`${house.link.origin}/settings`);
  const before = house.pid('house');
  await page.getByRole('button', { name: 'Erase the records of this home' }).click();
  await page.getByRole('link', { name: 'Take a copy out' }).last().waitFor();
  await page.getByLabel('Type “erase” if you mean it').fill('erase');
  await page.getByRole('button', { name: 'Erase for good' }).click();
  await page.getByText('Erased. Your gateway begins anew.').waitFor();
  await expect.poll(() => [undefined, before].includes(house.pid('house')), { timeout: 20_000 }).toBe(false);
  await page.locator('tw-badge', { hasText: 'Live' }).waitFor();
}, 90_000);
