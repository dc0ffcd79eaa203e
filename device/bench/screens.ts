import { setTimeout as wait } from 'node:timers/promises';
import type { BrowserContext, Page } from 'playwright-core';
import { newProfile } from './browser.ts';
import { percentile, single, spread, type Figure } from './figure.ts';
import { startGateway } from './gateway.ts';
import { openMeter, type Meter } from './latency.ts';
import { twoYearsBefore } from './twoYears.ts';

/** A phone of the middle of the market beside a desktop's core (DESIGN, Figures). */
const THROTTLE = 4;
const OPENINGS = 10;
const LONG_TASK = 50;

/** Tasks of 50 ms and more, and what has moved by itself. */
const WATCH_TASKS = `
  window.tasks = [];
  window.shift = 0;
  new PerformanceObserver((list) => window.tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' });
  new PerformanceObserver((list) => list.getEntries().forEach((e) => { if (!e.hadRecentInput) window.shift += e.value; })).observe({ type: 'layout-shift' });`;

async function slowDown(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: THROTTLE });
}

const onNow = (page: Page): Promise<void> => page.locator('tw-now .number').filter({ hasText: /\d/ }).waitFor({ timeout: 30_000 });

/** A minute of a meter that tells each second, every reading another one, on Now. */
async function updates(page: Page, meter: Meter, seconds: number): Promise<Figure[]> {
  await page.evaluate(WATCH_TASKS);
  for (let second = 0; second < seconds; second++) {
    meter.send((1 + second / 100).toFixed(3));
    await wait(1_000);
  }
  const tasks = await page.evaluate<number[]>('window.tasks');
  const shift = await page.evaluate<number>('window.shift');
  return [
    { ...single(`tasks over ${LONG_TASK} ms in ${seconds} updates of Now, ${THROTTLE}x throttled`, tasks.length, { unit: 'tasks', budget: 0 }), n: seconds },
    { ...single('the longest of them', tasks.length === 0 ? 0 : Math.max(...tasks), { unit: 'ms' }), n: tasks.length, p50: tasks.length === 0 ? null : percentile(tasks, 0.5) },
    single('layout shift meanwhile', shift, { unit: 'score', budget: 0.02 }),
  ];
}

/** Puts two years into the phone's own copy, from a page of the same origin that is not the app. */
async function fill(context: BrowserContext, origin: string): Promise<void> {
  const page = await context.newPage();
  await page.goto(`${origin}/manifest.webmanifest`);
  const opened = `const [{ name }] = (await indexedDB.databases()).filter(({ name }) => name.startsWith('tidewatt-replica-'));
    const database = await new Promise((resolve, reject) => Object.assign(indexedDB.open(name), { onsuccess: ({ target }) => resolve(target.result), onerror: ({ target }) => reject(target.error) }));`;
  const start = await page.evaluate<number | null>(`(async () => { ${opened}
    const row = await new Promise((resolve) => (database.transaction('states').objectStore('states').get('today').onsuccess = ({ target }) => resolve(target.result)));
    database.close();
    return row?.envelope.body.start ?? null; })()`);
  if (start === null) throw new Error('the gateway has told nothing of today');
  const { chunks, days } = twoYearsBefore(start);
  await page.evaluate(`(async () => { ${opened}
    const work = database.transaction(['chunks', 'days'], 'readwrite');
    const [chunks, days] = ${JSON.stringify([chunks, days])};
    for (const [n, chunk] of chunks.entries()) work.objectStore('chunks').put({ kind: chunk.kind, start: chunk.start, end: chunk.end, hash: String(n).padStart(64, '0'), chunk });
    for (const day of days) work.objectStore('days').put(day);
    await new Promise((resolve, reject) => Object.assign(work, { oncomplete: resolve, onerror: () => reject(work.error) }));
    database.close(); })()`);
  await page.close();
}

interface Opened {
  /** ms from the tap to the sum of the day, and to what the home's own past says of it. */
  readonly today: number;
  readonly outlook: number;
  readonly shift: number;
}

/** By the page's own frames, from the tap on the bar. */
const TAP_TODAY = `new Promise((done) => {
  const app = document.querySelector('tw-app').shadowRoot;
  const from = performance.now();
  const drawn = {};
  app.querySelector('tw-bar').shadowRoot.querySelector('a[href$="/today"]').click();
  const look = () => {
    const today = app.querySelector('tw-today')?.shadowRoot;
    if (today?.querySelector('h1')) drawn.today ??= performance.now() - from;
    if (today?.querySelector('tw-outlook')?.shadowRoot?.querySelector('dd')) drawn.outlook ??= performance.now() - from;
    if (drawn.outlook === undefined) requestAnimationFrame(look);
    else done(drawn);
  };
  requestAnimationFrame(look);
})`;

async function openToday(context: BrowserContext, origin: string, throttled: boolean): Promise<Opened> {
  const page = await context.newPage();
  await page.goto(origin);
  await onNow(page);
  await page.evaluate(WATCH_TASKS);
  if (throttled) await slowDown(page);
  const drawn = await page.evaluate<Omit<Opened, 'shift'>>(TAP_TODAY);
  await page.waitForTimeout(500);
  const shift = await page.evaluate<number>('window.shift');
  await page.close();
  return { ...drawn, shift };
}

async function openings(context: BrowserContext, origin: string): Promise<Figure[]> {
  const runs: Opened[] = [];
  const slow: Opened[] = [];
  for (let n = 0; n < OPENINGS; n++) {
    runs.push(await openToday(context, origin, false));
    slow.push(await openToday(context, origin, true));
  }
  // The median is judged: what others take of the machine is not the app's.
  const median = (name: string, samples: readonly number[], budget?: number): Figure => ({ ...spread(name, samples, { unit: 'ms' }), ...(budget === undefined ? {} : { budget, ok: percentile(samples, 0.5) <= budget }), value: Number(percentile(samples, 0.5).toPrecision(5)) });
  return [
    median('tap to Today, two years of half-hours on the phone', runs.map(({ today }) => today), 100),
    median('tap to what its own past says of Today', runs.map(({ outlook }) => outlook)),
    median(`tap to Today, ${THROTTLE}x throttled`, slow.map(({ today }) => today)),
    median(`tap to what its own past says of Today, ${THROTTLE}x throttled`, slow.map(({ outlook }) => outlook)),
    spread('layout shift of Today', [...runs, ...slow].map(({ shift }) => shift), { unit: 'score', budget: 0.02 }),
  ];
}

/**
 * Now through a minute of readings a second at a quarter of the speed; then, with the gateway dead, Today opened from
 * two years of half-hours on the phone (`ui.md` 4: no task over 50 ms, Today within 100 ms).
 */
export async function benchScreens({ root, seconds }: { readonly root: string; readonly seconds: number }): Promise<Figure[]> {
  const meter = await openMeter();
  const gateway = await startGateway({ root, args: ['--meter', `tcp://127.0.0.1:${meter.port}`, '--format', 'p1'] });
  const profile = newProfile();
  const context = await profile.open();
  const origin = new URL(gateway.url).origin;
  try {
    const page = await context.newPage();
    await page.goto(gateway.url);
    const beat = setInterval(() => meter.send('0.500'), 1_000);
    await onNow(page);
    await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
    await page.waitForTimeout(3_000);
    clearInterval(beat);
    await slowDown(page);
    const live = await updates(page, meter, seconds);
    await page.close();
    await gateway.kill();
    await fill(context, origin);
    return [...live, ...(await openings(context, origin))];
  } finally {
    await context.close();
    profile.discard();
    await gateway.kill();
    gateway.discard();
    meter.close();
  }
}
