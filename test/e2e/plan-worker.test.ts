import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM_FLAGS, ensureChromium } from '../../device/bench/chromium.mjs';
import { battery, CENT, hourly } from '../fixtures/plan/problems.ts';

const PAGE = fileURLToPath(new URL('../fixtures/plan/page', import.meta.url));
const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.wasm': 'application/wasm' };

let out: string;
let server: Server;
let browser: Browser;
let page: Page;
const asked: string[] = [];

async function serve(folder: string): Promise<Server> {
  const listening = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    asked.push(path);
    const file = path === '/' ? '/index.html' : path;
    readFile(join(folder, file)).then(
      (bytes) => response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' }).end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((ready) => listening.listen(0, '127.0.0.1', ready));
  return listening;
}

beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), 'tidewatt-plan-'));
  await build({ root: PAGE, configFile: false, logLevel: 'error', worker: { format: 'es' }, build: { outDir: out, emptyOutDir: true, assetsInlineLimit: 0 } });
  server = await serve(out);
  browser = await chromium.launch({ executablePath: ensureChromium(), args: [...CHROMIUM_FLAGS] });
  page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
});

afterAll(async () => {
  await browser.close();
  server.close();
  await rm(out, { recursive: true, force: true });
});

describe('planning in the browser', () => {
  it('fetches the solver only when a plan is needed, and proves the plan of a small home in a worker', async () => {
    expect(asked.some((path) => path.endsWith('.wasm'))).toBe(false);
    const problem = hourly([10, 30], [1_000, 2_000], { devices: [battery(0)] });
    const { answer, steps } = await page.evaluate(async (given) => {
      const seen: string[] = [];
      const signal = new AbortController().signal;
      const planned = await window.planning.bridge.plan(given, { author: 'phone', signal, onStep: ({ step }) => seen.push(step) });
      return { answer: planned, steps: seen };
    }, problem);
    expect(answer).toMatchObject({ status: 'proven', cost: 30 * CENT, bound: 30 * CENT, nothing: 70 * CENT });
    expect(steps).toEqual(['descent', 'lp']);
    expect(asked.some((path) => path.endsWith('.wasm'))).toBe(true);
  });

  it('ends within a tenth of a second the worker of a call that is given up, and plans the next one in a new worker', async () => {
    // A month of hours for two batteries: no worker is through with it in a tenth of a second.
    const hours = Array.from({ length: 720 }, (_, hour) => hour);
    const long = hourly(hours.map((hour) => 10 + ((hour * 7) % 31)), hours.map((hour) => (hour * 97) % 1_500), { devices: [battery(0), { ...battery(0), id: 'other' }] });
    const short = hourly([10, 30], [1_000, 2_000], { devices: [battery(0)] });
    const result = await page.evaluate(async ([first, second]) => {
      const { bridge, started } = window.planning;
      const before = started();
      const stop = new AbortController();
      const given_up = bridge.plan(first, { author: 'phone', signal: stop.signal }).catch((error: unknown) => (error as Error).name);
      await new Promise((later) => setTimeout(later, 50));
      const asked = performance.now();
      stop.abort();
      const reason = await given_up;
      const took = performance.now() - asked;
      const next = await bridge.plan(second, { author: 'phone', signal: new AbortController().signal });
      return { reason, took, status: next.status, workers: started() - before };
    }, [long, short] as const);
    expect(result).toMatchObject({ reason: 'AbortError', status: 'proven', workers: 1 });
    // The timer of the tenth, and what a busy machine adds.
    expect(result.took).toBeLessThan(250);
  });

  it('keeps the worker of a call that is over while it is given up', async () => {
    const problem = hourly([10, 30], [1_000, 2_000], { devices: [battery(0)] });
    const after = await page.evaluate(async (given) => {
      const { bridge, started } = window.planning;
      const before = started();
      const stop = new AbortController();
      // The last step is told just before the answer.
      const onStep = ({ step }: { readonly step: string }): void => void (step === 'lp' && stop.abort());
      await bridge.plan(given, { author: 'phone', signal: stop.signal, onStep }).catch(() => undefined);
      await bridge.plan(given, { author: 'phone', signal: new AbortController().signal });
      return { isGivenUp: stop.signal.aborted, workers: started() - before };
    }, problem);
    expect(after).toEqual({ isGivenUp: true, workers: 0 });
  });

  it('shows what a changed wish would do before anybody asks for it', async () => {
    const problem = hourly([30, 5], [0, 0], { devices: [battery(0)] });
    const wish = { kind: 'storedBy' as const, id: 'car', device: 'battery', rank: 1, by: problem.slots[0]?.end ?? problem.issued, share: 0.5 };
    const cost = await page.evaluate(
      async ([given, changed]) => {
        const signal = new AbortController().signal;
        const planned = await window.planning.bridge.sketch(window.planning.withWish(given, changed), null, { author: 'phone', signal });
        return planned.cost;
      },
      [problem, wish] as const,
    );
    // 2 kWh by 01:00 at 30 c.
    expect(cost).toBe(60 * CENT);
  });
});
