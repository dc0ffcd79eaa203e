import { defineConfig } from 'vitest/config';

/** One run over everything that needs no browser; `npm test` names the folders. */
export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/**/*.test.ts'],
    exclude: ['test/browser/**', 'node_modules/**', 'dist/**'],
    // Where nothing is promised of the time, a busy machine has all it needs: what hangs is ended, what is slow is not.
    testTimeout: 300_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
    reporters: ['default'],
  },
});
