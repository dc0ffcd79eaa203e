import { defineConfig } from 'vitest/config';

/** One run over everything that needs no browser; `npm test` names the folders. */
export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/**/*.test.ts'],
    exclude: ['test/browser/**', 'node_modules/**', 'dist/**'],
    testTimeout: 20_000,
    reporters: ['default'],
  },
});
