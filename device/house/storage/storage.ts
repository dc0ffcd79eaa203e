import { Worker } from 'node:worker_threads';
import type { IntervalRecord } from '#domain/ledger/accounting.ts';
import type { MeterReading } from '#domain/meter/reading.ts';
import type { Excursion } from '#domain/safety/event.ts';
import { HISTORY_MOST } from '#wire/message/history.ts';
import type { FromStorage, KeptStates, ToStorage } from './protocol.ts';

export type StorageState = 'ok' | 'failed';
export type Opened = Extract<FromStorage, { type: 'open' }>;

export interface StorageOptions {
  /** Absolute state folder. */
  readonly folder: string;
  /** The thread's bundle. */
  readonly module: URL;
  /** Each opening of the databases: the first, and one after every thread that was lost. */
  readonly opened: (opened: Opened) => void;
  readonly stored: (id: string) => void;
  readonly failed: (id: string, reason: string) => void;
  readonly changed: (state: StorageState, reason: string | null) => void;
  /** Each thread as it is started. */
  readonly started?: (thread: Worker) => void;
  /** Home's wall time in ms, and the machine states as they are now. */
  readonly at: () => number;
  readonly states: () => KeptStates;
}

interface Pending {
  readonly since: number;
  readonly timer: ReturnType<typeof setTimeout>;
}
interface Asking {
  readonly resolve: (intervals: readonly IntervalRecord[]) => void;
  readonly reject: (error: Error) => void;
}

/** Stores under way at once; the next one is refused. */
const MOST_PENDING = 256;
/** A store not committed by then counts as failed, and the thread as blocked. */
const DEADLINE = 5_000;
/** MB of JavaScript heap; SQLite's own memory comes on top. */
const HEAP = 48;
const FIRST_RETRY = 200;
const LAST_RETRY = 5_000;
/** Readings kept for a flush that failed: ten minutes of one a second. */
const MOST_READINGS = 600;
const MOST_SLOTS = 2_000;
const MOST_EXCURSIONS = 2_000;

/**
 * House's side of its storage thread. The thread can be killed, blocked or out of memory: what it had not acknowledged
 * is answered as failed, and another one is started.
 */
export class Storage {
  #worker: Worker | undefined;
  #open = false;
  #state: StorageState = 'ok';
  #retry = FIRST_RETRY;
  #restart: ReturnType<typeof setTimeout> | undefined;
  #ending: (() => void) | undefined;
  #readings: MeterReading[] = [];
  #slots: IntervalRecord[] = [];
  #excursions: Excursion[] = [];
  #flushing: { readings: number; slots: number; excursions: number } | undefined;
  #asks = 0;
  readonly #pending = new Map<string, Pending>();
  readonly #asking = new Map<number, Asking>();
  /** Answered as failed though the lost thread may have committed them. */
  readonly #givenUp = new Set<string>();

  constructor(private readonly options: StorageOptions) {}

