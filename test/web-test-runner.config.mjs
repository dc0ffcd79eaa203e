import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { CHROMIUM_FLAGS } from '../device/bench/chromium.mjs';

/** How many passed, failed and were skipped, for the one line that `npm test` ends with. */
function countsReporter(file) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const count = ({ tests, suites }) => {
    for (const { passed, skipped } of tests) counts[skipped ? 'skipped' : passed ? 'passed' : 'failed']++;
    suites.forEach(count);
  };
  return {
    onTestRunFinished({ sessions }) {
      for (const { testResults } of sessions) if (testResults) count(testResults);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, JSON.stringify(counts));
    },
  };
}

const counts = process.env.TIDEWATT_COUNTS;

export default {
  rootDir: new URL('..', import.meta.url).pathname,
  files: 'test/browser/**/*.test.ts',
  nodeResolve: true,
  concurrency: 1,
  testFramework: { config: { timeout: 10_000 } },
  testRunnerHtml: (framework) => `<!doctype html><html lang="en"><head><title>Tidewatt</title><link rel="stylesheet" href="/src/ui/style/tokens.css"></head><body><script type="module" src="${framework}"></script></body></html>`,
  plugins: [esbuildPlugin({ ts: true, target: 'es2022', tsconfig: new URL('../tsconfig.json', import.meta.url).pathname })],
  // Nobody touches the page of a test: without the flag it would stay silent.
  browsers: [chromeLauncher({ launchOptions: { executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium', headless: true, args: [...CHROMIUM_FLAGS, '--autoplay-policy=no-user-gesture-required'] } })],
  reporters: [defaultReporter({ reportTestProgress: false }), ...(counts ? [countsReporter(counts)] : [])],
};
