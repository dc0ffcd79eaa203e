// `npm run test:rooms [NAME …]`: a room counts when one end-to-end test fails without it. Each room is replaced by an inert one in
// a build of its own, and its test must then fail; minutes long. Ends with 1 when a room is missed by nobody.
import { spawn } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { ensureBuilt, ROOT } from '../device/prepare.mjs';

const BANNER = "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";
const ENTRIES = { control: 'device/control/main.ts', house: 'device/house/main.ts', storage: 'device/house/storage/thread.ts', broker: 'device/broker/main.ts', planner: 'device/planner/main.ts', cli: 'device/cli/main.ts', sim: 'device/sim/main.ts' };

const still = (name) => `{ name: '${name}', initial: { boot: null, seen: {}, wishes: [], n: 0 }, step: (state) => ({ state }) }`;
const WHOLE = ['whole-path', 'from the one-time link'];
const LIMIT = ['replayed-day', 'a limit from the keyboard'];
const DAY = ['replayed-day', 'spring clock change'];
const CAPTURE = ['replayed-day', 'a capture of a P1 meter'];
const KEPT = ['chaos', 'while broker is killed'];

/** Room: its file, what stands there instead (a function is given the source), and the test that must miss it. */
const ROOMS = {
  // With nothing taken out the same build passes: what is red below is red for want of its room.
  'nothing (whole path)': [null, null, WHOLE],
  'nothing (limit)': [null, null, LIMIT],
  'domain/follow': ['src/domain/follow/machine.ts', `export const initialFollowState = {}; export const followMachine = () => (${still('follow')});`, LIMIT],
  'domain/guard': ['src/domain/guard/machine.ts', `export const initialGuardState = {}; export const guardMachine = () => (${still('guard')});`, LIMIT],
  'domain/limit': ['src/domain/limit/machine.ts', `export const limitMachine = () => (${still('limit')});`, LIMIT],
  'domain/ledger': ['src/domain/ledger/accounting.ts', `export const accounting = () => (${still('accounting')});`, DAY],
  'domain/meter': ['src/domain/meter/metering.ts', `export const metering = ${still('metering')};`, CAPTURE],
  'domain/forecast': ['src/domain/forecast/machine.ts', `export const forecastMachine = () => (${still('forecast')});`, WHOLE],
  'domain/plan custody': ['src/domain/plan/custody.ts', `export const CUSTODY = 'custody'; export const custody = ${still('custody')};`, WHOLE],
  'domain/wish requests': ['src/domain/wish/requests.ts', `export const UNREADABLE_BODY = { kind: 'unreadable' }; export const requests = ${still('requests')};`, WHOLE],
  'device/planner': ['device/planner/planner.ts', 'export class Planner { onDone() {} take() {} }', WHOLE],
  'device/broker retained state': ['device/house/publisher.ts', (source) => source.replace(/retain: true/g, 'retain: false').replace(/, true\)/g, ', false)'), WHOLE],
  'device/house pairing': ['device/house/pairing/linkSocket.ts', 'export const linkSocketPath = (folder) => folder; export const serveLinks = () => ({ close() {} });', WHOLE],
  'device/control state file': ['device/control/stateFile.ts', "export const openStateFile = async () => ({ file: { write: async () => {}, close: async () => {} }, content: null, found: 'empty' });", KEPT],
  'device/driver battery': ['device/driver/battery/sunspecBattery.ts', (source) => source.replace(/async command\([^)]*\)[^{]*\{/, '$& return;'), KEPT],
};

function inert(file, instead) {
  return {
    name: 'inert-room',
    setup(bundler) {
      bundler.onLoad({ filter: new RegExp(`${file.replaceAll('.', '\\.')}$`) }, async ({ path }) => {
        const { readFile } = await import('node:fs/promises');
        const source = await readFile(path, 'utf8');
        const contents = typeof instead === 'function' ? instead(source) : instead;
        if (contents === source) throw new Error(`${file}: nothing was taken out`);
        return { contents, loader: 'ts' };
      });
    },
  };
}

async function buildWithout(name, [file, instead]) {
  const root = join(ROOT, 'dist', 'rooms', name.replaceAll(/\W+/g, '-'));
  rmSync(root, { recursive: true, force: true });
  mkdirSync(join(root, 'dist'), { recursive: true });
  symlinkSync(join(ROOT, 'dist/app'), join(root, 'dist/app'));
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
      resolve({ red: report.numFailedTests > 0 || report.numFailedTestSuites > 0, ran: report.numTotalTests > report.numPendingTests });
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