  start(): void {
    const worker = new Worker(this.options.module, { workerData: this.options.folder, resourceLimits: { maxOldGenerationSizeMb: HEAP, maxYoungGenerationSizeMb: 4 } });
    this.#worker = worker;
    this.options.started?.(worker);
    worker.on('message', (message: FromStorage) => worker === this.#worker && this.#hear(message));
    worker.on('error', (error) => this.#lost(worker, 'code' in error ? String(error.code) : String(error)));
    worker.on('exit', () => this.#lost(worker, 'thread-ended'));
  }

  /** Answered by `stored` or `failed`, never both, within the deadline. */
  store(id: string, record: unknown, states: KeptStates): void {
    if (this.#pending.size >= MOST_PENDING || !this.#open) {
      queueMicrotask(() => this.options.failed(id, this.#open ? 'queue-full' : 'storage-down'));
      return;
    }
    const timer = setTimeout(() => this.#block(), DEADLINE);
    this.#pending.set(id, { since: performance.now(), timer });
    this.#say({ type: 'store', id, at: this.options.at(), record, states });
  }

  keep(states: KeptStates): void {
    if (this.#open) this.#say({ type: 'keep', at: this.options.at(), states });
  }

  addReading(reading: MeterReading): void {
    this.#readings.push(reading);
    if (this.#flushing) return;
    // A replay at speed fills it within the minute.
    if (this.#open && this.#readings.length >= MOST_READINGS) this.flush();
    else if (this.#readings.length > MOST_READINGS) this.#readings.splice(0, this.#readings.length - MOST_READINGS);
  }

  addSlot(slot: IntervalRecord): void {
    this.#slots.push(slot);
    if (this.#slots.length > MOST_SLOTS && !this.#flushing) this.#slots.splice(0, this.#slots.length - MOST_SLOTS);
  }

  addExcursion(excursion: Excursion): void {
    this.#excursions.push(excursion);
    if (this.#excursions.length > MOST_EXCURSIONS && !this.#flushing) this.#excursions.splice(0, this.#excursions.length - MOST_EXCURSIONS);
  }

  /** Hands over what has gathered; it is dropped here only when it is on the disk. Called once a minute. */
  flush(): void {
    // Neither opened nor flushed since the call before: the thread is blocked.
    if (this.#worker && (this.#flushing || !this.#open)) return this.#block();
    if (!this.#open || this.#readings.length + this.#slots.length + this.#excursions.length === 0) return;
    this.#flushing = { readings: this.#readings.length, slots: this.#slots.length, excursions: this.#excursions.length };
    this.#say({ type: 'flush', readings: this.#readings, slots: this.#slots, excursions: this.#excursions });
  }

  /** Slots with `start` in [from, to), ms UTC. @throws when storage is down. */
  history(from: number, to: number): Promise<readonly IntervalRecord[]> {
    if (!this.#open) return Promise.reject(new Error('storage-down'));
    const ask = ++this.#asks;
    return new Promise((resolve, reject) => {
      this.#asking.set(ask, { resolve, reject });
      this.#say({ type: 'history', ask, from, to, most: HISTORY_MOST });
    });
  }

  /** Keeps the states, flushes and closes. @param within ms after which the thread is left to itself. */
  async close(states: KeptStates, within: number): Promise<void> {
    clearTimeout(this.#restart);
    if (!this.#open) return void this.#worker?.terminate();
    if (!this.#flushing) this.flush();
    this.keep(states);
    const closed = new Promise<void>((resolve) => (this.#ending = resolve));
    this.#say({ type: 'close' });
    const timer = setTimeout(() => this.#ending?.(), within);
    await closed;
    clearTimeout(timer);
  }

  #hear(message: FromStorage): void {
    switch (message.type) {
      case 'open':
        return this.#opened(message);
      case 'stored':
        return this.#settle(message.id, null);
      case 'store-failed':
        this.#become('failed', message.reason);
        return this.#settle(message.id, message.reason);
      case 'flushed':
        return this.#flushed();
      case 'flush-failed':
        this.#flushing = undefined;
        return this.#become('failed', message.reason);
      case 'history':
        this.#asking.get(message.ask)?.resolve(message.intervals);
        return void this.#asking.delete(message.ask);
      case 'history-failed':
        this.#asking.get(message.ask)?.reject(new Error(message.reason));
        return void this.#asking.delete(message.ask);
      case 'closed':
        return this.#ending?.();
    }
  }

  #opened(message: Opened): void {
    this.#open = true;
    this.#retry = FIRST_RETRY;
    if (this.#givenUp.size > 0) this.#say({ type: 'withdraw', at: this.options.at(), ids: [...this.#givenUp], states: this.options.states() });
    this.#givenUp.clear();
    this.#become('ok', null);
    this.options.opened(message);
  }

  #settle(id: string, reason: string | null): void {
    const pending = this.#pending.get(id);
    if (!pending) return;
    clearTimeout(pending.timer);
    this.#pending.delete(id);
    if (reason !== null) return this.options.failed(id, reason);
    this.#become('ok', null);
    this.options.stored(id);
  }

  #flushed(): void {
    this.#readings.splice(0, this.#flushing?.readings ?? 0);
    this.#slots.splice(0, this.#flushing?.slots ?? 0);
    this.#excursions.splice(0, this.#flushing?.excursions ?? 0);
    this.#flushing = undefined;
    this.#become('ok', null);
  }

  /** The thread answers nothing: it is given up, and its place taken by another. */
  #block(): void {
    const worker = this.#worker;
    if (!worker) return;
    this.#lost(worker, 'storage-blocked');
    void worker.terminate();
  }

  #lost(worker: Worker, reason: string): void {
    if (worker !== this.#worker) return;
    this.#worker = undefined;
    this.#open = false;
    this.#flushing = undefined;
    if (this.#ending) return this.#ending();
    this.#become('failed', reason);
    for (const { reject } of this.#asking.values()) reject(new Error(reason));
    this.#asking.clear();
    for (const id of [...this.#pending.keys()]) {
      this.#givenUp.add(id);
      this.#settle(id, reason);
    }
    this.#restart = setTimeout(() => this.start(), this.#retry);
    this.#retry = Math.min(LAST_RETRY, this.#retry * 2);
  }

  #become(state: StorageState, reason: string | null): void {
    if (state === this.#state) return;
    this.#state = state;
    this.options.changed(state, reason);
  }

  #say(message: ToStorage): void {
    this.#worker?.postMessage(message);
  }
}
