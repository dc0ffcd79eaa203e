import { ROOT } from '#wire/topics.ts';

/** House's own: nobody else may read or write it. */
export const PING_TOPIC = `${ROOT}/house/ping`;

/** Real ms. */
const EVERY = 1_000;
/** A round trip longer than this is a broker that stood still. */
const LATE = 1_000;
/** What it had taken in meanwhile has come out within this. */
const AFTERWARDS = 500;
/** A minute's worth: behind a blocked broker nothing more is piled up. */
const MOST_OUTSTANDING = 60;

/** House's letters to itself through the broker: one that is late says how long a request beside it may have lain there. */
export class BrokerPing {
  #number = 0;
  #outstanding: { readonly number: number; readonly at: number }[] = [];
  #late = { length: 0, until: 0 };
  readonly #timer: ReturnType<typeof setInterval>;

  /** @param send hands one to the broker, false while there is none; @param real monotonic real ms. */
  constructor(
    private readonly send: (payload: string) => boolean,
    private readonly real: () => number = () => performance.now(),
  ) {
    this.#timer = setInterval(() => this.ping(), EVERY);
    this.#timer.unref();
  }

  ping(): void {
    if (this.#outstanding.length >= MOST_OUTSTANDING) return;
    const number = ++this.#number;
    if (this.send(String(number))) this.#outstanding.push({ number, at: this.real() });
  }

  /** One came back; those before it, which did not, are lost. */
  answered(payload: string): void {
    const back = this.#outstanding.find(({ number }) => String(number) === payload);
    if (!back) return;
    this.#outstanding = this.#outstanding.filter(({ number }) => number > back.number);
    const now = this.real();
    const length = now - back.at;
    if (length > LATE) this.#late = { length: Math.max(length, this.#lateNow(now)), until: now + AFTERWARDS };
  }

  /** A new connection: what the old one had taken never comes back. */
  forget(): void {
    this.#outstanding = [];
  }

  /** Real ms that a request read now may have lain in the broker, at most; it may have stood still just after a ping. */
  waited(): number {
    const now = this.real();
    const oldest = this.#outstanding[0];
    const length = Math.max(this.#lateNow(now), oldest ? now - oldest.at : 0);
    return length > LATE ? length + EVERY : 0;
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #lateNow(now: number): number {
    return now < this.#late.until ? this.#late.length : 0;
  }
}
