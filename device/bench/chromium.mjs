// Finds a Chromium for the browser tests; as root on Debian it installs one.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { refuse } from '../prepare.mjs';

const USUAL = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

const found = () => [process.env.CHROMIUM_PATH, ...USUAL].find((path) => path && existsSync(path));

function install() {
  process.stderr.write('Installing Chromium by apt-get (once) …\n');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args) => spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 2], env }).status === 0;
  return apt('update', '-qq') && apt('install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-dejavu-core');
}

/** Path of a Chromium, or one line that says what to do and exit code 2. */
export function ensureChromium() {
  const isRootOnDebian = process.getuid?.() === 0 && existsSync('/etc/debian_version');
  if (!found() && isRootOnDebian) install();
  const path = found();
  if (!path) refuse('no-chromium', 'The browser tests need Chromium or Chrome, and none was found.', 'Install one, or set CHROMIUM_PATH to it.');
  return path;
}

/** Flags for a test browser that asks nothing of the network; the sandbox is left out only where it cannot run. */
export const CHROMIUM_FLAGS = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
