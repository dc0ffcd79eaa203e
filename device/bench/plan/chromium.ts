import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { CHROMIUM_FLAGS, ensureChromium } from '../chromium.mjs';
import { pssOf } from '../gateway.ts';
import { rendererPids } from '../preview.ts';
import type { Samples } from './sample.ts';

/** The bench's worker as one file for a browser. */
async function bundled(root: string): Promise<string> {
  const { build } = await import('esbuild');
  const entry = join(root, 'device/bench/plan/worker.ts');
  const { outputFiles } = await build({ entryPoints: [entry], bundle: true, write: false, platform: 'browser', format: 'esm', target: 'es2022', external: ['node:*', 'module', 'fs', 'path', 'url'], logLevel: 'error' });
  return outputFiles[0]?.text ?? '';
}

async function serve(root: string): Promise<Server> {
  const script = await bundled(root);
  const wasm = await readFile(createRequire(join(root, 'package.json')).resolve('highs/runtime'));
  const server = createServer(({ url = '' }, response) => {
    if (url.startsWith('/worker.js')) return response.writeHead(200, { 'content-type': 'text/javascript' }).end(script);
    if (url === '/highs.wasm') return response.writeHead(200, { 'content-type': 'application/wasm' }).end(wasm);
    return response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>bench</title>');
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return server;
}

const ask = (seeds: number): string => `new Promise((answer, fail) => {
  new BroadcastChannel('bench').onmessage = ({ data }) => answer(data);
  new Worker('/worker.js?seeds=${seeds}', { type: 'module' }).onerror = ({ message }) => fail(new Error(message || 'the worker did not start'));
})`;

/** The same homes in Chromium's worker. @returns with `pss` the bytes of its page's process in the end. */
export async function inChromium(root: string, seeds: number): Promise<Samples & { readonly pss: number }> {
  const server = await serve(root);
  const { chromium } = await import('playwright-core');
  const browser = await chromium.launch({ executablePath: ensureChromium(), args: [...CHROMIUM_FLAGS] });
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    const samples = await page.evaluate<Samples>(ask(seeds));
    const pids = await rendererPids(browser);
    return { ...samples, pss: Math.max(...pids.map(pssOf)) };
  } finally {
    await browser.close();
    server.close();
  }
}
