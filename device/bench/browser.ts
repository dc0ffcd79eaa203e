import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { CHROMIUM_FLAGS, ensureChromium } from './chromium.mjs';

/** A browser profile that outlives its browser: what an installed app finds at a cold start. */
export interface Profile {
  open(): Promise<BrowserContext>;
  discard(): void;
}

export function newProfile(viewport = { width: 390, height: 844 }): Profile {
  const folder = mkdtempSync(join(tmpdir(), 'tidewatt-profile-'));
  return {
    async open() {
      const { chromium } = await import('playwright-core');
      return chromium.launchPersistentContext(folder, { executablePath: ensureChromium(), args: [...CHROMIUM_FLAGS], viewport, ignoreHTTPSErrors: false });
    },
    discard: () => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }),
  };
}
