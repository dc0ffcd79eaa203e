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
}, 60_000);

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

  it('ends the worker of a call that is given up, and plans the next one in a new worker', async () => {
    const problem = hourly([10, 30], [1_000, 2_000], { devices: [battery(0)] });
    const result = await page.evaluate(async (given) => {
      const { bridge, started } = window.planning;
      const before = started();
      const stop = new AbortController();
      const given_up = bridge.plan(given, { author: 'phone', signal: stop.signal, onStep: () => undefined }).catch((error: unknown) => (error as Error).name);
      setTimeout(() => stop.abort(), 0);
      const reason = await given_up;
      const next = await bridge.plan(given, { author: 'phone', signal: new AbortController().signal });
      return { reason, status: next.status, workers: started() - before };
    }, problem);
    expect(result).toEqual({ reason: 'AbortError', status: 'proven', workers: 1 });
  });

  it('shows what a changed wish would do before anybody asks for it', async () => {
    const problem = hourly([30, 5], [0, 0], { devices: [battery(0)] });
    const wish = { kind: 'storedBy' as const, id: 'car', device: 'battery', rank: 1, by: problem.slots[0]?.end ?? problem.issued, share: 0.5 };
    const cost = await page.evaluate(
      async ([given, changed]) => {
        const signal = new AbortController().signal;
        const planned = await window.planning.bridge.planChanged(given, changed, { author: 'phone', signal });
        return planned.cost;
      },
      [problem, wish] as const,
    );
    // 2 kWh by 01:00 at 30 c.
    expect(cost).toBe(60 * CENT);
  });
});
