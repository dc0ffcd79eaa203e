import { readdirSync, rmSync, truncateSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { authorization } from '#wire/pairing.ts';
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
});

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
  await expect.poll(() => [undefined, before].includes(house.pid('house'))).toBe(false);
  await page.locator('tw-badge', { hasText: 'Live' }).waitFor();
});

it('who moves out takes tariff and wishes along, leaves the limit and nothing else behind, and brings them in where they come to', async () => {
  house = await TestHouse.start();
  const former = await house.phone();
  const page = await former.open();
  await page.goto(house.link.href);
  await page.locator('tw-badge', { hasText: 'Live' }).waitFor();
  const observer = await house.observer(await house.furtherLink());
  const bill = { name: 'Typed of old', validFrom: '2020-01-01', vat: null, rates: [{ name: 'day', price: '0.25', days: 'all', from: 0, to: 1_440 }], standingPerDay: null, exportPrice: null } as const;
  expect(await observer.ask({ kind: 'tariff-typed', tariff: { ...bill, rates: [...bill.rates] } })).toMatchObject({ outcome: 'done' });
  expect(await observer.ask({ kind: 'wish', wish: { kind: 'reserve', id: 'taken-along', device: 'battery', rank: 1, share: 0.3 } })).toMatchObject({ outcome: 'done' });
  expect((await house.tidewatt('limit', '--w', '1800')).code).toBe(0);
  await page.goto(`${house.link.origin}/settings`);
  await page.locator('tw-badge', { hasText: 'Live' }).waitFor();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save tariffs and wishes' }).click()]);
  const file = join(house.stateDir, '..', `${basename(house.stateDir)}-household.json`);
  await download.saveAs(file);
  const before = house.pid('house');
  await page.getByRole('button', { name: 'Leave behind' }).click();
  await page.getByRole('button', { name: 'Leave and unlink every phone' }).isDisabled().then((disabled) => expect(disabled).toBe(true));
  await page.getByLabel('Type “leave” if you mean it').fill('leave');
  await page.getByRole('button', { name: 'Leave and unlink every phone' }).click();
  await page.getByRole('button', { name: 'Connect my home' }).waitFor();
  await expect.poll(() => [undefined, before].includes(house.pid('house'))).toBe(false);
  const formerly = { authorization: authorization(observer.credential, observer.secret) };
  const letIn = (): Promise<number | null> => fetch(new URL('api/history/totals', house.link.origin), { headers: formerly }).then(({ status }) => status, () => null);
  await expect.poll(letIn).toBe(401);

  const next = await house.phone();
  const arrived = await next.open();
  await arrived.goto((await house.furtherLink()).href);
  await arrived.locator('tw-badge', { hasText: 'Live' }).waitFor();
  const seer = await house.observer(await house.furtherLink());
  expect((await seer.seen('wishes', () => true)).wishes).toEqual([]);
  await seer.seen('limit', ({ limits }) => limits.some(({ value }) => value.kind === 'limit' && value.w === 1_800));
  await seer.seen('devices', (devices) => devices.some(({ id }) => id === 'battery'));
  await arrived.goto(`${house.link.origin}/settings`);
  await arrived.locator('tw-badge', { hasText: 'Live' }).waitFor();
  await arrived.getByLabel('File of the last home').setInputFiles(file);
  await arrived.getByText('Your home took 3.').first().waitFor();
  await seer.seen('wishes', ({ wishes }) => wishes.some(({ id }) => id === 'taken-along'));
  await seer.seen('tariff', (tariff) => tariff?.typed?.some(({ name }) => name === 'Typed of old') ?? false);
  rmSync(file);
});
