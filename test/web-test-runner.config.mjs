import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { CHROMIUM_FLAGS } from '../device/bench/chromium.mjs';

/** How many passed, failed (and which) and were skipped, for the lines that `npm test` ends with. */
function countsReporter(file) {
  const counts = { passed: 0, failed: 0, skipped: 0, names: [] };
  const count = ({ tests, suites }, path) => {
    for (const { name, passed, skipped } of tests) {
      counts[skipped ? 'skipped' : passed ? 'passed' : 'failed']++;
      if (!passed && !skipped) counts.names.push(`${path}: ${name}`);
    }
    for (const suite of suites) count(suite, path);
  };
  return {
    onTestRunFinished({ sessions }) {
      for (const { testFile, testResults } of sessions) if (testResults) count(testResults, relative(process.cwd(), testFile));
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
  testFramework: { config: { timeout: 30_000 } },
  testRunnerHtml: (framework) => `<!doctype html><html lang="en"><head><title>Tidewatt</title><link rel="stylesheet" href="/src/ui/style/tokens.css"></head><body><script type="module" src="${framework}"></script></body></html>`,
  plugins: [esbuildPlugin({ ts: true, target: 'es2022', tsconfig: new URL('../tsconfig.json', import.meta.url).pathname })],
  // Nobody touches the page of a test: without the flag it would stay silent.
  browsers: [chromeLauncher({ launchOptions: { executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium', headless: true, args: [...CHROMIUM_FLAGS, '--autoplay-policy=no-user-gesture-required'] } })],
  reporters: [defaultReporter({ reportTestProgress: false }), ...(counts ? [countsReporter(counts)] : [])],
};
