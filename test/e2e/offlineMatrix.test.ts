import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { STATE_NAMES } from '#wire/topics.ts';
import { CHROMIUM_FLAGS } from '../../device/bench/chromium.mjs';
import { DAY_START, homeMessages, TOLD_AT } from '../../src/ui/gallery/exampleHome.ts';
import { FakeGateway, TOKEN, type GatewayOptions } from '../fakes/gateway.ts';
import { PastHome } from '../fakes/pastHome.ts';
import { dayTotal, minutesText, slotsText } from '../fakes/pastTexts.ts';
import { APP, installed, remembered } from './phone.ts';

const DAY = 86_400_000;
/** What a phone may take until it is usable again, and has today and the totals (DESIGN, Storage), ms. */
const USABLE = 10_000;

let browser: Browser;
let phone: BrowserContext;
let past: PastHome;
let gateway: FakeGateway;
let errors: string[];
beforeAll(async () => {
  browser = await chromium.launch({ executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium', headless: true, args: [...CHROMIUM_FLAGS] });
});
afterAll(() => browser.close());

beforeEach(async () => {
  errors = [];
  past = home('store-1');
  await start();
});
afterEach(async () => {
  await phone.close();
  await gateway.close().catch(() => undefined);
});

/** A home that remembers three days. */
function home(storeId: string): PastHome {
  const remembers = new PastHome(storeId);
  const starts = [3, 2, 1].map((ago) => DAY_START - ago * DAY);
  remembers.days = starts.map((day) => dayTotal(day, 2_000_000));
  for (const day of starts) remembers.add(slotsText(day, 48));
  remembers.add(minutesText(DAY_START - DAY));
  return remembers;
}

/** A gateway on the port of the last one, which tells all of a home. */
async function start(options: GatewayOptions = {}, bodies = homeMessages(), time = TOLD_AT): Promise<void> {
  gateway = await FakeGateway.start({ app: APP, past, ...options });
  await gateway.sayAll(bodies, time);
}

async function restart(options: GatewayOptions = {}, bodies = homeMessages(), time = TOLD_AT): Promise<void> {
  const { port } = gateway;
  await gateway.close();
  await start({ port, ...options }, bodies, time);
}

async function open(path = ''): Promise<Page> {
  const page = await phone.newPage();
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(`${gateway.url}${path}`);
  return page;
}

/** @param worker it can start without its gateway; without, a visit costs less. */
async function buy(worker: boolean): Promise<void> {
  phone = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'en-GB', reducedMotion: 'reduce', serviceWorkers: worker ? 'allow' : 'block' });
}

/** Linked, and with all of the past. */
async function atHome(worker: boolean): Promise<Page> {
  await buy(worker);
  const page = await open(`#link=${TOKEN}`);
  await page.locator('tw-now .number', { hasText: '22p' }).waitFor();
  if (worker) await installed(page);
  await remembered(page, STATE_NAMES.length);
  await holds(page, 3, 4);
  return page;
}

/** Until the phone's copy holds this many days and sealed chunks. */
async function holds(page: Page, days: number, chunks: number): Promise<void> {
  await expect.poll(() => page.evaluate(countHeld), { timeout: USABLE, interval: 50 }).toEqual({ days, chunks });
}

async function countHeld(): Promise<{ days: number; chunks: number }> {
  const name = (await indexedDB.databases()).find((one) => one.name?.startsWith('tidewatt-replica-'))?.name;
  if (name === undefined) return { days: 0, chunks: 0 };
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const opening = indexedDB.open(name);
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
  const keys = (store: string): Promise<IDBValidKey[]> => new Promise((resolve) => {
    const reading = database.transaction(store).objectStore(store).getAllKeys();
    reading.onsuccess = () => resolve(reading.result);
  });
  const sealed = (await keys('chunks')).filter((key) => Array.isArray(key) && key[3] !== '');
  const held = { days: (await keys('days')).length, chunks: sealed.length };
  database.close();
  return held;
}

/** What the browser throws away, as when it needs room. */
async function evict(page: Page, storageTypes: 'indexeddb' | 'all'): Promise<void> {
  const session = await phone.newCDPSession(page);
  await session.send('Storage.clearDataForOrigin', { origin: new URL(gateway.url).origin, storageTypes });
  await session.detach();
}

const badge = (page: Page, hasText: string) => page.locator('tw-badge', { hasText }).waitFor();
const number = (page: Page, hasText: string) => page.locator('tw-now .number', { hasText }).waitFor();
const age = (page: Page) => page.locator('tw-now .age').textContent();
const HOW_OLD = /ago|as of/;
const SECONDS_OLD = /^\D*\d+ s ago/;
/** The age follows a new value with the next beat of the page. */
const isAged = (page: Page, how: RegExp): Promise<void> => expect.poll(() => age(page), { timeout: USABLE, interval: 50 }).toMatch(how);

