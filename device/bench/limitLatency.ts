import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { initialFollowState } from '#domain/follow/machine.ts';
import { instant } from '#domain/time/instant.ts';
import { watts } from '#domain/units/power.ts';
import { meterTimeline } from '../control/home.ts';
import { slotsOf } from '../control/snapshot.ts';
import { openStateFile } from '../control/stateFile.ts';
import { spread, type Figure } from './figure.ts';
import { startGateway } from './gateway.ts';
import { unpricedTariff } from './unpriced.ts';

const CHARGE_W = 3_700;
/** Just above what the guard thinks worth a write; each limit is tighter than the one before. */
const STEP_W = 26;
const STEP_MS = 200;
const SETTLE_MS = 8_000;
const BUDGET_MS = 300;

interface Arrival {
  readonly at: number;
  readonly device: string;
  readonly setpoint?: number | null;
}

/** The simulated home of the project as somebody else's devices: it notes when a write has reached it. */
async function startSim(root: string, log: string): Promise<{ readonly process: ChildProcess; readonly p1: number; readonly modbus: number }> {
  const sim = spawn(process.execPath, [join(root, 'dist/device/sim.mjs'), '--seed', '7', '--log', log], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface({ input: sim.stdout }), 'line')) as [string];
  return { process: sim, ...(JSON.parse(line) as { p1: number; modbus: number }) };
}

/** The battery is charging by an act of a former run, so that every limit has something to cut. */
async function leaveActs(stateDir: string, meter: string): Promise<void> {
  mkdirSync(stateDir, { recursive: true });
  const now = Date.now();
  const act = { device: 'battery', interval: { start: instant(now - 60_000), end: instant(now + 3_600_000) }, policy: { kind: 'hold', power: watts(CHARGE_W) } };
  const timeline = meterTimeline(meter);
  const { file } = await openStateFile(stateDir, slotsOf(timeline));
  await file.write({ version: 1, timeline, floor: 0, localSequence: 0, machines: { follow: { ...initialFollowState, revision: 1, acts: [act] } } });
  await file.close();
}

function send(socket: Socket, n: number, w: number): number {
  const signal = { kind: 'limit', source: 'local', direction: 'import', scope: 'controllable', value: { kind: 'limit', w }, for: null };
  const at = performance.timeOrigin + performance.now();
  socket.write(`${JSON.stringify({ id: String(n), signal })}\n`);
  return at;
}

async function measure(stateDir: string, log: string, count: number): Promise<number[]> {
  const socket = connect(join(stateDir, 'control.sock'));
  await once(socket, 'connect');
  socket.resume();
  const sent: { readonly w: number; readonly at: number }[] = [];
  for (let n = 0; n < count; n++) {
    const w = CHARGE_W - (n + 1) * STEP_W;
    sent.push({ w, at: send(socket, n, w) });
    await wait(STEP_MS);
  }
  await wait(2 * BUDGET_MS);
  socket.destroy();
  const arrivals = readFileSync(log, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as Arrival);
  return sent.map(({ w, at }) => {
    const arrived = arrivals.find((arrival) => arrival.device === 'battery' && typeof arrival.setpoint === 'number' && arrival.at >= at - 1 && arrival.setpoint <= w + 1);
    return arrived ? Math.max(0, arrived.at - at) : Number.POSITIVE_INFINITY;
  });
}

/** What goes on beside the limits, and what it has to say when it ends. */
export interface Load {
  readonly name: string;
  begin(url: string, stateDir: string): Promise<{ end(): Promise<readonly Figure[]> }>;
}

interface LimitLatency {
  readonly root: string;
  readonly seconds: number;
  readonly under?: Load;
}

/**
 * From a limit's line on control's local socket to the Modbus write at the battery's socket, over the real gateway
 * (DESIGN, Figures: p99 <= 300 ms). Limits only tighten, at most 140 of them.
 */
export async function benchLimitLatency({ root, seconds, under }: LimitLatency): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'tidewatt-limit-'));
  const [stateDir, log, devices] = ['state', 'arrivals.jsonl', 'devices.json'].map((name) => join(folder, name)) as [string, string, string];
  const sim = await startSim(root, log);
  try {
    const meter = `tcp://127.0.0.1:${sim.p1}`;
    await leaveActs(stateDir, meter);
    writeFileSync(devices, JSON.stringify({ devices: [{ driver: 'sunspec-battery', id: 'battery', host: '127.0.0.1', port: sim.modbus, simulated: true }] }));
    const gateway = await startGateway({ root, stateDir, args: ['--meter', meter, '--devices', devices, '--tariff', unpricedTariff(folder)] });
    try {
      await wait(SETTLE_MS);
      const load = await under?.begin(gateway.url, stateDir);
      const samples = await measure(stateDir, log, Math.min(140, Math.max(10, Math.round((seconds * 1_000) / STEP_MS))));
      const told = (await load?.end()) ?? [];
      return [spread(`limit received -> write at the device socket${under ? `, under ${under.name}` : ''}`, samples, { unit: 'ms', budget: BUDGET_MS }), ...told];
    } finally {
      await gateway.stop();
    }
  } finally {
    sim.process.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
}
