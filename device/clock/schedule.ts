import type { Milliseconds } from '#domain/time/instant.ts';
import type { Cancel, HomeClock } from './clock.ts';

/** Node's timers take at most 2^31 - 1 ms; a longer wait is made of several. */
const LONGEST_TIMER = 2_147_483_647;

/** The scheduling half of a home clock over its own reading of monotonic home time, in ms. */
export function scheduler(mono: () => number, speed: number): Pick<HomeClock, 'at' | 'after' | 'every'> {
  const at = (due: number, task: () => void): Cancel => {
    let timer: NodeJS.Timeout | undefined;
    // A timer may fire a moment early, or be only a part of a long wait: look again, then run.
    const look = (): void => {
      const wait = (due - mono()) / speed;
      if (wait <= 0) task();
      else timer = setTimeout(look, Math.min(Math.ceil(wait), LONGEST_TIMER));
    };
    timer = setTimeout(look, Math.min(Math.max(0, Math.ceil((due - mono()) / speed)), LONGEST_TIMER));
    return () => clearTimeout(timer);
  };
  return {
    at,
    after: (delay: Milliseconds, task) => at(mono() + delay, task),
    every: (period: Milliseconds, task) => beat(at, mono, period, task),
  };
}

/** Beats lie on a grid from the start, so a late one does not push the others back. */
function beat(at: HomeClock['at'], mono: () => number, period: number, task: () => void): Cancel {
  if (!(period > 0)) throw new RangeError(`a period is longer than nothing: ${period}`);
  let due = mono();
  let cancel: Cancel = () => undefined;
  let ended = false;
  const next = (): void => {
    if (ended) return;
    due += period * Math.max(1, Math.floor((mono() - due) / period) + 1);
    cancel = at(due, () => {
      // The next beat stands before the task runs: a task that throws does not stop the clock.
      next();
      task();
    });
  };
  next();
  return () => {
    ended = true;
    cancel();
  };
}
