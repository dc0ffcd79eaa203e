import { Worker } from 'node:worker_threads';
import type { Cancel, HomeClock } from '../../clock/clock.ts';
import { backoff } from '../backoff.ts';
import type { ByteListener, ByteSource } from '../bytes.ts';
import type { FromHttp, HttpWish } from './wish.ts';

/** Beside the bundle of the process that starts it. */
const MODULE = new URL('./http.mjs', import.meta.url);
/** MB: what a device answers, however long, does not take more. */
const HEAP = 24;

export interface HttpLineOptions {
  readonly wish: HttpWish;
  readonly clock: HomeClock;
  /** The thread's bundle, where it is elsewhere. */
  readonly module?: URL;
}

/** The bodies that a device answers or pushes, a line each. A thread speaks HTTP; one that ends is started again. */
export const httpBytes = (options: HttpLineOptions): ByteSource => ({ start: (listener, signal) => new HttpLine(options, listener).run(signal) });

class HttpLine {
  readonly #options: HttpLineOptions;
  readonly #listener: ByteListener;
  #worker: Worker | undefined;
  #timer: Cancel = () => undefined;
  #attempt = 0;
  #stopped = false;

  constructor(options: HttpLineOptions, listener: ByteListener) {
    this.#options = options;
    this.#listener = listener;
  }

  run(signal: AbortSignal): void {
    if (signal.aborted) return;
    signal.addEventListener('abort', () => this.#stop(), { once: true });
    this.#start();
  }

  #start(): void {
    const { wish, module = MODULE } = this.#options;
    const worker = new Worker(module, { workerData: wish, resourceLimits: { maxOldGenerationSizeMb: HEAP, maxYoungGenerationSizeMb: 4 } });
    this.#worker = worker;
    worker.on('message', (message: FromHttp) => this.#worker === worker && this.#heard(message));
    // Ends with 'exit' as well; without a listener it would end the process.
    worker.on('error', () => undefined);
    worker.once('exit', () => this.#worker === worker && this.#gone());
  }

  #heard(message: FromHttp): void {
    switch (message.type) {
      case 'opened':
        return this.#listener.opened();
      case 'lost':
        return this.#listener.lost(message.reason);
      case 'body':
        this.#attempt = 0;
        return this.#listener.bytes(Buffer.from(`${message.text}\n`));
    }
  }

  #gone(): void {
    this.#worker = undefined;
    if (this.#stopped) return;
    this.#listener.lost('thread-ended');
    this.#timer = this.#options.clock.after(backoff(this.#attempt++, Math.random()), () => this.#start());
  }

  #stop(): void {
    this.#stopped = true;
    this.#timer();
    const worker = this.#worker;
    this.#worker = undefined;
    worker?.postMessage('end');
    worker?.unref();
  }
}
