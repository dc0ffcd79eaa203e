// Installs what is missing and builds what is stale. Node's own modules only: it runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const LOCK = join(ROOT, 'package-lock.json');
const INSTALLED = join(ROOT, 'node_modules', '.tidewatt-lock');
/** npm's own note of what it installed, written at its end. */
const NPM_NOTE = join(ROOT, 'node_modules', '.package-lock.json');
const BUILT = join(ROOT, 'dist', '.sources');
/** Holds the pid of who installs or builds here. */
const BUSY = join(ROOT, 'dist', '.preparing');
const LOOK_AGAIN_MS = 200;
const SOURCES = ['src', 'device', 'workers', 'public', 'vite.config.ts', 'package.json', 'package-lock.json'];

/** Prints the one line a person needs and the one line a program reads, then ends with code 2. */
export function refuse(id, message, remedy) {
  process.stderr.write(`${message} ${remedy}\n${JSON.stringify({ error: { id, message, remedy } })}\n`);
  process.exit(2);
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  refuse('node-too-old', `Tidewatt needs Node 20.19 or later; this is ${process.versions.node}.`, 'Install a newer Node and start again.');
}

const hash = (...parts) => parts.reduce((sum, part) => sum.update(part), createHash('sha256')).digest('hex');
const read = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '');

const isNewer = (file, than) => existsSync(file) && statSync(file).mtimeMs >= statSync(than).mtimeMs;

function filesUnder(path) {
  if (!existsSync(path)) return [];
  const entries = readdirSync(path, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name)).sort();
}

function sourcesHash() {
  const files = SOURCES.flatMap((name) => (name.includes('.') ? [join(ROOT, name)] : filesUnder(join(ROOT, name))));
  return hash(...files.filter((file) => existsSync(file)).flatMap((file) => [file.slice(ROOT.length), readFileSync(file)]));
}

function run(command, args) {
  return spawnSync(command, args, { cwd: ROOT, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' }).status === 0;
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Whether this process may go on; a note of a process that ended without taking it back is swept away. */
function mayPrepare(note) {
  try {
    linkSync(note, BUSY);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    const pid = Number(read(BUSY));
    if (pid > 0 && !isAlive(pid)) rmSync(BUSY, { force: true });
    return false;
  }
}

/** One at a time: two commands started together would take the packages away under each other. A link appears with its content or not at all. */
function alone(work) {
  const note = `${BUSY}.${process.pid}`;
  mkdirSync(dirname(BUSY), { recursive: true });
  writeFileSync(note, String(process.pid));
  try {
    while (!mayPrepare(note)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOOK_AGAIN_MS);
  } finally {
    rmSync(note, { force: true });
  }
  try {
    work();
  } finally {
    rmSync(BUSY, { force: true });
  }
}

const lockedHash = () => hash(readFileSync(LOCK));
const isInstalled = () => read(INSTALLED) === lockedHash();
const isBuilt = () => read(BUILT) === sourcesHash();

/** Packages as the lock file says; only a changed lock or an empty folder costs anything. */
export function ensureInstalled() {
  checkNode();
  if (!isInstalled()) alone(() => isInstalled() || install());
}

function install() {
  const wanted = lockedHash();
  if (!existsSync(INSTALLED) && isNewer(NPM_NOTE, LOCK)) return writeFileSync(INSTALLED, wanted);
  process.stderr.write('Installing packages (once, about half a minute) …\n');
  if (!run('npm', ['ci', '--no-audit', '--no-fund'])) {
    refuse('not-installed', 'The packages could not be installed.', 'Connect to the internet once (or to your npm registry) and start again; afterwards no network is needed.');
  }
  writeFileSync(INSTALLED, wanted);
}

/** Bundles as the sources say. */
export function ensureBuilt() {
  if (!isBuilt()) alone(() => isBuilt() || build());
}

function build() {
  const wanted = sourcesHash();
  process.stderr.write('Building …\n');
  if (!run(process.execPath, [join(ROOT, 'device', 'build.mjs')])) {
    refuse('not-built', 'The build failed; the lines above say where.', 'Run `npm test` to see every fault, or go back to the last released version.');
  }
  mkdirSync(dirname(BUILT), { recursive: true });
  writeFileSync(BUILT, wanted);
}
