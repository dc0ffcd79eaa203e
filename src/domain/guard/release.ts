import { effective } from '../limit/combine.ts';
import type { StandingLimit } from '../limit/standing.ts';
import type { Now } from '../time/now.ts';
import type { GuardConfig } from './event.ts';

/** The wait after a release, so that the homes of a street do not all rise at once. Monotonic ms of this boot. */
export interface Release {
  /** Smallest signalled limit before, W; endless for none. */
  readonly importLimit: number;
  readonly exportLimit: number;
  readonly heldUntil: number;
  /** How often chance was asked: seed and number make the next one. */
  readonly draws: number;
}

export const unreleased: Release = { importLimit: Infinity, exportLimit: Infinity, heldUntil: 0, draws: 0 };

/** A number in [0, 1) that follows from seed and draw (mulberry32, one step). */
export function chance(seed: number, draw: number): number {
  let z = (seed + Math.imul(draw + 1, 0x6d2b79f5)) | 0;
  z = Math.imul(z ^ (z >>> 15), z | 1);
  z ^= z + Math.imul(z ^ (z >>> 7), z | 61);
  return ((z ^ (z >>> 14)) >>> 0) / 4_294_967_296;
}

const smallest = (limits: readonly StandingLimit[], direction: 'import' | 'export'): number => {
  const value = effective(limits.filter((limit) => limit.origin === 'signal'), direction);
  return value.kind === 'none' ? Infinity : value.w;
};

/** A limit that goes or grows starts the wait anew; one that comes does not shorten it. */
export function released(before: Release, limits: readonly StandingLimit[], config: GuardConfig, now: Now): Release {
  const importLimit = smallest(limits, 'import');
  const exportLimit = smallest(limits, 'export');
  if (importLimit <= before.importLimit && exportLimit <= before.exportLimit) return importLimit === before.importLimit && exportLimit === before.exportLimit ? before : { ...before, importLimit, exportLimit };
  const heldUntil = now.mono + Math.floor(chance(config.seed, before.draws) * config.releaseDelay);
  return { importLimit, exportLimit, heldUntil, draws: before.draws + 1 };
}
