import { HOUR, MINUTE, type Instant, type Interval } from '../../time/instant.ts';
import { Refusal } from '../../units/refusal.ts';
import { Coverage } from './coverage.ts';

/** Energy of a home's file is kept by half-hours of UTC. */
export const HALF_HOUR = 30 * MINUTE;
/** An energy over more than a day does not say when it was used. */
export const LONGEST = 25 * HOUR;
/** One that lies in two half-hours and is longer than this is a guess in each of them. */
const SHARED = 5 * MINUTE;
/** 28 years: more is no meter's memory, and would fill a phone's. */
const MOST = 500_000;

/** One half-hour of one direction: mWh, how much of it is told in ms, and whether some of it was shared out. */
export interface HalfHour {
  energy: number;
  covered: number;
  estimated: boolean;
}

/** The energy of one direction, shared out to half-hours so that nothing is lost or added. */
export class HalfHours {
  readonly slots = new Map<number, HalfHour>();
  readonly coverage = new Coverage();
  /** mWh, all that was taken. */
  total = 0;

  /**
   * @param energy whole mWh. @returns false where some of the time was told already: then nothing is taken.
   * @throws Refusal `own-too-long`.
   */
  take(interval: Interval, energy: number): boolean {
    if (!this.coverage.take(interval)) return false;
    this.total += energy;
    const { start, end } = interval;
    const length = end - start;
    const estimated = length > HALF_HOUR || (length > SHARED && Math.floor(start / HALF_HOUR) !== Math.floor((end - 1) / HALF_HOUR));
    let told = 0;
    for (let at: number = start; at < end; ) {
      const slot = Math.floor(at / HALF_HOUR) * HALF_HOUR;
      const next = Math.min(slot + HALF_HOUR, end);
      // Each share is a difference of two rounded sums, so that the shares add up.
      const until = next === end ? energy : Math.round((energy * (next - start)) / length);
      this.add(slot, until - told, next - at, estimated);
      told = until;
      at = next;
    }
    return true;
  }

  private add(slot: number, energy: number, covered: number, estimated: boolean): void {
    const held = this.slots.get(slot);
    if (held) {
      held.energy += energy;
      held.covered += covered;
      held.estimated ||= estimated;
      return;
    }
    if (this.slots.size >= MOST) throw tooLong();
    this.slots.set(slot, { energy, covered, estimated });
  }
}

const tooLong = (): Refusal =>
  new Refusal({ id: 'own-too-long', message: 'The file tells more than 28 years of half-hours: that is no home’s meter.', remedy: 'Check that the right column is taken for the time.' });

/** When the energy of a register's count was used is known from its last one. */
export interface Counted {
  readonly at: Instant;
  /** mWh, whole life. */
  readonly count: number;
}
