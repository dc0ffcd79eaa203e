import type { Page } from 'playwright-core';
import { afterEach, expect, it } from 'vitest';
import { signal, until } from './chaosHome.ts';
import { TestHouse } from './house.ts';

const HOUR = 3_600_000;

let house: TestHouse;
afterEach(() => house.end());

async function live(page: Page, url: string): Promise<Page> {
  await page.goto(url);
  await page.locator('tw-badge', { hasText: 'Live' }).waitFor();
  return page;
}

const clock = (at: number): string => new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'Europe/London' }).format(at);

it('from the one-time link over Now and a plan to a wish whose plan the phone itself made, on two phones and two tabs', async () => {
  house = await TestHouse.start();
  const { link } = house;
  const [mine, yours] = [await house.phone(), await house.phone()];
  const page = await live(await mine.open(), link.href);
  expect(page.url()).toBe(`${link.origin}/`);
  await page.locator('tw-now .number', { hasText: /\d/ }).waitFor();
  await page.locator('tw-now .unit', { hasText: 'an hour' }).waitFor();
  await page.locator('tw-now button.figure').click();
  await page.locator('tw-now button.figure', { hasText: /\d (k|)W/ }).waitFor();

  // The same link again, on another phone: refused with a sentence; a further one from the keyboard is good.
  const other = await yours.open();
  await other.goto(link.href);
  await other.getByText('This one-time link was used already').waitFor();
  await live(other, (await house.furtherLink()).href);
  const tab = await live(await mine.tab(), link.origin);
  const observer = await house.observer(await house.furtherLink());

  // Somebody wants the dishes done between ten and twenty hours from now; the gateway's own planner answers.
  const now = Date.now();
  await observer.seen('devices', (devices) => devices.length === 2 && devices.every(({ online }) => online));
  const dishes = { kind: 'readyBy', id: 'dishes', device: 'dishwasher', rank: 1, from: now + 10 * HOUR, by: now + 20 * HOUR } as const;
  expect(await observer.ask({ kind: 'wish', wish: dishes })).toMatchObject({ outcome: 'done', reason: null });
  const first = await observer.seen('plan', (plan) => plan?.acts.some(({ device, policy }) => device === 'dishwasher' && policy.kind === 'run') ?? false);
  expect(first?.author).toBe('planner');
  await page.getByRole('link', { name: 'Plan' }).click();
  await page.locator('tw-plan h1', { hasText: /Next: .+\d\d:\d\d/ }).waitFor();
  await page.getByText(/Made at \d\d:\d\d by the gateway/).waitFor();

  // With the gateway's planner standing still, the changed wish can only be planned by the phone that changed it.
  const planner = await until('the planner runs', () => house.pid('planner'));
  signal(planner, 'SIGSTOP');
  await page.getByLabel('Dishwasher ready by').fill(clock(now + 5 * HOUR));
  await page.getByLabel('Dishwasher ready by').dispatchEvent('change');
  await page.getByRole('button', { name: 'Keep', exact: true }).click();
  const second = await observer.seen('plan', (plan) => plan !== null && plan !== undefined && plan.author !== 'planner');
  signal(planner, 'SIGCONT');
  expect(second?.author).toMatch(/^phone-/);
  expect(second?.author).not.toBe(observer.credential);
  expect(second?.broken).toEqual([]);
  const run = second?.acts.find(({ device, policy }) => device === 'dishwasher' && policy.kind === 'run');
  expect(run?.interval.end).toBeLessThanOrEqual(now + 5 * HOUR);
  await page.getByText(/Made at \d\d:\d\d by a phone/).waitFor();

  // All three screens are still there, each with a connection of its own.
  for (const screen of [page, tab, other]) await screen.locator('tw-badge', { hasText: 'Live' }).waitFor();
  expect([mine.errors, mine.elsewhere]).toEqual([[], []]);
  expect(yours.errors.filter((text) => !text.includes('403'))).toEqual([]);
});
