/** A turn of the event loop that took longer than this is a stall. */
const LONG_TURN = 1_000;
const LOOK_EVERY = 250;
/** What had piled up is worked off within this, real ms. */
const AFTERWARDS = 500;

/** Notices that this process stood still: what it reads right after may have waited for as long as that. */
export class StallWatch {
  #last: number;
  #stall = { length: 0, until: 0 };
  readonly #timer: ReturnType<typeof setInterval>;

  /** @param real monotonic real ms. */
  constructor(private readonly real: () => number = () => performance.now()) {
    this.#last = real();
    this.#timer = setInterval(() => this.look(), LOOK_EVERY);
    this.#timer.unref();
  }

  look(): void {
    const now = this.real();
    const length = now - this.#last;
    this.#last = now;
    if (length > LONG_TURN) this.#stall = { length, until: now + AFTERWARDS };
  }

  /** ms that a message read now may have waited in this process's sockets. */
  waited(): number {
    this.look();
    return this.real() < this.#stall.until ? this.#stall.length : 0;
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
