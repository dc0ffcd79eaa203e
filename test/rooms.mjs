// `npm run test:rooms [NAME …]`: a room counts when one end-to-end test fails without it. Each room is replaced by an inert one in
// a build of its own, and its test must then fail; minutes long. Ends with 1 when a room is missed by nobody.
import { spawn } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { build as viteBuild } from 'vite';
import { ensureBuilt, ROOT } from '../device/prepare.mjs';
import { writeServiceWorker } from '../src/pwa/build-service-worker.mjs';
import { ROOMS } from './roomList.mjs';

const BANNER = "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";
const ENTRIES = { control: 'device/control/main.ts', house: 'device/house/main.ts', storage: 'device/house/storage/thread.ts', broker: 'device/broker/main.ts', planner: 'device/planner/main.ts', cli: 'device/cli/main.ts', sim: 'device/sim/main.ts' };

function replaced(file, source, instead) {
  const contents = typeof instead === 'function' ? instead(source) : instead;
  if (contents === source) throw new Error(`${file}: nothing was taken out`);
  return contents;
}

function inert(file, instead) {
  return {
    name: 'inert-room',
    setup(bundler) {
      bundler.onLoad({ filter: new RegExp(`${file.replaceAll('.', '\\.')}$`) }, async ({ path }) => {
        return { contents: replaced(file, await readFile(path, 'utf8'), instead), loader: 'ts' };
      });
    },
  };
}

/** Rooms of the app alone; src/domain and src/wire are taken out of the gateway, where the tests look for them. */
const IN_BROWSER = /^src\/(?:data|link|planning|pwa|state|ui)\//;

async function buildApp(outDir, file, instead) {
  const plugin = {
    name: 'inert-room',
    enforce: 'pre',
    transform: (source, id) => (id.endsWith(file) ? { code: replaced(file, source, instead) } : undefined),
  };
  process.env.NODE_ENV = 'production';
  await viteBuild({ configFile: join(ROOT, 'vite.config.ts'), logLevel: 'silent', plugins: [plugin], build: { outDir } });
  await writeServiceWorker(outDir);
}

async function buildWithout(name, [file, instead]) {
  const root = join(ROOT, 'dist', 'rooms', name.replaceAll(/\W+/g, '-'));
  rmSync(root, { recursive: true, force: true });
  mkdirSync(join(root, 'dist'), { recursive: true });
  if (file !== null && IN_BROWSER.test(file)) await buildApp(join(root, 'dist/app'), file, instead);
  else symlinkSync(join(ROOT, 'dist/app'), join(root, 'dist/app'));
  await build({
    absWorkingDir: ROOT, entryPoints: ENTRIES, outdir: join(root, 'dist/device'), outExtension: { '.js': '.mjs' }, bundle: true, platform: 'node', format: 'esm', target: 'node20',
    external: ['libsql', 'highs', 'highs/*', 'esbuild', 'playwright-core', 'vite'], banner: { js: BANNER }, plugins: file === null ? [] : [inert(file, instead)], logLevel: 'error',
  });
  return root;
}

/** True when the test was run and failed. */
function misses(root, [test, title]) {
  const args = ['node_modules/vitest/vitest.mjs', 'run', '-c', 'test/vitest.config.ts', '--reporter=json', `test/e2e/${test}.test.ts`, '-t', title];
  const env = { ...process.env, TIDEWATT_ROOT: root, TIDEWATT_BUNDLES: join(root, 'dist/device') };
  return new Promise((resolve) => {
    let said = '';
    const run = spawn(process.execPath, args, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'ignore'] });
    run.stdout.on('data', (chunk) => (said += chunk));
    run.on('close', () => {
      const report = JSON.parse(said.slice(said.indexOf('{"numTotal')).split('\n')[0] ?? '{}');
      const red = report.numFailedTests > 0 || report.numFailedTestSuites > 0;
      // What a test needs before it begins may be what fails; a file that does not load has no tests at all.
      resolve({ red, ran: report.numTotalTests > (red ? 0 : report.numPendingTests) });
    });
  });
}

ensureBuilt();
const asked = process.argv.slice(2);
let missed = 0;
const rows = Object.entries(ROOMS).filter(([name]) => asked.length === 0 || asked.some((word) => name.includes(word)));
process.stdout.write('| room | end-to-end test | without it |\n|---|---|---|\n');
for (const [name, room] of rows) {
  const root = await buildWithout(name, room);
  const { red, ran } = await misses(root, room[2]);
  rmSync(root, { recursive: true, force: true });
  const wanted = ran && red === (room[0] !== null);
  if (!wanted) missed++;
  process.stdout.write(`| ${name} | ${room[2][0]}: ${room[2][1]} | ${ran ? (red ? 'red' : 'green') : 'did not run'}${wanted ? '' : ' (!)'} |\n`);
}
process.exitCode = missed > 0 ? 1 : 0;
