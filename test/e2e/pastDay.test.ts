import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { authorization } from '#wire/pairing.ts';
import { TestHouse } from './house.ts';
import { installed } from './phone.ts';
import { emptyFolder } from './process.ts';

let house: TestHouse;
afterEach(() => house.end());

const HALF_HOUR = 1_800_000;
/** The home's hours go by while the page is looked at: how many are told is not fixed. */
const DAY = /^Tuesday, 10 January 2023: .*(0\.[1-9]|[1-9]\d?\.\d)0 kWh/;
/** What is known of an hour by its minutes. */
const MINUTES = /^\d\d:\d\d–\d\d:\d\d.*0\.[1-9]\d kWh/;
const MORNING = Date.UTC(2023, 0, 10, 9);

/** Half-hours of 300 Wh. */
function usageFile(): string {
  const lines = Array.from({ length: 48 }, (_, n) => `${new Date(MORNING + n * HALF_HOUR).toISOString()},${new Date(MORNING + (n + 1) * HALF_HOUR).toISOString()},0.3`);
  const file = join(emptyFolder(), 'usage.csv');
  writeFileSync(file, `start,end,import_kwh\n${lines.join('\n')}\n`);
  return file;
}

/** How many minutes of today the gateway tells. */
async function minutesTold({ credential, secret }: { readonly credential: string; readonly secret: string }): Promise<number> {
  const answer = await fetch(new URL(`api/history/piece?kind=minutes&from=${MORNING}&to=${MORNING + 24 * HALF_HOUR}`, house.link.origin), { headers: { authorization: authorization(credential, secret) } });
  return ((await answer.json()) as { readonly chunk: { readonly rows: number } }).chunk.rows;
}

it('History by a real gateway: the minutes and the log of today are shown; killed, what is shown stays, and after a start the minutes are the phone’s own', async () => {
  house = await TestHouse.start('--replay', usageFile(), '--speed', '150', '--devices', 'none');
  const observer = await house.observer(house.link);
  expect(await observer.ask({ kind: 'pause', until: null })).toMatchObject({ outcome: 'done' });
  await observer.seen('today', ({ until }) => until >= MORNING + HALF_HOUR);
  const phone = await house.phone();
  const page = await phone.open();
  await page.goto((await house.furtherLink()).href);
  await page.locator('tw-badge', { hasText: 'Live' }).waitFor();
  await installed(page);
  // Readings go to the disk once a minute of real time, and when house is told to end: control starts another. Last, as the home's hour goes by in 24 s.
  const before = house.pid('house');
  process.kill(before ?? 0, 'SIGTERM');
  await expect.poll(() => [undefined, before].includes(house.pid('house'))).toBe(false);
  await expect.poll(() => minutesTold(observer).catch(() => 0), { interval: 200 }).toBeGreaterThan(5);
  await page.locator('tw-badge', { hasText: 'Live' }).waitFor();
  // A page whose home starts again is told so by its browser.
  phone.errors.length = 0;
  await page.goto(`${house.link.origin}/history`);
  const title = page.locator('tw-history h1');
  const span = (value: 'hour' | 'day'): Promise<unknown> => page.locator('tw-history').getByLabel('How much').selectOption(value);
  await span('hour');
  await title.filter({ hasText: MINUTES }).waitFor();
  await span('day');
  await title.filter({ hasText: DAY }).waitFor();
  await page.getByRole('button', { name: 'Show the log' }).press('Enter');
  const paused = page.locator('tw-log ol').getByText('Automation was paused.');
  await paused.waitFor();

  await house.die();
  await page.locator('tw-badge', { hasText: 'No gateway' }).waitFor();
  expect(await paused.count()).toBe(1);
  expect(await title.innerText()).toMatch(DAY);

  await page.reload();
  await span('hour');
  await title.filter({ hasText: MINUTES }).waitFor();
  await page.getByRole('button', { name: 'Show the log' }).press('Enter');
  await page.getByText('The log is kept by your gateway.').waitFor();
  expect(phone.errors.filter((error) => !/ERR_CONNECTION_(REFUSED|RESET)/.test(error))).toEqual([]);
});
