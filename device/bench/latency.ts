import { createServer, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { instant } from '#domain/time/instant.ts';
import { telegramText } from './telegram.ts';
import { newProfile } from './browser.ts';
import { spread, type Figure } from './figure.ts';
import { startGateway } from './gateway.ts';

/** A telegram's own time has whole seconds (DSMR 5.0.2, 6.4), and a second telegram of the same second says nothing new. */
const SPACING_MS = 1_000;

export interface Meter {
  readonly port: number;
  /** Sends a telegram dated a second after the one before. @returns when, epoch ms. */
  send(kilowatts: string): number;
  close(): void;
}

/** A meter of our own, so that the moment of each telegram is known. */
export async function openMeter(): Promise<Meter> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => sockets.delete(socket)).on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  let second = Math.floor(Date.now() / 1_000);
  return {
    port,
    send(kilowatts) {
      second += 1;
      const bytes = telegramText(kilowatts, instant(second * 1_000));
      const at = performance.timeOrigin + performance.now();
      for (const socket of sockets) socket.write(bytes);
      return at;
    },
    close: () => server.close(() => sockets.forEach((socket) => socket.destroy())),
  };
}

/** Notes, in the page, when a text first stood in the big number: the time of the frame that drew it. */
const WATCH_NUMBER = `(() => {
  const find = (root) => {
    for (const element of root.querySelectorAll('*')) {
      if (element.localName === 'tw-now') return element.shadowRoot;
      const inside = element.shadowRoot && find(element.shadowRoot);
      if (inside) return inside;
    }
  };
  const root = find(document);
  const seen = (window.seen = {});
  const note = () => {
    const text = root.querySelector('.number')?.textContent.replace(/[^0-9.]/g, '') ?? '';
    requestAnimationFrame((frame) => (seen[text] ??= performance.timeOrigin + frame));
  };
  new MutationObserver(note).observe(root, { subtree: true, childList: true, characterData: true });
})()`;

const seenIn = (page: Page): Promise<Record<string, number>> => page.evaluate('window.seen');

/** kW texts that differ from each other and are shown in full. */
const texts = (count: number): string[] => Array.from({ length: count }, (_, i) => (1 + i / 100).toFixed(2));

async function measure(page: Page, meter: Meter, count: number): Promise<number[]> {
  const sent = new Map<string, number>();
  for (const text of texts(count)) {
    sent.set(text, meter.send(`${text}0`));
    await wait(SPACING_MS);
  }
  await wait(1_000);
  const seen = await seenIn(page);
  return [...sent].flatMap(([text, at]) => (seen[text] === undefined ? [] : [seen[text] - at]));
}

/**
 * From the telegram's last byte at the gateway's socket to the frame that shows its power on Now, in real Chromium over
 * the real gateway (DESIGN, Figures: p99 <= 100 ms).
 */
export async function benchLatency({ root, seconds }: { readonly root: string; readonly seconds: number }): Promise<Figure[]> {
  const meter = await openMeter();
  const gateway = await startGateway({ root, args: ['--meter', `tcp://127.0.0.1:${meter.port}`, '--format', 'p1'] });
  const profile = newProfile();
  const context = await profile.open();
  try {
    const page = await context.newPage();
    await page.goto(gateway.url);
    const beat = setInterval(() => meter.send('0.500'), 1_000);
    await page.locator('tw-now .figure').click({ timeout: 20_000 });
    await page.getByText(/0\.50? ?kW|500 W/).first().waitFor({ timeout: 20_000 });
    clearInterval(beat);
    await page.evaluate(WATCH_NUMBER);
    const count = Math.max(20, Math.round((seconds * 1000) / SPACING_MS));
    const delays = await measure(page, meter, count);
    return [spread('reading at the driver to the screen', delays, { unit: 'ms', budget: 100 }), { ...spread('readings not seen', [count - delays.length], { unit: 'readings', budget: 0 }) }];
  } finally {
    await context.close();
    profile.discard();
    await gateway.stop();
    gateway.discard();
    meter.close();
  }
}
