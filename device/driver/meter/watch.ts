import { staleAfter } from '#domain/meter/reading.ts';
import { ms, type Milliseconds } from '#domain/time/instant.ts';
import type { Cancel, HomeClock } from '../../clock/clock.ts';
import type { MeterStatus } from './meter.ts';

/** A noisy line changes its counts with every chunk: they are told at most so often, in ms. */
const COUNTS_EVERY = 1_000;

/** Watches whether a living meter speaks, and tells of every change. */
export class MeterWatch {
  readonly #clock: HomeClock;
  readonly #onStatus: (status: MeterStatus) => void;
  readonly #heard: () => Omit<MeterStatus, 'state'>;
  #state: MeterStatus['state'] = 'never';
  #told: { readonly mono: number; readonly counts: string };
  #timer: Cancel = () => undefined;
  #later: Cancel = () => undefined;

  constructor(clock: HomeClock, heard: () => Omit<MeterStatus, 'state'>, onStatus: (status: MeterStatus) => void) {
    this.#clock = clock;
    this.#heard = heard;
    this.#onStatus = onStatus;
    this.#told = this.#tell();
  }

  /** A reading came; the next is due within what makes it stale. */
  heard(period: Milliseconds): void {
    this.#timer();
    this.#timer = this.#clock.after(staleAfter(period), () => this.#become('silent'));
    this.#become('ok');
  }

  /** Something came that may have been of no use; the last of it is told too, when nothing follows. */
  looked(): void {
    if (JSON.stringify(this.#heard()) === this.#told.counts) return;
    const since = this.#clock.now().mono - this.#told.mono;
    this.#later();
    if (since >= COUNTS_EVERY) this.#told = this.#tell();
    else this.#later = this.#clock.after(ms(COUNTS_EVERY - since), () => this.looked());
  }

  stop(): void {
    this.#timer();
    this.#later();
  }

  #become(state: MeterStatus['state']): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#told = this.#tell();
  }

  #tell(): { readonly mono: number; readonly counts: string } {
    const heard = this.#heard();
    this.#onStatus({ state: this.#state, ...heard });
    return { mono: this.#clock.now().mono, counts: JSON.stringify(heard) };
  }
}
