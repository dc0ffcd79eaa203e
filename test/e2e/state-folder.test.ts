import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { tree } from '../../device/bench/gateway.ts';
import { signal, until } from './chaosHome.ts';
import { ROOT, runToEnd } from './process.ts';

const LEAVE_MS = 5_000;

interface Running {
  readonly control: ChildProcess;
  /** What it has said on stderr. */
  readonly words: () => string;
}

let folder = '';
let running: Running[] = [];
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'tidewatt-folder-'))));
afterEach(() => {
  for (const { control } of running) for (const { pid } of control.pid === undefined ? [] : tree(control.pid)) signal(pid, 'SIGKILL');
  running = [];
  rmSync(folder, { recursive: true, force: true });
});

const state = (): string => join(folder, 'state');
const CONTROL = join(ROOT, 'dist/device/control.mjs');
const flags = (...args: readonly string[]): readonly string[] => ['--port', '0', '--mqtt-port', '0', '--state', state(), ...args];

const byNode = (program: string): readonly [string, ...string[]] => [process.execPath, program];
const start = (...args: readonly string[]): Promise<Running> => startBy(byNode(CONTROL), ...args);

async function startBy([program, ...first]: readonly [string, ...string[]], ...args: readonly string[]): Promise<Running> {
  const control = spawn(program, [...first, ...flags(...args)], { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  let words = '';
  let said = '';
  control.stderr.on('data', (text: Buffer) => (words += text.toString()));
  control.stdout.on('data', (text: Buffer) => (said += text.toString()));
  const started = { control, words: () => words };
  running.push(started);
  await until('the gateway prints its line', () => /Tidewatt: http\S+\n/.test(said));
  return started;
}

async function stop({ control }: Running, by: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
  const ended = once(control, 'exit') as Promise<[number | null]>;
  control.kill(by);
  return (await ended)[0];
}

async function limit(...args: readonly string[]): Promise<{ readonly outcome: string; readonly reason: string | null }> {
  const { stdout } = await runToEnd(join(ROOT, 'dist/device/cli.mjs'), ['limit', ...args, '--state', state()]);
  return JSON.parse(stdout) as { outcome: string; reason: string | null };
}

/** Two days of half-hours. */
function usageFile(): string {
  const file = join(folder, 'usage.csv');
  const at = (half: number): string => new Date(Date.UTC(2023, 2, 1) + half * 1_800_000).toISOString();
  writeFileSync(file, ['start,end,import_kwh', ...Array.from({ length: 96 }, (_, half) => `${at(half)},${at(half + 1)},0.25`)].join('\n'));
  return file;
}

it('the simulated home and a replay in one folder leave each other’s limits alone', async () => {
  const file = usageFile();
  for (const [args, sequence] of [[[], '7'], [['--replay', file], '5']] as const) {
    const home = await start(...args);
    expect(await limit('--w', '1234', '--sequence', sequence)).toMatchObject({ outcome: 'done' });
    expect(await stop(home)).toBe(0);
  }
  for (const [args, sequence] of [[[], '7'], [['--replay', file], '5']] as const) {
    const home = await start(...args);
    expect(await limit('--w', 'none', '--sequence', sequence)).toMatchObject({ reason: 'stale-sequence' });
    expect(await stop(home)).toBe(0);
  }
});

it('a second gateway in a folder is refused before it has started anything, a replay too', async () => {
  await start();
  const second = spawn(process.execPath, [CONTROL, ...flags('--replay', usageFile())], { stdio: ['ignore', 'pipe', 'pipe'] });
  running.push({ control: second, words: () => '' });
  let [said, words, children] = ['', '', 0];
  second.stdout.on('data', (text: Buffer) => (said += text.toString()));
  second.stderr.on('data', (text: Buffer) => (words += text.toString()));
  const watch = setInterval(() => (children = Math.max(children, second.pid === undefined ? 0 : tree(second.pid).length - 1)), 20);
  const [code] = (await once(second, 'close')) as [number | null];
  clearInterval(watch);
  expect({ code, said, children }).toEqual({ code: 2, said: '', children: 0 });
  expect(words).toMatch(/^Another gateway is running .*\n\{"error":\{"id":"state-in-use".*\}\}\n$/);
  expect(await limit('--w', '1234')).toMatchObject({ outcome: 'done' });
});

it('no sequence makes the local source unusable', async () => {
  await start();
  expect(await limit('--w', '3000', '--sequence', String(Number.MAX_SAFE_INTEGER))).toMatchObject({ outcome: 'refused', reason: 'sequence-too-large' });
  expect(await limit('--w', '99999999', '--sequence', String(2 ** 52))).toMatchObject({ outcome: 'refused', reason: 'too-large' });
  expect(await limit('--w', '3000', '--sequence', '2')).toMatchObject({ outcome: 'done' });
  expect(await limit('--w', '2000', '--sequence', String(2 ** 52))).toMatchObject({ outcome: 'done' });
  expect(await limit('--w', 'none')).toMatchObject({ outcome: 'done' });
});

it('with both copies of the limits damaged it says so and holds import until it hears a limit', async () => {
  const first = await start();
  expect(await limit('--w', '1234', '--sequence', '7')).toMatchObject({ outcome: 'done' });
  expect(await stop(first)).toBe(0);
  const slots = readdirSync(state()).filter((name) => /^control-\w+\.[01]$/.test(name));
  expect(slots).toHaveLength(2);
  for (const name of slots) writeFileSync(join(state(), name), Buffer.alloc(500));
  const second = await start();
  expect(second.words()).toMatch(/damaged in both copies\. Import is held to 4200 W/);
  expect(await limit('--w', 'none', '--sequence', '7')).toMatchObject({ outcome: 'done' });
});

it.each([
  ['a closed terminal stops control', 'SIGHUP', byNode(CONTROL)],
  ['a closed terminal stops its supervisor', 'SIGHUP', byNode(join(ROOT, 'device/start.mjs'))],
  // What is told to stop here is npm: a shell between it and the gateway would end alone.
  ['who stops npm stops the gateway', 'SIGTERM', ['npm', 'start', '--']],
] as const)('%s with 0, and no process stays', async (_what, by, command) => {
  const home = await startBy(command);
  const pids = tree(home.control.pid ?? 0).map(({ pid }) => pid);
  const before = performance.now();
  expect(await stop(home, by)).toBe(0);
  expect(performance.now() - before).toBeLessThan(LEAVE_MS);
  await until('all have ended', () => pids.every((pid) => tree(pid).length === 0));
});
