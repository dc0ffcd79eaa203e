import type { VirtualTime } from './virtualTime.ts';

/** How a connection is: `half-open` takes everything and delivers nothing, `down` refuses. */
export type LinkState = 'up' | 'down' | 'half-open';

export interface Weather {
  /** ms, evenly spread between them. */
  readonly delay: readonly [number, number];
  /** Share of packets lost; the transport below repeats them, later each time. */
  readonly loss: number;
  /** Share of messages that come twice, and that may overtake. */
  readonly duplicate: number;
  readonly reorder: number;
}

export const CALM: Weather = { delay: [1, 20], loss: 0, duplicate: 0, reorder: 0 };
/** First repeat of a lost packet, doubled each time (RFC 6298 has 1 s at first, stacks 200 ms). */
const REPEAT_MS = 200;
const MOST_REPEATS = 8;

/** One direction of one connection. Messages keep their order unless the weather lets them overtake. */
export class Link {
  state: LinkState = 'up';
  weather = CALM;
  private lastArrival = 0;
  private broken = 0;

  constructor(private readonly time: VirtualTime) {}

  /** What is on its way is lost too. */
  cut(state: LinkState): void {
    this.state = state;
    if (state !== 'up') this.broken += 1;
  }

  /** False when the sender learns at once that nobody is there. */
  send(deliver: () => void): boolean {
    if (this.state === 'down') return false;
    if (this.state === 'half-open') return true;
    this.carry(deliver);
    if (this.weather.duplicate > 0 && this.time.chance() < this.weather.duplicate) this.carry(deliver);
    return true;
  }

  private carry(deliver: () => void): void {
    const at = this.time.at + this.delay();
    const overtakes = this.weather.reorder > 0 && this.time.chance() < this.weather.reorder;
    const arrival = overtakes ? at : Math.max(at, this.lastArrival);
    this.lastArrival = Math.max(this.lastArrival, arrival);
    const { broken } = this;
    this.time.in(arrival - this.time.at, () => broken === this.broken && deliver());
  }

  private delay(): number {
    const [low, high] = this.weather.delay;
    let ms = low + (high - low) * this.time.chance();
    for (let n = 0; n < MOST_REPEATS && this.weather.loss > 0 && this.time.chance() < this.weather.loss; n++) ms += REPEAT_MS * 2 ** n;
    return Math.round(ms);
  }
}
