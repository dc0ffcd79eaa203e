import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { homeMessages, TOLD_AT } from '../../src/ui/gallery/exampleHome.ts';
import { FakeGateway, TOKEN } from '../fakes/gateway.ts';
import { APP, brokenRules, Phone } from './phone.ts';

let gateway: FakeGateway;
let phone: Phone;
beforeEach(async () => {
  gateway = await FakeGateway.start({ app: APP });
  await gateway.sayAll({ ...homeMessages(), grid: { ...homeMessages().grid, period: 300_000 } }, TOLD_AT);
  phone = await Phone.buy();
});
afterEach(async () => {
  await phone.throwAway();
  await gateway.close();
});

async function settings(page: Page): Promise<void> {
  await page.goto(`${gateway.url}#link=${TOKEN}`);
  await page.locator('tw-badge', { hasText: 'Live' }).waitFor();
  await page.getByRole('link', { name: 'More' }).click();
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('heading', { name: 'Link and gateway' }).waitFor();
}

/** Where the focus is, through shadow trees, and whether the bar hides any of it. */
const focus = (page: Page) =>
  page.evaluate(() => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    const bar = document.querySelector('tw-app')?.shadowRoot?.querySelector('tw-bar')?.getBoundingClientRect();
    const own = at?.getBoundingClientRect();
    const isInBar = at?.getRootNode() instanceof ShadowRoot && (at.getRootNode() as ShadowRoot).host.localName === 'tw-bar';
    return { name: `${at?.localName} ${at?.textContent?.trim().slice(0, 30)}`, hidden: !isInBar && own !== undefined && bar !== undefined && own.bottom > bar.top + 1 && own.top < bar.bottom, isInBar };
  });

it('goes through Settings by keyboard, and the bar hides nothing that has the focus', async () => {
  const page = await phone.open();
  await settings(page);
  const seen: string[] = [];
  for (let n = 0; n < 40; n++) {
    await page.keyboard.press('Tab');
    const { name, hidden, isInBar } = await focus(page);
    expect([name, hidden]).toEqual([name, false]);
    seen.push(name);
    if (isInBar) break;
  }
  expect(seen.length).toBeGreaterThan(15);
  expect(seen.at(-1)).toContain('Now');
});

it('is clean by axe as a whole page, in forced colours too, and keeps what was chosen over a reload', async () => {
  const page = await phone.open();
  await settings(page);
  expect(await brokenRules(page)).toEqual([]);
  await page.emulateMedia({ forcedColors: 'active' });
  expect(await brokenRules(page)).toEqual([]);
  await page.emulateMedia({ forcedColors: 'none' });
  await page.getByLabel('Colours').selectOption('Dark');
  await page.getByLabel('Text size').selectOption('Large');
  await page.reload();
  await page.getByRole('heading', { name: 'Appearance' }).waitFor();
  expect(await page.evaluate(() => [getComputedStyle(document.documentElement).backgroundColor, document.documentElement.style.fontSize])).toEqual(['rgb(14, 19, 24)', '150%']);
  expect(phone.errors.filter((error) => !error.includes('404'))).toEqual([]);
});

it('finds its gateway by a code that is typed, shows the first number at once, and leaves the questions for later', async () => {
  const page = await phone.open();
  const started = performance.now();
  await page.goto(gateway.url);
  await page.getByRole('button', { name: 'Connect my home' }).click();
  await page.getByLabel('Country').selectOption('GB');
  await page.getByText('a Glow display').waitFor();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.reload();
  await page.getByLabel('Link or code').fill(`${gateway.url}#link=${TOKEN}`);
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await page.locator('tw-now .number', { hasText: '22p' }).waitFor();
  expect(performance.now() - started).toBeLessThan(180_000);
  await page.getByRole('button', { name: 'Answer them' }).click();
  await page.getByText('Flow 3 prices your use.').waitFor();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'Done' }).click();
  await page.locator('tw-now .number', { hasText: '22p' }).waitFor();
  expect(await page.getByRole('button', { name: 'Answer them' }).count()).toBe(0);
});

it('is forgotten by the phone that is erased: no database, no choice, no home', async () => {
  const page = await phone.open();
  await settings(page);
  await page.getByRole('button', { name: 'Erase this phone' }).click();
  await page.getByRole('button', { name: 'Erase and unlink' }).click();
  await page.getByRole('button', { name: 'Try the demo home' }).waitFor();
  const kept = () => page.evaluate(async () => [...(await indexedDB.databases()).map(({ name }) => name), ...Object.keys(localStorage)].filter((name) => name?.startsWith('tidewatt-')));
  await expect.poll(kept).toEqual([]);
  await page.reload();
  await page.getByRole('button', { name: 'Try the demo home' }).waitFor();
});
