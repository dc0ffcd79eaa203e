// Builds the gateway's bundles and the app. `node device/build.mjs [device|app|demo]`, all without an argument but the demo.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { build } from 'esbuild';
import { ROOT } from './prepare.mjs';

const ENTRIES = {
  control: 'device/control/main.ts',
  house: 'device/house/main.ts',
  storage: 'device/house/storage/thread.ts',
  broker: 'device/broker/main.ts',
  http: 'device/transport/http/thread.ts',
  planner: 'device/planner/main.ts',
  cli: 'device/cli/main.ts',
  sim: 'device/sim/main.ts',
  storer: 'device/bench/storer.ts',
  bareBroker: 'device/bench/bareBroker.ts',
  month: 'device/bench/monthStorer.ts',
};

/** CommonJS packages inside an ES module still ask for `require`. */
const BANNER = "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";

async function buildDevice() {
  const entryPoints = Object.fromEntries(Object.entries(ENTRIES).filter(([, file]) => existsSync(join(ROOT, file))));
  await build({
    absWorkingDir: ROOT,
    entryPoints,
    outdir: 'dist/device',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external: ['libsql', 'serialport', 'highs', 'highs/*', 'esbuild', 'playwright-core', 'vite'],
    banner: { js: BANNER },
    sourcemap: 'linked',
    logLevel: 'warning',
  });
}

function step(command, args, env = {}) {
  const { status } = spawnSync(command, args, { cwd: ROOT, stdio: ['ignore', 2, 2], env: { ...process.env, ...env } });
  if (status !== 0) process.exit(status ?? 1);
}

/** The app for households, whatever environment it is built in: another NODE_ENV leaves out the service worker. */
function buildApp(out, given = {}) {
  const env = { NODE_ENV: 'production', ...given };
  step(process.execPath, [join(ROOT, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'error'], env);
  step(process.execPath, [join(ROOT, 'src/pwa/build-service-worker.mjs'), join(ROOT, out)], env);
}

const wanted = process.argv[2] ?? 'all';
if (wanted === 'all' || wanted === 'device') await buildDevice();
if ((wanted === 'all' || wanted === 'app') && existsSync(join(ROOT, 'vite.config.ts'))) buildApp('dist/app');
if (wanted === 'demo') buildApp('dist/demo', { TIDEWATT_DEMO: '1' });
