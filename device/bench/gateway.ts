import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const CONTROL_FLAGS = ['--max-old-space-size=96', '--max-semi-space-size=2'];

/** A gateway of its own for one bench, from the bundles, on free ports and with an empty state folder. */
export interface BenchGateway {
  readonly url: string;
  readonly pid: number;
  readonly stateDir: string;
  /** Ends it by SIGTERM and answers with its exit code; the state folder stays until `discard`. */
  stop(): Promise<number | null>;
  kill(): Promise<void>;
  discard(): void;
}

interface GatewayOptions {
  readonly root: string;
  readonly args?: readonly string[];
  readonly stateDir?: string;
}

/** @throws Error when it ends, or says nothing within two minutes. */
export async function startGateway({ root, args = [], stateDir }: GatewayOptions): Promise<BenchGateway> {
  const dir = stateDir ?? mkdtempSync(join(tmpdir(), 'tidewatt-bench-'));
  const control = spawn(process.execPath, [...CONTROL_FLAGS, join(root, 'dist/device/control.mjs'), '--port', '0', '--mqtt-port', '0', '--state', dir, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await urlOf(control).catch((error: unknown) => {
    control.kill();
    throw error;
  });
  const ended = new Promise<number | null>((resolve) => control.once('exit', resolve));
  const end = (signal: NodeJS.Signals) => {
    control.kill(signal);
    return ended;
  };
  return {
    url,
    pid: control.pid ?? 0,
    stateDir: dir,
    stop: () => end('SIGTERM'),
    kill: async () => void (await end('SIGKILL')),
    discard: () => rmSync(dir, { recursive: true, force: true }),
  };
}

function urlOf(control: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const late = setTimeout(() => reject(new Error('the gateway said nothing within two minutes')), 120_000);
    control.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const match = /Tidewatt: (\S+)/.exec(text);
      if (!match?.[1]) return;
      clearTimeout(late);
      resolve(match[1]);
    });
    control.once('exit', (code) => reject(new Error(`the gateway ended with ${code}`)));
  });
}

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

function processes(): Process[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((name) => {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
      return [{ pid: Number(name), parent, command: readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0').join(' ') }];
    } catch {
      // The process ended between the listing and the look.
      return [];
    }
  });
}

/** A process and all below it. */
export function tree(pid: number): Process[] {
  const all = processes();
  const inside = new Set([pid]);
  for (const id of inside) for (const each of all) if (each.parent === id) inside.add(each.pid);
  return all.filter((each) => inside.has(each.pid));
}

/** Proportional set size in bytes: shared pages are counted once over all who share them. */
export function pssOf(pid: number): number {
  const line = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'));
  return Number(line?.[1] ?? Number.NaN) * 1024;
}

/** Bytes that a process has sent to the storage layer since it began. */
export const writtenBy = (pid: number): number => Number(/^write_bytes: (\d+)/m.exec(readFileSync(`/proc/${pid}/io`, 'utf8'))?.[1] ?? Number.NaN);