async function asksPause(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByRole('button', { name: 'For 1 hour' }).click();
  await page.getByRole('button', { name: 'Asking your home' }).waitFor();
}

interface Trouble {
  readonly name: string;
  /** The app starts again without its gateway. */
  readonly startsAlone?: boolean;
  /** Makes it happen; @returns the page that is then looked at. */
  readonly happens: (page: Page) => Promise<Page>;
  /** What is then shown: the last true values with their age, or what is missing. */
  readonly shown: (page: Page) => Promise<void>;
}

const MATRIX: readonly Trouble[] = [
  {
    name: 'the gateway is dead: the last values with their age, and the past, after a start of the app',
    startsAlone: true,
    happens: async (page) => {
      const { url } = gateway;
      await gateway.close();
      await page.close();
      const again = await phone.newPage();
      await again.goto(url);
      return again;
    },
    shown: async (page) => {
      await number(page, '22p');
      await badge(page, 'No gateway');
      await isAged(page, HOW_OLD);
      await holds(page, 3, 4);
      await page.goto(`${page.url()}today`);
      await page.locator('tw-today h1', { hasText: '£1.34' }).waitFor();
    },
  },
  {
    name: 'the network is cut and comes back: said at once, and live again',
    happens: async (page) => {
      await phone.setOffline(true);
      gateway.cut();
      await badge(page, 'No gateway');
      return page;
    },
    shown: async (page) => {
      await number(page, '22p');
      await isAged(page, HOW_OLD);
      await phone.setOffline(false);
      await gateway.sayLive({ ...homeMessages().grid, power: 1_640 }, TOLD_AT + 1_000);
      await badge(page, 'Live');
    },
  },
  {
    name: 'the profile is cold: it says that it is linked to no home',
    happens: async (page) => {
      // What is read while it is taken away is another row: here the app is closed.
      const blank = await phone.newPage();
      await page.close();
      await evict(blank, 'all');
      return open();
    },
    shown: async (page) => {
      await page.locator('tw-welcome').waitFor();
      expect(await page.locator('tw-now').count()).toBe(0);
    },
  },
  {
    name: 'the databases are evicted while the app is closed: linked all the same, with today, totals and past again',
    happens: async (page) => {
      const blank = await phone.newPage();
      await page.close();
      await evict(blank, 'indexeddb');
      return open();
    },
    shown: async (page) => {
      await number(page, '22p');
      await holds(page, 3, 4);
    },
  },
  {
    name: 'the databases are evicted while the app is open: what was asked is not lost, and the copy is made again',
    happens: async (page) => {
      gateway.answer = () => null;
      await asksPause(page);
      await evict(page, 'indexeddb');
      await restart();
      return page;
    },
    shown: async (page) => {
      await expect.poll(() => gateway.requests.map(({ body }) => (body as { kind: string }).kind), { timeout: USABLE }).toContain('pause');
      await number(page, '22p');
      await holds(page, 3, 4);
      await remembered(page, STATE_NAMES.length);
    },
  },
  {
    name: 'the gateway was restored as another store: its values, its past and nothing of the former',
    happens: async (page) => {
      past = home('store-2');
      past.days = [dayTotal(DAY_START - DAY, 1)];
      await restart({ storeId: 'store-2' }, { ...homeMessages(), grid: { ...homeMessages().grid, power: 1_640 } });
      return page;
    },
    shown: async (page) => {
      await number(page, '45p');
      await holds(page, 1, 4);
    },
  },
  {
    name: 'the gateway was put back to an earlier day of the same store: its values, and no past lost',
    happens: async (page) => {
      past.clear();
      past.add(slotsText(DAY_START - 3 * DAY, 48));
      await restart({}, { ...homeMessages(), grid: { ...homeMessages().grid, power: 1_640 } }, TOLD_AT - 60_000);
      return page;
    },
    shown: async (page) => {
      await number(page, '45p');
      await holds(page, 3, 4);
    },
  },
  {
    name: 'the app is older than the gateway: Now goes on, nothing can be asked, the update is offered and not forced',
    happens: async (page) => {
      await page.evaluate(() => Object.assign(globalThis, { stillHere: true }));
      await restart({ version: 2 }, { ...homeMessages(), grid: { ...homeMessages().grid, power: 1_640 } });
      return page;
    },
    shown: async (page) => {
      await number(page, '45p');
      await page.getByText('Your gateway is newer than this app.').waitFor();
      expect(await page.getByRole('button', { name: 'Update the app first' }).isDisabled()).toBe(true);
      await page.getByRole('button', { name: 'Update now' }).waitFor();
      expect(await page.evaluate(() => 'stillHere' in globalThis)).toBe(true);
    },
  },
  {
    name: 'the app is newer than the gateway: it reads, asks nothing and says which is older',
    happens: async (page) => {
      await restart({ version: 0 }, { ...homeMessages(), grid: { ...homeMessages().grid, power: 1_640 } });
      return page;
    },
    shown: async (page) => {
      await number(page, '45p');
      await page.getByText('Your gateway is older than this app.').waitFor();
      expect(await page.getByRole('button', { name: 'Update the app first' }).isDisabled()).toBe(true);
    },
  },
  {
    name: 'the gateway’s clock stands at 1970: its values, its word that the time is not set, and the past as it was',
    happens: async (page) => {
      const bodies = homeMessages(60_000);
      const told = { ...bodies, home: { ...bodies.home, clock: { wall: 60_000, speed: 1, trust: 'none' as const } }, grid: { ...bodies.grid, power: 1_640 }, today: { ...bodies.today, start: 0, end: DAY, until: 28 * 1_800_000, bars: bodies.today.bars.map((bar) => ({ ...bar, start: bar.start - DAY_START, end: bar.end - DAY_START })) } };
      await restart({}, told, 60_000);
      return page;
    },
    shown: async (page) => {
      await page.locator('tw-now .number', { hasText: /\d/ }).waitFor();
      await holds(page, 3, 4);
      await page.goto(`${gateway.url}settings`);
      await page.getByText('not set').waitFor();
    },
  },
  {
    name: 'the gateway’s clock is believed and five hours ahead, is put right, and dies: the values of then and now with their age, never of hours',
    happens: async (page) => {
      const ahead = TOLD_AT + 5 * 3_600_000;
      const bodies = homeMessages(ahead);
      await restart({}, { ...bodies, grid: { ...bodies.grid, power: 1_640 } }, ahead);
      await number(page, '45p');
      await isAged(page, SECONDS_OLD);
      return page;
    },
    shown: async (page) => {
      const right = TOLD_AT + 60_000;
      const { home: told, grid } = homeMessages(right);
      await gateway.say('home', told, right);
      await gateway.sayLive(grid, right);
      await number(page, '22p');
      await isAged(page, SECONDS_OLD);
      await gateway.close();
      await badge(page, 'No gateway');
      await isAged(page, HOW_OLD);
      expect(await age(page)).not.toMatch(/19:0/);
      await holds(page, 3, 4);
    },
  },
  {
    name: 'the phone’s clock is a week ahead and the gateway dead: the last values, with the moment that they are of',
    startsAlone: true,
    happens: async (page) => {
      await gateway.close();
      await badge(page, 'No gateway');
      await page.addInitScript(() => {
        const { now } = Date;
        Date.now = () => now() + 7 * 86_400_000;
      });
      await page.reload();
      return page;
    },
    shown: async (page) => {
      await number(page, '22p');
      await isAged(page, /as of Fri 24 Mar, 14:02/);
    },
  },
];

