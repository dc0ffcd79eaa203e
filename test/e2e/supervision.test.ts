import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { tree } from '../../device/bench/gateway.ts';
import { signal, until } from './chaosHome.ts';
import { ROOT, runToEnd } from './process.ts';

/** A home may be without its guard for so long, seconds. */
const RESTART = 2;
const LEAVE_MS = 5_000;
/** Starting takes the rest of the time: reading the bundle, and a busy machine. */
const START = 15;

let supervisor: ChildProcess | undefined;
let stateDir = '';
afterEach(() => {
  for (const { pid } of supervisor?.pid === undefined ? [] : tree(supervisor.pid)) signal(pid, 'SIGKILL');
  rmSync(stateDir, { recursive: true, force: true });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** `npm start` without npm. */
async function start(port: number): Promise<ChildProcess> {
  stateDir = mkdtempSync(join(tmpdir(), 'tidewatt-start-'));
  const started = spawn(process.execPath, [join(ROOT, 'device/start.mjs'), '--port', String(port), '--mqtt-port', '0', '--state', stateDir], { cwd: ROOT, stdio: ['ignore', 'pipe', 'ignore'], env: { ...process.env, INIT_CWD: ROOT } });
  supervisor = started;
  let said = '';
  started.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  await until('the gateway prints its line', () => /Tidewatt: http\S+\n/.test(said), 60);
  return started;
}

const control = (): number | undefined => (supervisor?.pid === undefined ? undefined : tree(supervisor.pid).find(({ command }) => command.includes('/control.mjs'))?.pid);
const answers = (port: number): Promise<boolean> => fetch(`http://127.0.0.1:${port}/health`).then(({ ok }) => ok, () => false);

async function answersWithin(port: number, seconds: number): Promise<void> {
  await expect.poll(() => answers(port), { timeout: seconds * 1_000, interval: 50 }).toBe(true);
}

/** The import limit that the state file holds, in W; undefined when it holds none. */
function keptLimit(): number | undefined {
  const slots = readdirSync(stateDir).filter((name) => /^control-\w+\.[01]$/.test(name)).map((name) => readFileSync(join(stateDir, name), 'utf8'));
  return slots.flatMap((text) => [...text.matchAll(/"w":(\d+)/g)]).map(([, w]) => Number(w)).at(0);
}

it('a killed control is started again within 2 s on its port, with its limit in force; SIGTERM ends all with 0 within 5 s', async () => {
  const port = await freePort();
  const started = await start(port);
  await answersWithin(port, START);
  const limit = await runToEnd(join(ROOT, 'dist/device/cli.mjs'), ['limit', '--w', '1234', '--for', '10m', '--sequence', '7', '--state', stateDir]);
  expect(JSON.parse(limit.stdout)).toMatchObject({ outcome: 'done' });
  expect(keptLimit()).toBe(1_234);

  const before = control();
  const killed = performance.now();
  signal(before, 'SIGKILL');
  await until('another control', () => { const now = control(); return now !== undefined && now !== before; }, RESTART);
  await until('its socket', () => existsSync(join(stateDir, 'control.sock')), START);
  console.log(`another control after ${Math.round(performance.now() - killed)} ms`);
  await answersWithin(port, START);

  // What it remembers shows in what it refuses: a signal as old as the one it holds.
  const again = await runToEnd(join(ROOT, 'dist/device/cli.mjs'), ['limit', '--w', '9000', '--sequence', '7', '--state', stateDir]);
  expect(JSON.parse(again.stdout)).toMatchObject({ outcome: 'refused', reason: 'stale-sequence' });
  expect(keptLimit()).toBe(1_234);

  const children = tree(started.pid ?? 0).map(({ pid }) => pid);
  const asked = performance.now();
  const ended = once(started, 'exit');
  started.kill('SIGTERM');
  const [code] = (await ended) as [number | null];
  expect(code).toBe(0);
  expect(performance.now() - asked).toBeLessThan(LEAVE_MS);
  await until('all its processes are gone', () => children.every((pid) => !existsSync(`/proc/${pid}`)), 2);
}, 120_000);
