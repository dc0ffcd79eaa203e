import { Worker } from 'node:worker_threads';
import type { MeterReading } from '#domain/meter/reading.ts';
import type { Excursion } from '#domain/safety/event.ts';
import { Deadline } from './deadline.ts';
import { OpenQuestions } from './openQuestions.ts';
import type { FromStorage, ThreadOptions, ToStorage } from './protocol.ts';
import type { QuestionKind, Questions } from './questions.ts';
import type { PricedSlot } from '#domain/ledger/pricedSlot.ts';
import type { SpaceState } from './space.ts';
import type { Stamp } from './stamp.ts';
import type { KeptStates } from './stateText.ts';
import { TelemetryQueue } from './telemetryQueue.ts';

export type StorageState = 'ok' | 'failed';
export type Opened = Extract<FromStorage, { type: 'open' }>;

export interface StorageOptions extends ThreadOptions {
  /** The thread's bundle. */
  readonly module: URL;
  /** Each opening of the databases: the first, and one after every thread that was lost. */
  readonly opened: (opened: Opened) => void;
  readonly stored: (id: string) => void;
  readonly failed: (id: string, reason: string) => void;
  readonly changed: (state: StorageState, reason: string | null) => void;
  readonly space?: (state: SpaceState) => void;
  readonly note?: (note: string) => void;
  /** Each thread as it is started. */
  readonly started?: (thread: Worker) => void;
  /** Home's wall time in ms, and the machine states as they are now. */
  readonly at: () => number;
  /** The clock that tells it. */
  readonly clock: () => Stamp;
  readonly states: () => KeptStates;
}

interface Pending {
  readonly since: number;
  readonly timer: ReturnType<typeof setTimeout>;
}

/** Stores under way at once; the next one is refused. */
const MOST_PENDING = 256;
/** A store not committed by then counts as failed, and the thread as blocked. */
const DEADLINE = 5_000;
/** Real ms that a flush may take, behind the day's copy on a slow card too. */
const FLUSH_WITHIN = 30_000;
/** Real ms in which the stores open: years are checked page by page, and brought to a new form. */
const OPEN_WITHIN = 300_000;
/** MB of JavaScript heap; SQLite's own memory comes on top. */
const HEAP = 48;
const FIRST_RETRY = 200;
const LAST_RETRY = 5_000;
/** Parts of storage that can fail apart: a disk too full for telemetry still takes the journal. */
type Part = 'thread' | 'journal' | 'telemetry';

/**
 * House's side of its storage thread. The thread can be killed, blocked or out of memory: what it had not acknowledged
 * is answered as failed, and another one is started.
 */
export class Storage {
  #worker: Worker | undefined;
  #open = false;
  #retry = FIRST_RETRY;
  #restart: ReturnType<typeof setTimeout> | undefined;
  #ending: (() => void) | undefined;
  readonly #queue = new TelemetryQueue();
  readonly #failed = new Set<Part>();
  readonly #pending = new Map<string, Pending>();
  readonly #questions = new OpenQuestions();
  /** Answered as failed though the lost thread may have committed them. */
  readonly #givenUp = new Set<string>();
  readonly #opening = new Deadline(OPEN_WITHIN, () => this.#block());
  readonly #flight = new Deadline(FLUSH_WITHIN, () => this.#block());

  constructor(private readonly options: StorageOptions) {}

