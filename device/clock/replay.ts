import { randomUUID } from 'node:crypto';
import { after, type Instant, type Milliseconds } from '#domain/time/instant.ts';
import type { HomeClock } from './clock.ts';
import { scheduler } from './schedule.ts';

export interface ReplayClockOptions {
  /** Wall time of the home at the start, ms UTC. */
  readonly from: Instant;
  /** Home time per real time; 1 when left out. */
  readonly speed?: number;
  readonly boot?: string;
}

/**
 * A clock that starts at `from` and runs `speed` times faster, wall and monotonic time together, without end.
 * @throws RangeError when the speed is not above zero.
 */
export function replayClock({ from, speed = 1, boot = randomUUID() }: ReplayClockOptions): HomeClock {
  if (!(speed > 0 && Number.isFinite(speed))) throw new RangeError(`a replay runs forward: speed ${speed}`);
  const start = performance.now();
  const mono = (): Milliseconds => Math.floor((performance.now() - start) * speed) as Milliseconds;
  const now = (): ReturnType<HomeClock['now']> => {
    const passed = mono();
    return { wall: after(from, passed), mono: passed, boot, trust: 'synced' };
  };
  return { speed, now, ...scheduler(mono, speed) };
}
