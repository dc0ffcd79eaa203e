import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { newProfile, type Profile } from './browser.ts';
import { single, spread, type Figure } from './figure.ts';
import { startGateway } from './gateway.ts';

const STARTS = 10;

async function install(profile: Profile, url: string): Promise<void> {
  const context = await profile.open();
  const page = await context.newPage();
  await page.goto(url);
  // By the debugger, not in the page: the app's policy forbids it to evaluate text.
  await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
  await page.locator('tw-now .number').filter({ hasText: /\d/ }).waitFor({ timeout: 30_000 });
  await page.waitForTimeout(2_000);
  await context.close();
}

async function firstView(context: BrowserContext, url: string): Promise<{ ms: number; shift: number }> {
  const page: Page = await context.newPage();
  await page.addInitScript(`
    window.shift = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((e) => { if (!e.hadRecentInput) window.shift += e.value; })).observe({ type: 'layout-shift', buffered: true });`);
  await page.goto(url, { waitUntil: 'commit' });
  await page.locator('tw-now .number').filter({ hasText: /\d/ }).waitFor({ timeout: 10_000 });
  const ms = await page.evaluate<number>('performance.now()');
  await page.waitForTimeout(1_000);
  const shift = await page.evaluate<number>('window.shift');
  await page.close();
  return { ms, shift };
}

/** `npm start` again, from the command to its line. */
async function secondStart(root: string, stateDir: string): Promise<number> {
  const begun = performance.now();
  const start = spawn(process.execPath, [join(root, 'device/start.mjs'), '--port', '0', '--mqtt-port', '0', '--state', stateDir], { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] });
  await once(start.stdout, 'data');
  const taken = performance.now() - begun;
  start.kill('SIGTERM');
  await once(start, 'exit');
  return taken;
}

/**
 * An installed app with its gateway dead: from navigation to a true number on Now in a browser process just started on
 * the same profile, and how far the page moved meanwhile; then a second `npm start` (DESIGN, Figures).
 */
export async function benchCold({ root }: { readonly root: string }): Promise<Figure[]> {
  const gateway = await startGateway({ root });
  const profile = newProfile();
  try {
    await install(profile, gateway.url);
    await gateway.kill();
    const views: { ms: number; shift: number }[] = [];
    for (let i = 0; i < STARTS; i++) {
      const context = await profile.open();
      views.push(await firstView(context, new URL('/', gateway.url).href));
      await context.close();
    }
    return [
      spread('first view of Now, cold browser, gateway dead', views.map(({ ms }) => ms), { unit: 'ms', budget: 1_000 }),
      spread('layout shift', views.map(({ shift }) => shift), { unit: 'score', budget: 0.02 }),
      single('second start', (await secondStart(root, gateway.stateDir)) / 1000, { unit: 's', budget: 5 }),
    ];
  } finally {
    await gateway.kill();
    profile.discard();
    gateway.discard();
  }
}
