import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { CHROMIUM_FLAGS } from '../../device/bench/chromium.mjs';
import { PATIENCE } from './chaosHome.ts';

/** `test/rooms.mjs` names another folder that the app was built into. */
export const APP = join(process.env['TIDEWATT_ROOT'] ?? new URL('../..', import.meta.url).pathname, 'dist/app/');
export const SCREENSHOTS = new URL('../../dist/screenshots/', import.meta.url).pathname;

export const SIZES = { phone: { width: 390, height: 844 }, tablet: { width: 820, height: 1180 }, desktop: { width: 1440, height: 900 } };
/** Dark differs in its colours alone: at one size, and at all of them with TIDEWATT_LONG=1. */
export const sizesIn = (scheme: 'light' | 'dark'): [string, { width: number; height: number }][] =>
  Object.entries(SIZES).filter(([size]) => scheme === 'light' || size === 'phone' || process.env['TIDEWATT_LONG'] === '1');

/** A phone: a browser with a profile that stays when the browser is closed. */
export class Phone {
  readonly errors: string[] = [];
  readonly elsewhere: string[] = [];
  #context: BrowserContext | undefined;

  private constructor(private readonly profile: string) {}

  static async buy(): Promise<Phone> {
    return new Phone(await mkdtemp(join(tmpdir(), 'tidewatt-phone-')));
  }

  /** Starts the browser, cold. */
  async open(viewport = { width: 390, height: 844 }, scheme: 'light' | 'dark' = 'light'): Promise<Page> {
    const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
    this.#context = await chromium.launchPersistentContext(this.profile, { executablePath, headless: true, args: [...CHROMIUM_FLAGS], viewport, colorScheme: scheme, locale: 'en-GB', reducedMotion: 'reduce' });
    return this.#watch(this.#context.pages()[0] ?? (await this.#context.newPage()));
  }

  async tab(): Promise<Page> {
    if (!this.#context) throw new Error('the phone is not open');
    return this.#watch(await this.#context.newPage());
  }

  async close(): Promise<void> {
    await this.#context?.close();
    this.#context = undefined;
  }

  async throwAway(): Promise<void> {
    await this.close();
    await rm(this.profile, { recursive: true, force: true });
  }

  /** Errors of the console but the refused WebSocket of a dead gateway, and requests to anywhere but the home. */
  #watch(page: Page): Page {
    page.setDefaultTimeout(PATIENCE * 1_000);
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().includes('WebSocket connection')) this.errors.push(message.text());
    });
    page.on('pageerror', (error) => this.errors.push(error.message));
    page.on('request', (request) => {
      if (!/^(https?|wss?):\/\/127\.0\.0\.1[:/]/.test(request.url()) && !/^(data|blob|about):/.test(request.url())) this.elsewhere.push(request.url());
    });
    return page;
  }
}

/** From the start of the navigation until a number of Now is on the screen, ms, measured by the page's own frames. */
export async function timeFirstView(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    const shown = (): boolean => /\d/.test(document.querySelector('tw-app')?.shadowRoot?.querySelector('tw-now')?.shadowRoot?.querySelector('.number')?.textContent ?? '');
    const look = (): void => void (shown() ? Object.assign(globalThis, { firstView: performance.now() }) : requestAnimationFrame(look));
    requestAnimationFrame(look);
  });
  return async () => {
    await page.waitForFunction(() => 'firstView' in globalThis);
    return page.evaluate(() => (globalThis as unknown as { firstView: number }).firstView);
  };
}

/** Until the app can start without its server: worker in control, everything in the cache. */
export async function installed(page: Page): Promise<void> {
  await page.waitForFunction(async () => {
    await navigator.serviceWorker.ready;
    return navigator.serviceWorker.controller !== null;
  });
}

/** Until the phone's own copy holds this many state messages: what is shown may be a moment ahead of what is kept. */
export async function remembered(page: Page, states: number): Promise<void> {
  await page.waitForFunction(async (wanted) => {
    const names = (await indexedDB.databases()).flatMap(({ name }) => (name?.includes('replica') ? [name] : []));
    const counts = names.map(
      (name) =>
        new Promise<number>((resolve) => {
          const opening = indexedDB.open(name);
          opening.onerror = () => resolve(0);
          opening.onsuccess = () => {
            const reading = opening.result.transaction('states');
            const count = reading.objectStore('states').count();
            count.onsuccess = () => resolve(count.result);
            reading.oncomplete = () => opening.result.close();
          };
        }),
    );
    return Math.max(0, ...(await Promise.all(counts))) >= wanted;
  }, states);
}

/** Rules broken on a page, by axe; injected through the debugger, so that the strict policy stays. */
export async function brokenRules(page: Page): Promise<string[]> {
  const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
  if (!existsSync(axe)) throw new Error('axe-core is not installed');
  const { readFile } = await import('node:fs/promises');
  await page.evaluate(await readFile(axe, 'utf8'));
  return page.evaluate(async () => {
    const run = (globalThis as unknown as { axe: { run: () => Promise<{ violations: { id: string; nodes: { target: unknown }[] }[] }> } }).axe.run;
    return (await run()).violations.map(({ id, nodes }) => `${id}: ${JSON.stringify(nodes.map(({ target }) => target))}`);
  });
}
