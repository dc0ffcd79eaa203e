import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';

const PREPARE = new URL('../../device/prepare.mjs', import.meta.url).pathname;
/** Stands for npm: says when it begins and ends, and takes its time between. */
const NPM = `#!/bin/sh
echo begin >> calls
sleep 1
mkdir -p node_modules
echo end >> calls
`;

/** A project with nothing but what prepares it. */
function folder(): string {
  const root = mkdtempSync(join(tmpdir(), 'tidewatt-prepare-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  mkdirSync(join(root, 'device'));
  mkdirSync(join(root, 'bin'));
  copyFileSync(PREPARE, join(root, 'device', 'prepare.mjs'));
  writeFileSync(join(root, 'package-lock.json'), '{}');
  writeFileSync(join(root, 'bin', 'npm'), NPM);
  chmodSync(join(root, 'bin', 'npm'), 0o755);
  return root;
}

async function install(root: string): Promise<unknown> {
  const words = `import(${JSON.stringify(join(root, 'device', 'prepare.mjs'))}).then((it) => it.ensureInstalled())`;
  const child = spawn(process.execPath, ['-e', words], { cwd: root, stdio: 'ignore', env: { ...process.env, PATH: `${join(root, 'bin')}${delimiter}${process.env['PATH']}` } });
  const [code] = await once(child, 'exit');
  return code;
}

const calls = (root: string): readonly string[] => readFileSync(join(root, 'calls'), 'utf8').trim().split('\n');

it('two commands started together install once, and neither takes the packages away under the other', async () => {
  const root = folder();
  expect(await Promise.all([install(root), install(root), install(root)])).toEqual([0, 0, 0]);
  expect(calls(root)).toEqual(['begin', 'end']);
});

it('a command that was killed while it installed keeps no other waiting', async () => {
  const root = folder();
  mkdirSync(join(root, 'dist'));
  // No process has this number: the kernel's are below 2^22.
  writeFileSync(join(root, 'dist', '.preparing'), '99999999');
  expect(await install(root)).toBe(0);
  expect(calls(root)).toEqual(['begin', 'end']);
});
