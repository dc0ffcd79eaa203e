import { connect, type Socket } from 'node:net';
import type { Milliseconds } from '#domain/time/instant.ts';
import type { Cancel, HomeClock } from '../clock/clock.ts';
import { backoff } from './backoff.ts';
import type { ByteListener, ByteSource } from './bytes.ts';

export interface TcpAddress {
  readonly host: string;
  readonly port: number;
}

/** "tcp://192.168.1.5:2001", "tcp://[fe80::1]:23"; undefined for anything else. */
export function parseTcpAddress(text: string): TcpAddress | undefined {
  const [, host, port] = /^tcp:\/\/(\[[0-9a-fA-F:.%a-z]+\]|[^/:?#@\s]+):(\d{1,5})\/?$/.exec(text) ?? [];
  if (host === undefined || port === undefined || Number(port) < 1 || Number(port) > 65_535) return undefined;
  return { host: host.replace(/^\[|\]$/g, ''), port: Number(port) };
}

/** An address that answers nothing is given up after this. */
const CONNECT_WITHIN = 10_000 as Milliseconds;

export interface TcpOptions {
  readonly address: TcpAddress;
  /** How long the peer may say nothing, in ms, before it is taken for gone. */
  readonly silence: () => Milliseconds;
  readonly clock: HomeClock;
  /** In [0, 1), for the waits between attempts. */
  readonly chance?: () => number;
}

/**
 * A TCP line that is made again for ever, with growing waits. A peer that vanished without a word (a pulled plug) is
 * known by its silence: no byte for `silence()` ms, and the line is made anew.
 */
export function tcpBytes(options: TcpOptions): ByteSource {
  return { start: (listener, signal) => new TcpLine(options, listener).run(signal) };
}

class TcpLine {
  readonly #options: TcpOptions;
  readonly #listener: ByteListener;
  #attempt = 0;
  #socket: Socket | undefined;
  #timer: Cancel = () => undefined;
  #stopped = false;

  constructor(options: TcpOptions, listener: ByteListener) {
    this.#options = options;
    this.#listener = listener;
  }

  run(signal: AbortSignal): void {
    if (signal.aborted) return;
    signal.addEventListener('abort', () => this.#stop(), { once: true });
    this.#connect();
  }

  #connect(): void {
    const socket = connect({ ...this.#options.address, keepAlive: true, keepAliveInitialDelay: 10_000 });
    this.#socket = socket;
    this.#within(CONNECT_WITHIN, 'no answer');
    socket.once('connect', () => {
      this.#within(this.#options.silence(), 'silent');
      this.#listener.opened();
    });
    socket.on('data', (chunk: Buffer) => {
      this.#attempt = 0;
      this.#within(this.#options.silence(), 'silent');
      this.#listener.bytes(chunk);
    });
    socket.once('error', (error: NodeJS.ErrnoException) => this.#lost(error.code ?? error.message));
    socket.once('close', () => this.#lost('closed'));
  }

  /** The one deadline in force: what was set before it does not count any more. */
  #within(time: Milliseconds, reason: string): void {
    this.#timer();
    this.#timer = this.#options.clock.after(time, () => this.#lost(reason));
  }

  #lost(reason: string): void {
    if (!this.#drop()) return;
    this.#listener.lost(reason);
    const { clock, chance = Math.random } = this.#options;
    this.#timer = clock.after(backoff(this.#attempt++, chance()), () => this.#connect());
  }

  /** @returns false when there is no line to lose, as after its error when it also closes. */
  #drop(): boolean {
    const socket = this.#socket;
    this.#socket = undefined;
    this.#timer();
    socket?.removeAllListeners();
    // What it still has to say is of no interest, and without a listener it would end the process.
    socket?.on('error', () => undefined);
    socket?.destroy();
    return socket !== undefined && !this.#stopped;
  }

  #stop(): void {
    this.#stopped = true;
    this.#drop();
  }
}
