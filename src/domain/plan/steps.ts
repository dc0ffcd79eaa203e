import { MINUTE, type Instant, type Interval } from '../time/instant.ts';
import { at } from './at.ts';

/** The times a simulation stops at: parallel lists, one entry a step. */
export interface Steps {
  /** ms UTC. */
  readonly start: readonly Instant[];
  readonly length: readonly number[];
  /** Number of the slot that the step lies in. */
  readonly slot: readonly number[];
}

/** A step a slot: what the descent looks at. */
export const slotSteps = (slots: readonly Interval[]): Steps => cut(slots, Infinity);

/** Steps of a minute, shorter where a slot ends: what the evaluator looks at. */
export const minuteSteps = (slots: readonly Interval[]): Steps => cut(slots, MINUTE);

function cut(slots: readonly Interval[], longest: number): Steps {
  const start: Instant[] = [];
  const length: number[] = [];
  const slot: number[] = [];
  for (let index = 0; index < slots.length; index++) {
    const { start: from, end } = at(slots, index);
    for (let time: number = from; time < end; time += longest) {
      start.push(time as Instant);
      length.push(Math.min(longest, end - time));
      slot.push(index);
    }
  }
  return { start, length, slot };
}
