import { fork, type ChildProcess, type Serializable } from 'node:child_process';
import { setPriority } from 'node:os';
import type { Readable } from 'node:stream';
import { crashesAfter, waitBeforeRestart } from './backOff.ts';
import { Mailbox } from './mailbox.ts';

export interface ChildOptions<Out> {
  readonly name: string;
  /** Absolute file of its bundle. */
  readonly module: string;
  /** Read at every start: a restarted child may be told something else. */
  readonly args: () => readonly string[];
  /** Heap limit of V8, MB. */
  readonly heap: number;
  readonly env?: () => Readonly<Record<string, string>>;
  /** 0..19; left out = as control. */
  readonly nice?: number;
  /** False for a child that runs once, on demand. */
  readonly restart: boolean;
  readonly keyOf: (message: Out) => string | null;
}

export interface ChildEvents<In> {
  started?(): void;
  message?(message: In): void;
  /** A line on its standard output. */
  line?(text: string): void;
  /** It has ended; `restartsIn` ms, or null when it will not be started again. */
  ended?(how: { readonly code: number | null; readonly signal: NodeJS.Signals | null; readonly restartsIn: number | null }): void;
}

/** A child whose channel has taken nothing for so long does not come back by itself. */
const HOPELESS_MS = 60_000;
const KILL_AFTER_MS = 2_000;

/** A process that control starts, talks to without waiting, and starts again when it ends. */
export class Child<In, Out> {
  private process: ChildProcess | null = null;
  private mailbox: Mailbox<Out> | null = null;
  private retry: NodeJS.Timeout | undefined;
  private crashes = 0;
  private startedAt = 0;
  private stopped = false;

  constructor(
    private readonly options: ChildOptions<Out>,
    private readonly events: ChildEvents<In>,
  ) {}

  get pid(): number | null {
    return this.process?.pid ?? null;
  }

  start(): void {
    if (this.process || this.stopped) return;
    this.startedAt = performance.now();
    const { module, name, heap, env } = this.options;
    const child = fork(module, [...this.options.args()], {
      execArgv: [`--max-old-space-size=${heapOf(name, heap)}`, '--max-semi-space-size=2', '--enable-source-maps'],
      env: { ...process.env, ...env?.() },
      // Its words go to standard error: standard output carries one line, that of control.
      stdio: ['ignore', this.events.line ? 'pipe' : 2, 2, 'ipc'],
    });
    this.process = child;
    this.mailbox = new Mailbox((message, done) => child.send(message as Serializable, done), { keyOf: this.options.keyOf });
    child.on('message', (message) => this.process === child && this.events.message?.(message as In));
    // A child that could not be started has an error and no exit.
    child.on('error', () => child.pid === undefined && this.gone(child, null, null));
    child.on('exit', (code, signal) => this.gone(child, code, signal));
    if (child.stdout) readLines(child.stdout, (line) => this.events.line?.(line));
    this.lower(child.pid);
    this.events.started?.();
  }

  /** False when there is no child to take it, or too much waits for it. */
  post(message: Out): boolean {
    const { process: child, mailbox } = this;
    if (!child?.connected || !mailbox) return false;
    if (mailbox.stuckFor() > HOPELESS_MS) child.kill('SIGKILL');
    return mailbox.post(message);
  }

  /** Ends it now; it is started again if it is one that is restarted. */
  kill(): void {
    this.process?.kill('SIGKILL');
  }

  /** Ends it for good: asked first, killed when it does not answer. */
  async stop(farewell: Out | null): Promise<void> {
    this.stopped = true;
    clearTimeout(this.retry);
    const child = this.process;
    if (!child) return;
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    if (farewell === null || !this.post(farewell)) child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS);
    await ended;
    clearTimeout(timer);
  }

  private gone(child: ChildProcess, code: number | null, signal: NodeJS.Signals | null): void {
    if (this.process !== child) return;
    this.process = null;
    this.mailbox = null;
    this.crashes = crashesAfter(this.crashes, performance.now() - this.startedAt);
    const restartsIn = this.options.restart && !this.stopped ? waitBeforeRestart(this.crashes) : null;
    if (restartsIn !== null) this.retry = setTimeout(() => this.start(), restartsIn);
    this.events.ended?.({ code, signal, restartsIn });
  }

  private lower(pid: number | undefined): void {
    if (this.options.nice !== undefined && pid !== undefined) setPriority(pid, this.options.nice);
  }
}

/** A test of memory running out sets `TIDEWATT_HEAP_HOUSE=24` and the like. */
function heapOf(name: string, heap: number): number {
  const asked = Number(process.env[`TIDEWATT_HEAP_${name.toUpperCase()}`]);
  return Number.isFinite(asked) && asked > 0 ? asked : heap;
}

/** Lines of a stream; a line longer than 64 KiB is not one of ours and is dropped. */
function readLines(stream: Readable, line: (text: string) => void): void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (text: string) => {
    const parts = (rest + text).split('\n');
    rest = (parts.pop() ?? '').slice(0, 65_536);
    for (const part of parts) line(part);
  });
}
