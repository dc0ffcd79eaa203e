import { isUnseenKind } from '#domain/meter/kinds.ts';
import type { MeterReading } from '#domain/meter/reading.ts';
import { ms, type Milliseconds } from '#domain/time/instant.ts';
import type { HomeClock } from '../../clock/clock.ts';
import type { ByteSource } from '../../transport/bytes.ts';
import { anchored, type Anchor } from './anchor.ts';
import { Inflow } from './inflow.ts';
import type { MeterDriver, MeterStatus } from './meter.ts';
import { MeterWatch } from './watch.ts';
import { NO_PACE, paced, periodOf } from './pace.ts';
import type { MeterMessage, MeterStream } from './message.ts';

/** How long a meter's line may be silent before it is taken for dead (reliability, F11). */
export const silenceOf = (period: Milliseconds): Milliseconds => ms(Math.max(30_000, 6 * period));

/** A meter on a line that lives now. */
export class LiveMeter implements MeterDriver {
  readonly #line: ByteSource;
  readonly #clock: HomeClock;
  readonly #stream: MeterStream;
  readonly #inflow = new Inflow();
  #pace = NO_PACE;
  #anchor: Anchor = null;
  #period: Milliseconds;
  #understood = 0;

  /**
   * @param line makes the bytes' source from how long it may be silent, and how many messages have been understood.
   * @param period declared, ms; what the meter really does is learned.
   */
  constructor(line: (silence: () => Milliseconds, understood: () => number) => ByteSource, clock: HomeClock, stream: MeterStream, period: Milliseconds) {
    this.#period = period;
    this.#line = line(() => silenceOf(this.#period), () => this.#understood);
    this.#clock = clock;
    this.#stream = stream;
  }

  get period(): Milliseconds {
    return this.#period;
  }

  start(...[onReading, onStatus, signal]: Parameters<MeterDriver['start']>): void {
    const watch = new MeterWatch(this.#clock, () => this.#heard(), onStatus);
    signal.addEventListener('abort', () => watch.stop(), { once: true });
    const deliver = (telegrams: readonly MeterMessage[]): void => {
      for (const telegram of telegrams) {
        if (signal.aborted) return;
        this.#understood++;
        const reading = this.#placed(telegram);
        watch.heard(reading.period);
        onReading(reading);
      }
      watch.looked();
    };
    // What the end of a connection cut off is given up: it is not the beginning of what the next one brings.
    const cut = (): void => deliver(this.#stream.end());
    this.#line.start({ opened: cut, bytes: (chunk) => deliver(this.#stream.push(this.#inflow.within(chunk, this.#clock.now().mono))), lost: cut }, signal);
  }

  #heard(): Omit<MeterStatus, 'state'> {
    const { rejected, kind = null } = this.#stream;
    const { flooded } = this.#inflow;
    return { rejected: flooded > 0 ? { ...rejected, flood: flooded } : rejected, ...(kind !== null && isUnseenKind(kind) && { isUnseen: true }) };
  }

  /** In the home's time, with what has been learned of the meter's pace and clock. */
  #placed({ at, period, ...told }: MeterMessage): MeterReading {
    const { wall, mono } = this.#clock.now();
    this.#pace = paced(this.#pace, at ?? mono);
    this.#period = periodOf(this.#pace, period);
    if (at === null) return { ...told, at: wall, period: this.#period, quality: 'measured' };
    const placed = anchored(this.#anchor, at, wall);
    this.#anchor = placed.anchor;
    return { ...told, at: placed.at, period: this.#period, quality: 'measured' };
  }
}
