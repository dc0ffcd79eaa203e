import { staleAfter, type MeterReading } from '#domain/meter/reading.ts';
import type { Cancel, HomeClock } from '../../clock/clock.ts';
import type { MeterDriver, MeterStatus } from './meter.ts';

/** At a high speed many readings are due at once: they go out together, at most so often (real ms) ... */
const BATCH_EVERY = 10;
/** ... and no longer at a time (real ms), so that the process stays open to everything else. */
const BATCH_FOR = 5;

export interface Recording {
  /** In the order of their times. */
  readonly readings: Iterable<MeterReading>;
  /** Each is due at its own time on the home's clock; otherwise the first one at once, the others after it. */
  readonly dated: boolean;
  readonly rejected: Readonly<Record<string, number>>;
}

type Listeners = Parameters<MeterDriver['start']>;

/** Plays readings in the home's time, each not before its moment, all of them, in order; then the state is `ended`. */
export function play(recording: Recording, clock: HomeClock, ...listeners: Listeners): void {
  new Player(recording, clock, listeners).run();
}

class Player {
  readonly #clock: HomeClock;
  readonly #rejected: Recording['rejected'];
  readonly #readings: Iterator<MeterReading>;
  readonly #listeners: Listeners;
  /** What to add to the time of a reading to get the clock's monotonic time. */
  readonly #shift: number;
  #next: MeterReading | undefined;
  #state: MeterStatus['state'] = 'never';
  #timer: Cancel = () => undefined;

  constructor({ readings, dated, rejected }: Recording, clock: HomeClock, listeners: Listeners) {
    this.#clock = clock;
    this.#rejected = rejected;
    this.#readings = readings[Symbol.iterator]();
    this.#listeners = listeners;
    this.#next = this.#readings.next().value as MeterReading | undefined;
    const { wall, mono } = clock.now();
    this.#shift = mono - (dated ? wall : (this.#next?.at ?? wall));
  }

  run(): void {
    const [, , signal] = this.#listeners;
    if (signal.aborted) return;
    signal.addEventListener('abort', () => this.#timer(), { once: true });
    this.#tell('never', true);
    this.#timer = this.#clock.at(this.#due(), () => this.#deliver());
  }

  #deliver(): void {
    const [onReading, , signal] = this.#listeners;
    const until = performance.now() + BATCH_FOR;
    while (this.#next && this.#due() <= this.#clock.now().mono && performance.now() < until) {
      const reading = this.#next;
      this.#tell('ok');
      onReading(reading);
      if (signal.aborted) return;
      this.#next = this.#readings.next().value as MeterReading | undefined;
      if (this.#next && this.#next.at - reading.at > staleAfter(reading.period)) return this.#silence(reading);
    }
    if (this.#next) this.#wait(this.#due());
    else this.#tell('ended');
  }

  /** A hole in the recording: the meter says nothing for longer than a reading is good for. */
  #silence(last: MeterReading): void {
    const silent = last.at + this.#shift + staleAfter(last.period);
    this.#timer = this.#clock.at(silent, () => {
      this.#tell('silent');
      this.#wait(this.#due());
    });
  }

  #wait(due: number): void {
    const soonest = this.#clock.now().mono + BATCH_EVERY * this.#clock.speed;
    this.#timer = this.#clock.at(Math.max(due, soonest), () => this.#deliver());
  }

  #due(): number {
    return (this.#next?.at ?? 0) + this.#shift;
  }

  #tell(state: MeterStatus['state'], always = false): void {
    if (state === this.#state && !always) return;
    this.#state = state;
    const [, onStatus] = this.#listeners;
    onStatus({ state, rejected: this.#rejected });
  }
}
