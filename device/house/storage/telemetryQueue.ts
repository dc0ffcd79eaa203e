import type { Excursion } from '#domain/safety/event.ts';
import type { MeterReading } from '#domain/meter/reading.ts';
import type { PricedSlot } from '#domain/ledger/pricedSlot.ts';
import { isSameClock, type Stamp } from './stamp.ts';
import type { Batch } from './telemetry.ts';

/** Kept for a flush that failed: ten minutes of a reading a second, weeks of slots. The oldest go. */
const MOST = { readings: 600, slots: 2_000, excursions: 2_000 } as const;
type Kind = keyof typeof MOST;
const KINDS: readonly Kind[] = ['readings', 'slots', 'excursions'];

interface OpenBatch {
  readonly stamp: Stamp;
  readings: MeterReading[];
  slots: PricedSlot[];
  excursions: Excursion[];
}

/** What waits for the next flush, by the clock that told its times; dropped only when it is on the disk. */
export class TelemetryQueue {
  #waiting: OpenBatch[] = [];
  #flying: OpenBatch[] = [];

  addReading(reading: MeterReading, stamp: Stamp): void {
    this.#batchOf(stamp).readings.push(reading);
    this.#cap('readings');
  }

  addSlot(slot: PricedSlot, stamp: Stamp): void {
    this.#batchOf(stamp).slots.push(slot);
    this.#cap('slots');
  }

  addExcursion(excursion: Excursion, stamp: Stamp): void {
    this.#batchOf(stamp).excursions.push(excursion);
    this.#cap('excursions');
  }

  get isFlying(): boolean {
    return this.#flying.length > 0;
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  /** Whether one more reading pushes out the oldest. */
  get isFull(): boolean {
    return this.#count('readings') >= MOST.readings;
  }

  /** What is to be written now. */
  takeOff(): readonly Batch[] {
    this.#flying = this.#waiting;
    this.#waiting = [];
    return this.#flying;
  }

  landed(): void {
    this.#flying = [];
  }

  /** It is not on the disk: it goes with the next flush. */
  turnBack(): void {
    this.#waiting = [...this.#flying, ...this.#waiting];
    this.#flying = [];
    KINDS.forEach((kind) => this.#cap(kind));
  }

  #batchOf(stamp: Stamp): OpenBatch {
    const last = this.#waiting.at(-1);
    if (last && isSameClock(last.stamp, stamp)) return last;
    const batch: OpenBatch = { stamp, readings: [], slots: [], excursions: [] };
    this.#waiting.push(batch);
    return batch;
  }

  #count(kind: Kind): number {
    return this.#waiting.reduce((sum, batch) => sum + batch[kind].length, 0);
  }

  #cap(kind: Kind): void {
    for (let over = this.#count(kind) - MOST[kind]; over > 0; ) {
      const batch = this.#waiting.find((one) => one[kind].length > 0);
      if (!batch) return;
      over -= batch[kind].splice(0, over).length;
    }
  }
}
