import type { Milliseconds } from '#domain/time/instant.ts';
import type { Now } from '#domain/time/now.ts';

/** Ends what was scheduled; harmless when it has already run. */
export type Cancel = () => void;

/**
 * The home's time, the only one that drivers and control use: the real one, or that of a replay, which may run faster.
 * All lengths and moments are home time; a task runs never before its moment, and late rather than not at all.
 */
export interface HomeClock {
  /** Home milliseconds in one real millisecond: 1, or the replay's speed. */
  readonly speed: number;
  now(): Now;
  /** Runs `task` once, when monotonic home time has reached `mono` ms of this boot. */
  at(mono: number, task: () => void): Cancel;
  /** Runs `task` once, `delay` ms of home time from now. */
  after(delay: Milliseconds, task: () => void): Cancel;
  /** Runs `task` at every beat of `period` ms of home time; beats missed while the process was busy are left out. */
  every(period: Milliseconds, task: () => void): Cancel;
}
