// `npm test`: types, lint, unit, contract, conformance, scenario, real browser, sizes, end to end; ends with one line of counts.
// `npm test -- unit browser` runs only the stages named.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, join, relative } from 'node:path';
import { ROOT, ensureBuilt, ensureInstalled } from '../device/prepare.mjs';
import { ensureChromium } from '../device/bench/chromium.mjs';

const REPORTS = join(ROOT, 'dist', 'test');
/** With them all that they refer to: each file is checked once, and again only when it or what it imports has changed. */
const TYPE_PROJECTS = ['test', 'src/pwa/service-worker'];
const counts = { passed: 0, failed: 0, skipped: 0 };
/** What failed, by name: said again before the counts, where the end of a long log is all that is read. */
const failures = [];

const bin = (path) => [process.execPath, [join(ROOT, 'node_modules', path)]];

function run([command, first], args, env = {}) {
  return spawnSync(command, [...first, ...args], { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...env } }).status === 0;
}

function add({ passed = 0, failed = 0, skipped = 0 }) {
  counts.passed += passed;
  counts.failed += failed;
  counts.skipped += skipped;
}

function one(name, ok) {
  add(ok ? { passed: 1 } : { failed: 1 });
  if (!ok) failures.push(name);
}

/** Started at once; what it says is printed when it has ended, so that two do not talk into each other. */
function said([command, first], args) {
  const child = spawn(command, [...first, ...args], { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += chunk));
  return new Promise((resolve) =>
    child.on('close', (status) => {
      process.stdout.write(text);
      resolve(status === 0);
    }),
  );
}

const types = async () => one('types', await said(bin('typescript/bin/tsc'), ['--build', ...TYPE_PROJECTS]));

const lint = async () => one('lint', await said(bin('eslint/bin/eslint.js'), ['--max-warnings', '0', 'src', 'device', 'workers', 'test']));

/** A runner that fails without a failed test (a file that does not load, a crash) counts as one failure. */
function addReport(file, ok, counted) {
  const before = counts.failed;
  if (existsSync(file)) {
    const { names, ...report } = counted(JSON.parse(readFileSync(file, 'utf8')));
    add(report);
    failures.push(...names);
  }
  if (!ok && counts.failed === before) one(`${basename(file, '.json')}: the runner itself`, false);
}

const vitestReport = (report) => ({
  passed: report.numPassedTests,
  failed: report.numFailedTests,
  skipped: report.numPendingTests,
  names: report.testResults.flatMap(({ name, assertionResults, status }) => {
    const failed = assertionResults.filter((result) => result.status === 'failed').map((result) => `${relative(ROOT, name)}: ${result.fullName}`);
    return status === 'failed' && failed.length === 0 ? [`${relative(ROOT, name)}: does not load`] : failed;
  }),
});

function vitest(name, folders, extra = []) {
  const file = join(REPORTS, `${name}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const ok = run(bin('vitest/vitest.mjs'), ['run', '-c', 'test/vitest.config.ts', ...reporters, ...extra, ...folders]);
  addReport(file, ok, vitestReport);
}

function browser() {
  const file = join(REPORTS, 'browser.json');
  const ok = run(bin('@web/test-runner/dist/bin.js'), ['--config', 'test/web-test-runner.config.mjs'], { TIDEWATT_COUNTS: file });
  addReport(file, ok, (report) => report);
}

const serial = ['--no-file-parallelism'];
// Whole gateways and browsers against the clock: what fails once on a busy machine is tried once more, and the log says so.
const AGAIN = ['--retry=1'];
// Most of them wait for sockets and children, so the core that vitest leaves free by itself is used too.
const SHARED_OUT = [`--maxWorkers=${availableParallelism()}`];
const UNTIMED = ['access', 'attention', 'bad-input', 'erase', 'household', 'journey', 'keeping', 'lan', 'meters', 'offlineMatrix', 'pastDay', 'prices', 'replayed-day', 'signal', 'state-folder', 'whole-path'];
const e2eFile = (name) => `test/e2e/${name}.test.ts`;
const asked = process.argv.slice(2);
const isWanted = (name) => asked.length === 0 || asked.includes(name);
const STAGES = {
  // Neither uses more than one core.
  'types and lint': () => Promise.all([isWanted('types') && types(), isWanted('lint') && lint()]),
  unit() {
    // Values in, values out: these share one world and load each module once.
    vitest('unit', ['test/unit'], ['--no-isolate', ...SHARED_OUT]);
    vitest('contract', ['test/architecture', 'test/contract', 'test/conformance', 'test/scenario'], SHARED_OUT);
  },
  browser,
  size: () => vitest('size', ['test/size'], serial),
  e2e() {
    // What measures no time shares the cores; the rest has the machine to itself.
    vitest('journeys', UNTIMED.map(e2eFile), [...SHARED_OUT, ...AGAIN]);
    vitest('e2e', ['test/e2e'], [...serial, ...AGAIN, ...UNTIMED.flatMap((name) => ['--exclude', e2eFile(name)])]);
  },
};

ensureInstalled();
process.env.CHROMIUM_PATH = ensureChromium();
ensureBuilt();
rmSync(REPORTS, { recursive: true, force: true });
mkdirSync(REPORTS, { recursive: true });
for (const [name, stage] of Object.entries(STAGES)) {
  if (!name.split(' and ').some(isWanted)) continue;
  const started = performance.now();
  process.stdout.write(`\n== ${name}\n`);
  await stage();
  process.stdout.write(`== ${name}: ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
}
process.stdout.write(failures.map((name) => `\nfailed: ${name}`).join(''));
process.stdout.write(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`);
process.exitCode = counts.failed > 0 || counts.passed === 0 ? 1 : 0;
