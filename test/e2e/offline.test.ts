import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeGateway, TOKEN } from '../fakes/gateway.ts';
import { homeMessages } from '../../src/ui/gallery/exampleHome.ts';
import { STATE_NAMES } from '#wire/topics.ts';
import { APP, installed, Phone, remembered, timeFirstView } from './phone.ts';

/** What the first view of Now may take, from the start of the navigation, ms. */
const FIRST_VIEW = 1_000;

let gateway: FakeGateway;
let phone: Phone;
beforeEach(async () => {
  gateway = await FakeGateway.start({ app: APP });
  await gateway.sayAll(homeMessages(), homeMessages().home.clock.wall);
  phone = await Phone.buy();
});
afterEach(async () => {
  await phone.throwAway();
  await gateway.close().catch(() => undefined);
});

async function pairedAndInstalled() {
  const page = await phone.open();
  await page.goto(`${gateway.url}#link=${TOKEN}`);
  await page.locator('tw-now .number', { hasText: '22p' }).waitFor();
  await installed(page);
  await remembered(page, STATE_NAMES.length);
  return page;
}

async function killGateway(): Promise<string> {
  const { url } = gateway;
  await gateway.close();
  await expect(fetch(url)).rejects.toThrow();
  return url;
}

describe('a phone whose gateway is dead', () => {
  it('shows Now with its age after a reload, from its own memory, within a second', async () => {
    const page = await pairedAndInstalled();
    await killGateway();
    const firstView = await timeFirstView(page);
    const response = await page.reload();
    const shownAfter = await firstView();
    await page.locator('tw-now .number', { hasText: '22p' }).waitFor();
    expect([response?.status(), response?.fromServiceWorker()]).toEqual([200, true]);
    expect(await page.locator('tw-now .age').textContent()).toMatch(/\d+ s ago|as of 14:02/);
    expect(shownAfter).toBeLessThan(FIRST_VIEW);
    await page.locator('tw-badge', { hasText: 'No gateway' }).waitFor();
    expect(phone.errors).toEqual([]);
  });

  it('starts cold and shows Now with its age within a second, and every screen by its address', async () => {
    await pairedAndInstalled();
    const url = await killGateway();
    await phone.close();
    const page = await phone.open();
    const firstView = await timeFirstView(page);
    const response = await page.goto(url);
    const shownAfter = await firstView();
    await page.locator('tw-now .number', { hasText: '22p' }).waitFor();
    console.log(`Now after a cold start without a gateway: ${Math.round(shownAfter)} ms`);
    expect(response?.fromServiceWorker()).toBe(true);
    expect(shownAfter).toBeLessThan(FIRST_VIEW);
    expect(await page.locator('tw-now .age').textContent()).toMatch(/\d+ s ago|as of 14:02/);
    // What stands whether or not the app has found out yet that nobody answers: its headings change then.
    for (const [path, text] of [['today', 'Today so far: £1.34'], ['plan', 'Battery powers the home'], ['devices', 'Dishwasher']] as const) {
      await page.goto(`${url}${path}`);
      await page.locator(`tw-${path}`).getByText(text).first().waitFor();
    }
    await page.locator('tw-devices h1', { hasText: 'This phone cannot reach your gateway.' }).waitFor();
    expect(phone.errors).toEqual([]);
  });

  it('keeps what the person asked in sight, and says when it was too late', async () => {
    const page = await pairedAndInstalled();
    await killGateway();
    await page.locator('tw-badge', { hasText: 'No gateway' }).waitFor();
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('button', { name: 'For 1 hour' }).click();
    await page.getByRole('button', { name: 'Asking your home' }).waitFor();
    await page.evaluate(() => {
      const late = Date.now() + 61_000;
      Date.now = () => late;
    });
    await page.getByText('Your home could not be reached in time. Nothing was changed.').waitFor();
  });

  it('is live again when the gateway is back', async () => {
    const page = await pairedAndInstalled();
    const { port } = gateway;
    await killGateway();
    await page.locator('tw-badge', { hasText: 'No gateway' }).waitFor();
    gateway = await FakeGateway.start({ app: APP, port });
    await gateway.sayAll({ ...homeMessages(), grid: { ...homeMessages().grid, power: 1_640 } }, homeMessages().home.clock.wall + 60_000);
    await page.locator('tw-now .number', { hasText: '45p' }).waitFor();
  });
});

describe('the app on a phone', () => {
  it('asks nothing of anyone but its home', async () => {
    await pairedAndInstalled();
    expect(phone.elsewhere).toEqual([]);
  });

  it('keeps everything it needs to start and to plan, and leaves its one-time link nowhere', async () => {
    const page = await pairedAndInstalled();
    expect(page.url()).toBe(gateway.url);
    const kept = await page.evaluate(async () => {
      const names = await caches.keys();
      const keys = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
      return keys.flat().map(({ url }) => new URL(url).pathname);
    });
    expect(kept).toContain('/index.html');
    expect(kept.some((path) => path.endsWith('.wasm'))).toBe(true);
  });
});
