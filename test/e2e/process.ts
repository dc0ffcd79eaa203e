import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

export const ROOT = new URL('../..', import.meta.url).pathname;
/** `test/rooms.mjs` names another folder that the gateway was built into. */
export const CONTROL = join(process.env['TIDEWATT_BUNDLES'] ?? join(ROOT, 'dist/device'), 'control.mjs');

/** An empty folder that goes with the test. */
export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tidewatt-e2e-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The machine-readable last line of standard error, parsed; undefined when it is none. */
  readonly error: { readonly id: string; readonly message: string; readonly remedy: string } | undefined;
}

function errorOf(stderr: string): Ended['error'] {
  try {
    return (JSON.parse(stderr.trim().split('\n').at(-1) ?? '') as { error: Ended['error'] }).error;
  } catch {
    return undefined;
  }
}

/** Runs a command of the project to its end; killed after `seconds`, then `code` is null. */
export function runToEnd(file: string, args: readonly string[], { seconds = 60, env = {}, cwd = ROOT }: { seconds?: number; env?: Record<string, string>; cwd?: string } = {}): Promise<Ended> {
  const child = spawn(process.execPath, [file, ...args], { cwd, env: { ...process.env, INIT_CWD: cwd, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const late = setTimeout(() => child.kill('SIGKILL'), seconds * 1000);
  return new Promise((resolve) => {
    child.once('close', (code) => {
      clearTimeout(late);
      resolve({ code, stdout, stderr, error: errorOf(stderr) });
    });
  });
}
