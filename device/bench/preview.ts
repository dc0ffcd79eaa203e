import { readdirSync, readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { CHROMIUM_FLAGS, ensureChromium } from './chromium.mjs';
import { atLeast, percentile, single, spread, type Figure } from './figure.ts';
import { startGateway } from './gateway.ts';
import { slow } from './slowed.ts';

const TIMES = 4;
const STEPS = 40;
const BURSTS = 10;
/** Taps of a burst, and ms between them: as fast as a thumb. */
const [TAPS, APART] = [4, 180];
const BUDGET = 300;
/** Milliseconds of the reckoning by which the slowing down is measured, on the page's own thread. */
const LOOP = `(() => { const begun = performance.now(); let sum = 0; for (let n = 0; n < 4e7; n++) sum += n % 7; return performance.now() - begun + sum * 0; })()`;

/** The wish of the appliance, and its two buttons, through the shadow roots of the page. */
const WISH = `[...document.querySelector('tw-app').shadowRoot.querySelector('tw-plan').shadowRoot.querySelector('tw-wishes').shadowRoot.querySelectorAll('tw-wish')].at(-1).shadowRoot`;
const press = (label: string): string => `${WISH}.querySelector('[aria-label="${label}"]').click()`;
/** From a press to the frame in which the plan of that value stands on the page. */
const pressed = (label: string): string => `(async () => {
  const begun = performance.now();
  ${press(label)};
  await ${WISH}.host.updateComplete;
  const stands = () => ${WISH}.querySelector('section')?.getAttribute('aria-busy') === 'false';
  while (!stands()) await new Promise(requestAnimationFrame);
  return performance.now() - begun;
})()`;
const UNTIL_PROVEN = `(async () => {
  const begun = performance.now();
  const first = () => ${WISH}.querySelector('tw-preview')?.shadowRoot.querySelector('.first');
  while (first()) await new Promise(requestAnimationFrame);
  return performance.now() - begun;
})()`;

/** The page on which a person changes a wish, with the gateway gone. */
async function openPlan(page: Page, url: string, dead: () => Promise<void>): Promise<void> {
  await page.goto(url);
  await page.locator('tw-now .number').filter({ hasText: /\d/ }).waitFor({ timeout: 30_000 });
  await page.getByRole('link', { name: 'Plan' }).click();
  await page.getByRole('button', { name: /^Have .+ ready by/ }).click();
  await page.getByText(/runs .*\d\d:\d\d/).first().waitFor({ timeout: 60_000 });
  await dead();
  await page.getByText('cannot reach your gateway').first().waitFor({ timeout: 30_000 });
}

/** The processes of a browser's pages. */
export async function rendererPids(browser: Browser): Promise<readonly number[]> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
}

/** ns of processor time that all threads of some processes have had. */
function processorTime(pids: readonly number[]): number {
  const tasks = pids.flatMap((pid) => readdirSync(`/proc/${pid}/task`).map((task) => `/proc/${pid}/task/${task}/schedstat`));
  return tasks.reduce((sum, file) => sum + Number(readFileSync(file, 'utf8').split(' ')[0]), 0);
}

async function median(page: Page, times: number): Promise<number> {
  const samples: number[] = [];
  for (let n = 0; n < times; n++) samples.push(await page.evaluate<number>(LOOP));
  return percentile(samples, 0.5);
}

const step = (n: number): string => (n % 2 === 0 ? 'earlier' : 'later');

interface Measured {
  readonly steps: number[];
  readonly proven: number[];
  readonly bursts: number[];
  /** ms of the processor that a step took, over all threads of the page. */
  readonly work: number[];
}

async function measure(page: Page, pids: readonly number[]): Promise<Measured> {
  const { steps, proven, bursts, work }: Measured = { steps: [], proven: [], bursts: [], work: [] };
  // The first makes the present plan, and compiles.
  for (let n = 0; n < 4; n++) await page.evaluate(pressed(step(n)));
  for (let n = 0; n < STEPS; n++) {
    const before = processorTime(pids);
    steps.push(await page.evaluate<number>(pressed(step(n))));
    work.push((processorTime(pids) - before) / 1e6);
    // Every other step is left alone until the planner is through; the rest come while it is at it.
    if (n % 2 === 0) proven.push((steps.at(-1) ?? 0) + (await page.evaluate<number>(UNTIL_PROVEN)));
    else await page.waitForTimeout(500);
  }
  for (let n = 0; n < BURSTS; n++) {
    for (let tap = 1; tap < TAPS; tap++) {
      await page.evaluate(press(step(n)));
      await page.waitForTimeout(APART);
    }
    bursts.push(await page.evaluate<number>(pressed(step(n))));
    await page.waitForTimeout(800);
  }
  return { steps, proven, bursts, work };
}

const p95 = (name: string, samples: readonly number[]): Figure => {
  const value = percentile(samples, 0.95);
  return { ...spread(name, samples, { unit: 'ms' }), value: Math.round(value), budget: BUDGET, ok: value <= BUDGET };
};

/**
 * A wish changed on a phone without its gateway: from the tap to a priced plan on the page, with every thread of the page's
 * process four times as slow (DESIGN, Figures).
 */
export async function benchPreview({ root }: { readonly root: string }): Promise<Figure[]> {
  const gateway = await startGateway({ root });
  const { chromium } = await import('playwright-core');
  const browser = await chromium.launch({ executablePath: ensureChromium(), args: [...CHROMIUM_FLAGS] });
  let quick: (() => void) | undefined;
  try {
    const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
    await openPlan(page, gateway.url, () => gateway.kill());
    const before = await median(page, 5);
    const pids = await rendererPids(browser);
    quick = slow(pids, TIMES);
    const slowed = (await median(page, 5)) / before;
    const { steps, proven, bursts, work } = await measure(page, pids);
    return [
      atLeast('slowed down, all threads of the page', slowed, { unit: 'times', budget: TIMES * 0.95 }),
      p95('a wish changed to a priced plan, p95', steps),
      { ...p95('the same by processor time of all its threads, four times, p95', work.map((ms) => ms * TIMES)), extrapolated: true },
      p95('the last of four taps in half a second to its plan, p95', bursts),
      spread('a wish changed to the proven plan', proven, { unit: 'ms' }),
      single('the reckoning by which it was slowed down, at full speed', before, { unit: 'ms' }),
    ];
  } finally {
    quick?.();
    await browser.close();
    await gateway.kill();
    gateway.discard();
  }
}
