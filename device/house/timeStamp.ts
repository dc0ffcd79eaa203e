import { uptime } from 'node:os';
import type { Now } from '#domain/time/now.ts';
import { machineBoot } from '../control/machineBoot.ts';
import type { Stamp } from './storage/stamp.ts';

const BOOT = machineBoot();
/** Before control has said the time. */
const NO_CLOCK: Stamp = { boot: 'unknown', shift: 0, trust: 'none' };

/** By which clock `now` is told. The machine's running time goes on over restarts of the gateway, so that what an earlier one stored can be put right too. */
export function stampOf(now: Now | undefined): Stamp {
  if (!now) return NO_CLOCK;
  return BOOT === null ? { boot: now.boot, shift: now.wall - now.mono, trust: now.trust } : { boot: BOOT, shift: Math.round(now.wall - uptime() * 1_000), trust: now.trust };
}
