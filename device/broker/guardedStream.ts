import { Duplex } from 'node:stream';
import { CAPS, type Allowance } from './caps.ts';
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

const NOTHING: Buffer = Buffer.alloc(0);

/**
 * Between a socket and the broker: caps on what comes in, and a queue of its own for what goes out, so that one reader
 * that does not read is cut off and never makes the broker wait for it.
 */
export class GuardedStream extends Duplex {
  readonly #guard = new PacketGuard();
  #packets: TokenBucket | undefined;
  #bytes: TokenBucket | undefined;
  #together: number = CAPS.together;
  #stranger = true;
  #received = 0;
  /** Came from the socket, and the broker has not asked for it yet. */
  #held = NOTHING;
  #isWanted = false;
  #hasEnded = false;
  #throttle: ReturnType<typeof setTimeout> | undefined;
  /** What the broker has written since it corked: it does so once a message, and writes each in several parts. */
  #parts: Buffer[] = [];
  #partBytes = 0;
  #corks = 0;
  #messages = 0;
  /** Messages that the socket has not taken. */
  #unread = 0;

  constructor(private readonly socket: Duplex) {
    // One piece at a time: what the stream itself would hold is read at once, and each packet of it becomes objects.
    super({ writableHighWaterMark: CAPS.queue, readableHighWaterMark: 1 });
    socket.on('data', (chunk: Buffer) => this.#take(chunk));
    socket.on('end', () => this.#end());
    // After a proper end the broker still gets what was said before it.
    socket.on('close', () => this.#hasEnded || this.destroy());
    socket.on('error', (error) => this.destroy(error));
  }

  /** The client has shown its secret: from now on its own allowance holds. */
  admit({ packet, rates }: Allowance): void {
    this.#stranger = false;
    this.#guard.allow(packet);
    this.#packets = rates ? new TokenBucket(rates.packets, performance.now()) : undefined;
    this.#bytes = rates ? new TokenBucket(rates.bytes, performance.now()) : undefined;
    if (!rates) this.#together = Infinity;
  }

  override _read(): void {
    this.#isWanted = true;
    this.#feed();
  }

  override cork(): void {
    this.#corks++;
    this.#messages++;
  }

  override uncork(): void {
    if (--this.#corks === 0) this.#flush();
  }

  /** Always true: the broker would wait for a drain, and all other readers with it. */
  override write(chunk: string | Buffer, encoding?: BufferEncoding | WriteDone, done?: WriteDone): boolean {
    const part = typeof chunk === 'string' ? Buffer.from(chunk, typeof encoding === 'string' ? encoding : 'utf8') : chunk;
    this.#parts.push(part);
    this.#partBytes += part.length;
    if (this.#corks === 0) this.#flush(typeof encoding === 'function' ? encoding : done);
    if (this.writableLength + this.#partBytes > CAPS.queue || this.#unread + this.#messages > CAPS.queueMessages) this.destroy(new CapReached('slow-reader'));
    return true;
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: WriteDone): void {
    this.socket.write(chunk, (error) => done(this.#hasEnded ? null : error));
  }

  override _final(done: WriteDone): void {
    this.socket.end(() => done());
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    clearTimeout(this.#throttle);
    this.#held = NOTHING;
    this.socket.destroy();
    done(error);
  }

  #flush(done?: WriteDone): void {
    const messages = this.#messages;
    const bytes = Buffer.concat(this.#parts, this.#partBytes);
    this.#parts = [];
    this.#partBytes = 0;
    this.#messages = 0;
    this.#unread += messages;
    super.write(bytes, (error) => {
      this.#unread -= messages;
      done?.(error);
    });
  }

  #end(): void {
    this.#hasEnded = true;
    this.#feed();
  }

  #take(chunk: Buffer): void {
    this.#received += chunk.length;
    if (this.#stranger && this.#received > CAPS.beforeConnect) return void this.destroy(new CapReached('too-much-before-connect'));
    this.#held = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk]);
    this.#feed();
  }

  /** Hands a piece on if the broker wants one and the client's rate allows it; the socket waits while anything is held. */
  #feed(): void {
    if (this.#held.length > 0 && this.#isWanted && !this.#throttle) this.#passPiece();
    if (this.destroyed) return;
    if (this.#hasEnded) return void (this.#held.length === 0 && this.push(null));
    if (this.#held.length > 0 || this.#throttle) this.socket.pause();
    else this.socket.resume();
  }

  #passPiece(): void {
    const before = this.#guard.cost;
    const taken = this.#guard.take(this.#held, this.#together);
    if (typeof taken === 'string') return void this.destroy(new CapReached(taken));
    const piece = this.#held.subarray(0, taken);
    this.#held = taken === this.#held.length ? NOTHING : this.#held.subarray(taken);
    const now = performance.now();
    const wait = Math.max(this.#packets?.take(this.#guard.cost - before, now) ?? 0, this.#bytes?.take(taken, now) ?? 0);
    if (wait > 0) this.#resumeAfter(wait);
    this.#isWanted = false;
    this.push(piece);
  }

  #resumeAfter(wait: number): void {
    this.#throttle = setTimeout(() => {
      this.#throttle = undefined;
      this.#feed();
    }, wait);
  }
}
