import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Act } from '#domain/plan/act.ts';
import { initialFollowState } from '#domain/follow/machine.ts';
import { slotsOf } from '../../device/control/snapshot.ts';
import { openStateFile } from '../../device/control/stateFile.ts';
import { tree } from '../../device/bench/gateway.ts';
import { ROOT } from './process.ts';

/** One line of the simulator's own log: what reached a device, at epoch ms. */
export interface Arrival {
  readonly at: number;
  readonly device: string;
  readonly setpoint?: number | string | null;
  readonly reverted?: boolean;
}

export interface Answer {
  readonly outcome: string;
  readonly reason: string | null;
  readonly health?: { readonly cycles: number; readonly jitter: number; readonly faults: number };
}

export type ChildName = 'house' | 'broker' | 'planner';

/** A real gateway from its bundles, with a simulated home in a process that is not its child. */
export class ChaosHome {
  readonly folder = mkdtempSync(join(tmpdir(), 'tidewatt-chaos-'));
  private readonly logFile = join(this.folder, 'arrivals.jsonl');
  private readonly stateDir = join(this.folder, 'state');
  private sim: ChildProcess | null = null;
  private control: ChildProcess | null = null;
  private socket: Socket | null = null;
  private readonly open = new Map<string, (answer: Answer) => void>();
  private asked = 0;
  words = '';

  /** The meter and a SunSpec battery over sockets, on free ports. Without a roof: own surplus would make room under a limit by day only. */
  async startSim(): Promise<{ readonly p1: number; readonly modbus: number }> {
    const sim = spawn(process.execPath, [bundle('sim'), '--seed', '7', '--sunless', '--log', this.logFile], { stdio: ['ignore', 'pipe', 'inherit'] });
    this.sim = sim;
    const [line] = await once(createInterface({ input: sim.stdout }), 'line');
    return JSON.parse(String(line)) as { p1: number; modbus: number };
  }

  /** What a former run of that home would have left: the committed acts, still good, and states of other machines. */
  async leaveActs(acts: readonly Act[], timeline: string, others: Readonly<Record<string, unknown>> = {}): Promise<void> {
    spawnSync('mkdir', ['-p', this.stateDir]);
    const { file } = await openStateFile(this.stateDir, slotsOf(timeline));
    await file.write({ version: 1, timeline, floor: 0, localSequence: 0, machines: { follow: { ...initialFollowState, revision: 1, acts }, ...others } });
    await file.close();
  }

  homeFile(content: unknown): string {
    const file = join(this.folder, 'home.json');
    writeFileSync(file, JSON.stringify(content));
    return file;
  }

  devicesFile(devices: readonly unknown[]): string {
    const file = join(this.folder, 'devices.json');
    writeFileSync(file, JSON.stringify({ devices }));
    return file;
  }

  /** Resolves when control has printed its line. */
  async startControl(args: readonly string[]): Promise<void> {
    const all = [bundle('control'), '--port', '0', '--mqtt-port', '0', '--state', this.stateDir, ...args];
    const control = spawn(process.execPath, ['--max-old-space-size=96', ...all], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, TIDEWATT_SIM_LOG: this.logFile, NODE_OPTIONS: '--inspect-port=0' } });
    this.control = control;
    control.stderr.on('data', (text: Buffer) => (this.words += text.toString()));
    const line = once(createInterface({ input: control.stdout }), 'line');
    const ended = once(control, 'exit').then(([code]) => Promise.reject(new Error(`control ended with ${String(code)}\n${this.words}`)));
    await Promise.race([line, ended]);
    ended.catch(() => undefined);
  }

  /** Pid of a child of control, undefined when it is not running. */
  pid(name: ChildName): number | undefined {
    return this.control?.pid === undefined ? undefined : tree(this.control.pid).find(({ command }) => command.includes(`/${name}.mjs`))?.pid;
  }

  pids(): number[] {
    return this.control?.pid === undefined ? [] : tree(this.control.pid).map(({ pid }) => pid);
  }

  get controlProcess(): ChildProcess {
    if (!this.control) throw new Error('control was not started');
    return this.control;
  }

  /** One request on the local socket, with its answer. */
  ask(request: Readonly<Record<string, unknown>>): Promise<Answer> {
    this.asked += 1;
    const id = String(this.asked);
    const answer = new Promise<Answer>((resolve) => this.open.set(id, resolve));
    this.wire().write(`${JSON.stringify({ id, ...request })}\n`);
    return answer;
  }

  limit(w: number | null): Promise<Answer> {
    const value = w === null ? { kind: 'none' } : { kind: 'limit', w };
    return this.ask({ signal: { kind: 'limit', source: 'local', direction: 'import', scope: 'controllable', value, for: null } });
  }

  arrivals(device: string): Arrival[] {
    if (!existsSync(this.logFile)) return [];
    const lines = readFileSync(this.logFile, 'utf8').split('\n').filter((line) => line !== '');
    return lines.map((line) => JSON.parse(line) as Arrival).filter((arrival) => arrival.device === device);
  }

  async stop(): Promise<void> {
    this.socket?.destroy();
    const pids = this.pids();
    for (const pid of pids) signal(pid, 'SIGCONT');
    this.control?.kill('SIGKILL');
    for (const pid of pids) signal(pid, 'SIGKILL');
    this.sim?.kill('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }

  private wire(): Socket {
    if (this.socket) return this.socket;
    const socket = connect(join(this.stateDir, 'control.sock'));
    createInterface({ input: socket }).on('line', (line) => {
      const answer = JSON.parse(line) as Answer & { readonly id: string };
      this.open.get(answer.id)?.(answer);
      this.open.delete(answer.id);
    });
    socket.on('error', () => undefined);
    return (this.socket = socket);
  }
}

const BUNDLES = process.env['TIDEWATT_BUNDLES'] ?? join(ROOT, 'dist/device');
const bundle = (name: string): string => join(BUNDLES, `${name}.mjs`);
export const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** A process that has ended meanwhile needs no signal. */
export function signal(pid: number | undefined, name: NodeJS.Signals): boolean {
  try {
    return pid !== undefined && process.kill(pid, name);
  } catch {
    return false;
  }
}

/** Seconds that a busy machine is given where nothing is promised of the time. */
export const PATIENCE = 60;

/** Looks every 50 ms until it holds. @throws Error when it does not within `seconds`. */
export async function until<T>(what: string, look: () => T | undefined | false | null, seconds = PATIENCE): Promise<T> {
  const last = performance.now() + seconds * 1_000;
  for (;;) {
    const seen = look();
    if (seen !== undefined && seen !== false && seen !== null) return seen;
    if (performance.now() > last) throw new Error(`not within ${seconds} s: ${what}`);
    await wait(50);
  }
}

/** The value below which a share of them lies (nearest rank). */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
