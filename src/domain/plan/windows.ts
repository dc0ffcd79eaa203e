import { at } from './at.ts';
import type { Steps } from './steps.ts';

/** Metered windows that a simulation's steps fall into. */
export interface Windows {
  /** Number of the window of each step. */
  readonly of: Int32Array;
  /** ms of each window that lie within the steps. */
  readonly covered: Float64Array;
  /** The slot that each window begins in. */
  readonly slot: Int32Array;
  /** ms that its energy is a mean over: the window's own, or the step's where that is longer. */
  readonly length: Float64Array;
  /** Whether the first window began before the first step. */
  readonly isBegun: boolean;
}

/** Cuts steps into windows of a length on the UTC grid; a step longer than a window is one by itself (`ledger/peakWatch`). */
export function windowsOf({ start, length, slot }: Steps, window: number): Windows {
  const of = new Int32Array(start.length);
  const [covered, slots, lengths]: [number[], number[], number[]] = [[], [], []];
  let open: number | null = null;
  for (let step = 0; step < start.length; step++) {
    const ms = at(length, step);
    const number = ms >= window ? null : Math.floor(at(start, step) / window);
    if (number === null || number !== open) {
      covered.push(0);
      slots.push(at(slot, step));
      lengths.push(Math.max(ms, window));
    }
    open = number;
    of[step] = covered.length - 1;
    covered[covered.length - 1] = at(covered, covered.length - 1) + ms;
  }
  const isBegun = (length[0] ?? window) < window && (start[0] ?? 0) % window !== 0;
  return { of, covered: Float64Array.from(covered), slot: Int32Array.from(slots), length: Float64Array.from(lengths), isBegun };
}

/** Import work a window, from W at the grid a step, in W·ms. */
export function windowWork({ of, covered }: Windows, { length }: Steps, grid: ArrayLike<number>): Float64Array {
  const work = new Float64Array(covered.length);
  for (let step = 0; step < of.length; step++) {
    const power = grid[step] ?? 0;
    const window = of[step] ?? 0;
    if (power > 0) work[window] = (work[window] ?? 0) + power * (length[step] ?? 0);
  }
  return work;
}