  start(): void {
    this.#opening.begin();
    const worker = new Worker(this.options.module, { workerData: this.#threadOptions, resourceLimits: { maxOldGenerationSizeMb: HEAP, maxYoungGenerationSizeMb: 4 } });
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
    // A replay at speed fills it within the minute.
    if (this.#queue.isFull) this.flush();
    this.#queue.addReading(reading, this.options.clock());
  }

  addSlot(slot: PricedSlot): void {
    this.#queue.addSlot(slot, this.options.clock());
  }

  addExcursion(excursion: Excursion): void {
    this.#queue.addExcursion(excursion, this.options.clock());
  }

  /** Hands over what has gathered; it is dropped here only when it is on the disk. Called once a minute. */
  flush(): void {
    // One is under way: what gathers meanwhile goes with the next.
    if (!this.#open || this.#queue.isFlying || this.#queue.isEmpty) return;
    this.#flight.begin();
    this.#say({ type: 'flush', at: this.options.at(), batches: this.#queue.takeOff(), clock: this.options.clock() });
  }

  /** @throws when storage is down, or fails at it. */
  ask<K extends QuestionKind>(kind: K, asked: Questions[K]['asked']): Promise<Questions[K]['answer']> {
    if (!this.#open) return Promise.reject(new Error('storage-down'));
    return this.#questions.ask(kind, asked, (question) => this.#say(question));
  }

  /** Nothing that was stored is there any more when it resolves; this storage is over. @throws as `ask`. */
  async erase(): Promise<void> {
    this.#ending = () => undefined;
    await this.ask('erase', null);
    this.#open = false;
  }

  /** Keeps the states, flushes and closes. @param within ms after which the thread is left to itself. */
  async close(states: KeptStates, within: number): Promise<void> {
    clearTimeout(this.#restart);
    this.#opening.end();
    if (!this.#open) return void this.#worker?.terminate();
    this.flush();
    this.keep(states);
    const closed = new Promise<void>((resolve) => (this.#ending = resolve));
    this.#say({ type: 'close' });
    const timer = setTimeout(() => this.#ending?.(), within);
    await closed;
    clearTimeout(timer);
    this.#flight.end();
  }

  #hear(message: FromStorage): void {
    switch (message.type) {
      case 'open':
        return this.#opened(message);
      case 'stored':
        return this.#settle(message.id, null);
      case 'store-failed':
        this.#fail('journal', message.reason);
        return this.#settle(message.id, message.reason);
      case 'keep-failed':
        return this.#fail('journal', message.reason);
      case 'flushed':
        this.#flight.end();
        this.#queue.landed();
        return this.#mend('telemetry');
      case 'flush-failed':
        this.#flight.end();
        this.#queue.turnBack();
        return this.#fail('telemetry', message.reason);
      case 'space':
        return this.options.space?.(message.state);
      case 'note':
        return this.options.note?.(message.note);
      case 'answer':
        return this.#questions.answer(message.ask, message.answer);
      case 'answer-failed':
        return this.#questions.fail(message.ask, message.reason);
      case 'closed':
        return this.#ending?.();
    }
  }

  #opened(message: Opened): void {
    this.#opening.end();
    this.#open = true;
    this.#retry = FIRST_RETRY;
    if (this.#givenUp.size > 0) this.#say({ type: 'withdraw', at: this.options.at(), ids: [...this.#givenUp], states: this.options.states() });
    this.#givenUp.clear();
    this.#mend('thread', 'journal', 'telemetry');
    this.options.opened(message);
  }

  #settle(id: string, reason: string | null): void {
    const pending = this.#pending.get(id);
    if (!pending) return;
    clearTimeout(pending.timer);
    this.#pending.delete(id);
    if (reason !== null) return this.options.failed(id, reason);
    this.#mend('journal');
    this.options.stored(id);
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
    this.#opening.end();
    this.#flight.end();
    this.#queue.turnBack();
    if (this.#ending) return this.#ending();
    this.#fail('thread', reason);
    this.#questions.failAll(reason);
    for (const id of [...this.#pending.keys()]) {
      this.#givenUp.add(id);
      this.#settle(id, reason);
    }
    this.#restart = setTimeout(() => this.start(), this.#retry);
    this.#retry = Math.min(LAST_RETRY, this.#retry * 2);
  }

  #fail(part: Part, reason: string): void {
    const was = this.#failed.size;
    this.#failed.add(part);
    if (was === 0) this.options.changed('failed', reason);
  }

  #mend(...parts: readonly Part[]): void {
    const was = this.#failed.size;
    for (const part of parts) this.#failed.delete(part);
    if (was > 0 && this.#failed.size === 0) this.options.changed('ok', null);
  }

  get #threadOptions(): ThreadOptions {
    const { folder, ballast } = this.options;
    return ballast === undefined ? { folder } : { folder, ballast };
  }

  #say(message: ToStorage): void {
    this.#worker?.postMessage(message);
  }
}
