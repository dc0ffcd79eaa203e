import { randomUUID } from 'node:crypto';
import type { Instant, Milliseconds } from '#domain/time/instant.ts';
import { isPlausible, type Now } from '#domain/time/now.ts';
import type { HomeClock } from './clock.ts';
import { scheduler } from './schedule.ts';
import { timeSynced } from './synced.ts';

/** No gateway runs before this version existed: an earlier wall clock (1970 after a power cut) is not the time. */
export const RELEASED: Instant = Date.UTC(2026, 9, 1) as Instant;

export interface RealClockOptions {
  /** The latest instant known to have passed, such as one kept in the state file; ms UTC. */
  readonly floor?: Instant;
  /** Names this run of the process. */
  readonly boot?: string;
  /** Whether a source of time has set the machine's clock; asked at every look. */
  readonly synced?: () => boolean;
}

/** The gateway's own clock. Trust is judged at every look: a clock set late becomes believable late. */
export function realClock({ floor = RELEASED, boot = randomUUID(), synced }: RealClockOptions = {}): HomeClock {
  const start = performance.now();
  const mono = (): Milliseconds => Math.floor(performance.now() - start) as Milliseconds;
  const isSynced = synced ?? timeSynced(mono);
  const known = Math.max(floor, RELEASED) as Instant;
  const now = (): Now => {
    const wall = Date.now() as Instant;
    const trust = !isPlausible(wall, RELEASED) ? 'none' : isSynced() ? 'synced' : isPlausible(wall, known) ? 'floor' : 'none';
    return { wall, mono: mono(), boot, trust };
  };
  return { speed: 1, now, ...scheduler(mono, 1) };
}
