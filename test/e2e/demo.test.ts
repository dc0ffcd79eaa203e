import { spawnSync } from 'node:child_process';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { startStaticHost, type StaticHost } from '../fakes/staticHost.mjs';
import { installed, Phone } from './phone.ts';
import { ROOT } from './process.ts';

/** The page may be busy this long at a stretch while the demo home gets ready, ms, on a machine that has other work too. */
const LONGEST_TASK = 500;

beforeAll(() => {
  const built = spawnSync(process.execPath, ['device/build.mjs', 'demo'], { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
  expect(built.status).toBe(0);
});

let host: StaticHost;
let phone: Phone;
beforeEach(async () => {
  host = await startStaticHost(`${ROOT}dist/demo`, '/tide/');
  phone = await Phone.buy();
});
afterEach(async () => {
  await phone.throwAway();
  await host.close();
});

it('on a static host shows a limit of the grid kept, from nothing but its own files', async () => {
  const page = await phone.open();
  await page.addInitScript(() => {
    const busy: number[] = [];
    Object.assign(globalThis, { busy });
    new PerformanceObserver((list) => busy.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask', buffered: true });
  });
  await page.goto(host.url);
  await page.getByText('living through its last week').waitFor();
  await page.locator('tw-now .number', { hasText: /\d/ }).waitFor();
  const busy = await page.evaluate(() => (globalThis as unknown as { busy: number[] }).busy);
  expect(Math.max(0, ...busy)).toBeLessThan(LONGEST_TASK);

  await page.getByRole('button', { name: 'Send a grid limit of 1.00 kW for 10 minutes' }).click();
  await page.getByText('The grid allows 1.00 kW until 18:10. Kept: your home draws').waitFor();
  await page.getByRole('button', { name: '60×', exact: true }).click();
  // Ten minutes of the home's time are ten seconds of ours: the limit ends by itself.
  await page.getByText('The grid allows 1.00 kW').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Send a grid limit' }).waitFor();
  await installed(page);
  expect([phone.errors, phone.elsewhere, host.missed]).toEqual([[], [], []]);
});

it('starts and goes on without its host, by the address of a screen too', async () => {
  const page = await phone.open();
  await page.goto(host.url);
  await page.locator('tw-now .number', { hasText: /\d/ }).waitFor();
  await installed(page);
  const { url } = host;
  await host.close();
  await page.goto(`${url}plan`);
  await page.locator('tw-plan h1', { hasText: /Next:|balances|Nothing/ }).waitFor();
  expect(phone.errors).toEqual([]);
});
