import { mkdir } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeGateway, TOKEN } from '../fakes/gateway.ts';
import { bindingLimit, homeMessages, TOLD_AT } from '../../src/ui/gallery/exampleHome.ts';
import { APP, brokenRules, Phone, SCREENSHOTS, SIZES, sizesIn } from './phone.ts';

const SCREENS = { now: '', today: 'today', plan: 'plan', devices: 'devices', more: 'more' };

let gateway: FakeGateway;
const phones: Phone[] = [];
beforeEach(async () => {
  gateway = await FakeGateway.start({ app: APP });
  // A slow meter, so that what was said once stays fresh while the screens are looked at.
  await gateway.sayAll({ ...homeMessages(), grid: { ...homeMessages().grid, period: 300_000 } }, TOLD_AT);
});
afterEach(async () => {
  await Promise.all(phones.splice(0).map((phone) => phone.throwAway()));
  await gateway.close();
});

async function phone(): Promise<Phone> {
  const bought = await Phone.buy();
  phones.push(bought);
  return bought;
}

async function live(page: Page, url = `${gateway.url}#link=${TOKEN}`): Promise<Page> {
  await page.goto(url);
  await page.locator('tw-badge', { hasText: 'Live' }).waitFor();
  return page;
}

describe('a household', () => {
  it('with two tabs and two phones at once is live on all of them', async () => {
    const [mine, yours] = [await phone(), await phone()];
    const first = await live(await mine.open());
    const pages = [first, await live(await mine.tab(), gateway.url), await live(await yours.open()), await live(await yours.tab(), gateway.url)];
    expect(gateway.clients.size).toBe(4);
    await gateway.sayLive({ ...homeMessages().grid, power: 2_000 }, TOLD_AT);
    for (const page of pages) await page.locator('tw-now .number', { hasText: '55p' }).waitFor();
    expect(gateway.clients.size).toBe(4);
  });

  it('changes a wish, sees it pending, and kept when its home has stored it', async () => {
    gateway.answer = () => null;
    const page = await live(await (await phone()).open());
    await page.getByRole('link', { name: 'Plan' }).click();
    await page.getByRole('button', { name: 'more' }).click();
    await page.getByRole('button', { name: 'Keep' }).click();
    await page.getByText('Waiting for your home to keep it.').waitFor();
    await expect.poll(() => gateway.requests[0]).toMatchObject({ revision: 3, body: { kind: 'wish', wish: { id: 'reserve-battery', share: 0.25 } } });
  });

  it('is told in words when somebody else was first', async () => {
    gateway.answer = () => ({ outcome: 'conflict', reason: 'stale-revision' });
    const page = await live(await (await phone()).open());
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('button', { name: 'For 1 hour' }).click();
    await page.getByText('Someone else changed it first.').waitFor();
    await page.getByRole('button', { name: 'OK' }).click();
    await page.getByText('Someone else changed it first.').waitFor({ state: 'detached' });
  });

  it('with a spent link reads why and what to do', async () => {
    const page = await (await phone()).open();
    await page.goto(`${gateway.url}#link=spent`);
    await page.getByText('This one-time link was used already').waitFor();
    await page.getByRole('button', { name: 'Try the demo home' }).waitFor();
  });

  it('goes through the screens by the bar, with back, and reads their names in the title', async () => {
    const page = await live(await (await phone()).open());
    await page.getByRole('link', { name: 'Today' }).click();
    await page.locator('tw-today h1').waitFor();
    expect([await page.title(), new URL(page.url()).pathname]).toEqual(['Today – Tidewatt', '/today']);
    await page.goBack();
    await page.locator('tw-now').waitFor();
  });

  it('opens a demo home that lives in the browser alone', async () => {
    const page = await (await phone()).open();
    await page.goto(gateway.url);
    await page.getByRole('button', { name: 'Try the demo home' }).click();
    await page.locator('tw-badge', { hasText: 'Demo home' }).waitFor();
    await page.locator('tw-now .number', { hasText: /\d/ }).waitFor();
    expect(gateway.clients.size).toBe(0);
  });
});

describe('every screen', () => {
  it.each(['light', 'dark'] as const)('is accessible, fits, and is pictured in %s', async (scheme) => {
    await mkdir(SCREENSHOTS, { recursive: true });
    const owner = await phone();
    const page = await live(await owner.open(SIZES.phone, scheme));
    for (const [size, viewport] of sizesIn(scheme)) {
      await page.setViewportSize(viewport);
      for (const [screen, path] of Object.entries(SCREENS)) {
        await page.goto(`${gateway.url}${path}`);
        await page.locator('tw-badge', { hasText: 'Live' }).waitFor();
        await page.locator(`tw-${screen} h1`).waitFor();
        expect(await brokenRules(page)).toEqual([]);
        await page.screenshot({ path: `${SCREENSHOTS}${screen}-${size}-${scheme}.png` });
      }
    }
    expect(owner.errors).toEqual([]);
  });

  it('loses nothing at 320 px with text of 200 %', async () => {
    const page = await live(await (await phone()).open({ width: 320, height: 640 }));
    for (const [screen, path] of Object.entries(SCREENS)) {
      await page.goto(`${gateway.url}${path}`);
      await page.locator(`tw-${screen} h1`).waitFor();
      await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
      await page.screenshot({ path: `${SCREENSHOTS}${screen}-large-text.png`, fullPage: true });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    }
  });

  it('shows a limit only when it binds, and a dead gateway in place of it', async () => {
    const page = await live(await (await phone()).open());
    await gateway.say('limit', bindingLimit(), TOLD_AT);
    await page.getByText('Staying under 3.50 kW, as the grid asks.').waitFor();
    await page.screenshot({ path: `${SCREENSHOTS}now-limit.png` });
    await gateway.close();
    await page.getByText('This phone cannot reach your gateway.').waitFor();
    await page.screenshot({ path: `${SCREENSHOTS}now-offline.png` });
    gateway = await FakeGateway.start();
  });
});
