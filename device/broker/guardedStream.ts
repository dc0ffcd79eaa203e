import { Duplex } from 'node:stream';
import { CAPS, type Rate } from './caps.ts';
import { PacketGuard } from './packetGuard.ts';
import { TokenBucket } from './tokenBucket.ts';

/** A connection ended because of what it sent, or did not read; `id` names the cap. */
export class CapReached extends Error {
  constructor(readonly id: string) {
    super(`connection ended: ${id}`);
    this.name = 'CapReached';
  }
}

type WriteDone = (error?: Error | null) => void;
type Written = { readonly chunk: Buffer };

/**
 * Between a socket and the broker: caps on what comes in, and a queue of its own for what goes out, so that one reader
 * that does not read is cut off and never makes the broker wait for it.
 */
export class GuardedStream extends Duplex {
  readonly #guard = new PacketGuard();
  #bucket: TokenBucket | undefined;
  #counted = 0;
  #stranger = true;
  #received = 0;
  #throttle: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly socket: Duplex) {
    super({ writableHighWaterMark: CAPS.queue });
    socket.on('data', (chunk: Buffer) => this.#take(chunk));
    socket.on('end', () => this.push(null));
    socket.on('close', () => this.destroy());
    socket.on('error', (error) => this.destroy(error));
  }

  /** The client has shown its secret: from now on its own rate holds. */
  admit(rate: Rate | null): void {
    this.#stranger = false;
    this.#bucket = rate ? new TokenBucket(rate, performance.now()) : undefined;
  }

  override _read(): void {
    if (!this.#throttle) this.socket.resume();
  }

  /** Always true: the broker would wait for a drain, and all other readers with it. */
  override write(chunk: unknown, encoding?: BufferEncoding | WriteDone, done?: WriteDone): boolean {
    if (typeof encoding === 'function') super.write(chunk, encoding);
    else super.write(chunk, encoding ?? 'utf8', done);
    if (this.writableLength > CAPS.queue) this.destroy(new CapReached('slow-reader'));
    return true;
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: WriteDone): void {
    this.socket.write(chunk, done);
  }

  override _writev(chunks: readonly Written[], done: WriteDone): void {
    this.socket.write(Buffer.concat(chunks.map(({ chunk }) => chunk)), done);
  }

  override _final(done: WriteDone): void {
    this.socket.end(() => done());
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    clearTimeout(this.#throttle);
    this.socket.destroy();
    done(error);
  }

  #take(chunk: Buffer): void {
    this.#received += chunk.length;
    const fault = this.#stranger && this.#received > CAPS.beforeConnect ? 'too-much-before-connect' : this.#guard.take(chunk);
    if (fault) this.destroy(new CapReached(fault));
    else this.#pass(chunk);
  }

  #pass(chunk: Buffer): void {
    const wait = this.#bucket?.take(this.#guard.packets - this.#counted, performance.now()) ?? 0;
    this.#counted = this.#guard.packets;
    if (!this.push(chunk) || wait > 0) this.socket.pause();
    if (wait > 0) this.#resumeAfter(wait);
  }

  #resumeAfter(wait: number): void {
    clearTimeout(this.#throttle);
    this.#throttle = setTimeout(() => {
      this.#throttle = undefined;
      this.socket.resume();
    }, wait);
  }
}
