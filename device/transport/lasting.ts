import type { Milliseconds } from '#domain/time/instant.ts';
import type { Cancel, HomeClock } from '../clock/clock.ts';
import { backoff } from './backoff.ts';
import type { ByteListener, ByteSource } from './bytes.ts';

/** An address that answers nothing is given up after this. */
const CONNECT_WITHIN = 10_000 as Milliseconds;

export interface LastingOptions {
  /** Begins one connection, which tells what becomes of it, and gives what ends it; after that nothing it tells is heard. */
  readonly dial: (listener: ByteListener) => () => void;
  /** How long the peer may say nothing, in ms, before it is taken for gone. */
  readonly silence: () => Milliseconds;
  readonly clock: HomeClock;
  /** In [0, 1), for the waits between attempts. */
  readonly chance?: () => number;
}

/**
 * A line that is made again for ever, with growing waits. A peer that vanished without a word (a pulled plug) is known
 * by its silence: no byte for `silence()` ms, and the line is made anew.
 */
export function lastingLine(options: LastingOptions): ByteSource {
  return { start: (listener, signal) => new LastingLine(options, listener).run(signal) };
}

class LastingLine {
  readonly #options: LastingOptions;
  readonly #listener: ByteListener;
  #attempt = 0;
  #hangUp: (() => void) | undefined;
  #timer: Cancel = () => undefined;
  #stopped = false;

  constructor(options: LastingOptions, listener: ByteListener) {
    this.#options = options;
    this.#listener = listener;
  }

  run(signal: AbortSignal): void {
    if (signal.aborted) return;
    signal.addEventListener('abort', () => this.#stop(), { once: true });
    this.#connect();
  }

  #connect(): void {
    let isOurs = true;
    const ours = (told: () => void): void => void (isOurs && told());
    this.#within(CONNECT_WITHIN, 'no answer');
    const hangUp = this.#options.dial({
      opened: () => ours(() => this.#opened()),
      bytes: (chunk) => ours(() => this.#bytes(chunk)),
      lost: (reason) => ours(() => this.#lost(reason)),
    });
    this.#hangUp = () => {
      isOurs = false;
      hangUp();
    };
  }

  #opened(): void {
    this.#within(this.#options.silence(), 'silent');
    this.#listener.opened();
  }

  #bytes(chunk: Uint8Array): void {
    this.#attempt = 0;
    this.#within(this.#options.silence(), 'silent');
    this.#listener.bytes(chunk);
  }

  /** The one deadline in force: what was set before it does not count any more. */
  #within(time: Milliseconds, reason: string): void {
    this.#timer();
    this.#timer = this.#options.clock.after(time, () => this.#lost(reason));
  }

  #lost(reason: string): void {
    this.#drop();
    if (this.#stopped) return;
    this.#listener.lost(reason);
    const { clock, chance = Math.random } = this.#options;
    this.#timer = clock.after(backoff(this.#attempt++, chance()), () => this.#connect());
  }

  #drop(): void {
    this.#timer();
    this.#hangUp?.();
    this.#hangUp = undefined;
  }

  #stop(): void {
    this.#stopped = true;
    this.#drop();
  }
}