/** A browser that removes a database ends whoever reads it, and idb leaves that end to nobody; what was lost by it is asked for above. */
const ENDED = /AbortError|Connection is closing/;

describe('a phone that has been at home', () => {
  it.each(MATRIX)('$name', async ({ startsAlone, happens, shown }) => {
    const page = await happens(await atHome(startsAlone === true));
    const began = performance.now();
    await shown(page);
    expect(performance.now() - began).toBeLessThan(USABLE);
    expect(errors.filter((one) => !ENDED.test(one))).toEqual([]);
  });
});

it('a newer version of the app is offered when it is there, and taken only when a person says so', async () => {
  const page = await atHome(true);
  await restart({ newApp: true });
  await page.reload();
  await page.evaluate(() => Object.assign(globalThis, { stillHere: true }));
  await page.getByText('A newer version is ready.').waitFor();
  await number(page, '22p');
  expect(await page.evaluate(() => 'stillHere' in globalThis)).toBe(true);
  await page.getByRole('button', { name: 'Update now' }).click();
  await page.waitForFunction(() => !('stillHere' in globalThis));
  await number(page, '22p');
  expect(await page.getByText('A newer version is ready.').count()).toBe(0);
});

it('a new phone has today and the totals within ten seconds of its link, and the rest behind them', async () => {
  await buy(false);
  const began = performance.now();
  const page = await open(`#link=${TOKEN}`);
  await number(page, '22p');
  const first = performance.now() - began;
  await expect.poll(async () => (await page.evaluate(countHeld)).days, { timeout: USABLE, interval: 20 }).toBe(3);
  const totals = performance.now() - began;
  await holds(page, 3, 4);
  console.log(`a new phone: first value after ${Math.round(first)} ms, totals after ${Math.round(totals)} ms, all of it after ${Math.round(performance.now() - began)} ms`);
  expect(totals).toBeLessThan(USABLE);
});
