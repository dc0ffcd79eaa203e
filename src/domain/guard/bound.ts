import type { Decider } from '../device/asked.ts';
import type { DeviceId } from '../device/device.ts';
import type { GridReading } from '../device/sense.ts';
import { sameKey, tightest } from '../limit/combine.ts';
import type { LimitKey } from '../limit/limit.ts';
import type { LimitOrigin, StandingLimit } from '../limit/standing.ts';
import type { Phase, PhaseReading } from '../meter/reading.ts';
import type { Ask } from './ask.ts';
import type { GuardConfig } from './event.ts';

/**
 * One inequality the asked powers must keep: base + sum of share * power <= limit, in W, all in the limit's own
 * direction (+ = towards the limit).
 */
export interface Bound {
  readonly limit: number;
  /** What is there whatever we ask: base load, and devices nobody can vouch for. */
  readonly base: number;
  /** +1 import, -1 export. */
  readonly sign: 1 | -1;
  /** Of controllable devices only: what one gives does not make room for another. */
  readonly controllable: boolean;
  readonly decidedBy: Decider;
  /** How much of a device's power falls on it: 0..1. */
  share(id: DeviceId): number;
}

const KEYS: readonly LimitKey[] = (['import', 'export'] as const).flatMap((direction) => (['site', 'controllable'] as const).map((scope) => ({ direction, scope })));
const SLOW_METER = 5_000;
const SLOW_MARGIN = 0.1;

export const count = (bound: Bound, power: number): number => (bound.controllable ? Math.max(0, bound.sign * power) : bound.sign * power);

/** W of room for all asks together. */
export const headroom = (bound: Bound): number => bound.limit - bound.base;

/** What is asked of a bound by these powers. */
export const used = (bound: Bound, asks: readonly Ask[], power: (ask: Ask) => number): number =>
  asks.reduce((sum, ask) => sum + bound.share(ask.id) * count(bound, power(ask)), 0);

/** A fuse that is watched through a meter slower than 5 s keeps a margin (DESIGN, Signal -> limit -> guard). */
const limitOf = (w: number, isFuse: boolean, grid: GridReading | null): number => (isFuse && grid !== null && grid.reading.period > SLOW_METER ? w * (1 - SLOW_MARGIN) : w);

/** The base load is what the meter shows less what the devices said they took when it showed it. */
const baseOf = (measured: number, sign: 1 | -1, asks: readonly Ask[], grid: GridReading, share: Bound['share']): number =>
  sign * (measured - asks.reduce((sum, ask) => sum + share(ask.id) * (grid.devices[ask.id] ?? 0), 0));

/** Limits in W of one origin or the other, each key by its minimum. A site limit needs a grid reading. */
export function powerBounds(limits: readonly StandingLimit[], origins: readonly LimitOrigin[], asks: readonly Ask[], grid: GridReading | null, unvouched: number): readonly Bound[] {
  const ofOrigin = limits.filter((limit) => origins.includes(limit.origin));
  return KEYS.flatMap((key) => {
    const limit = tightest(ofOrigin, key);
    if (!limit || limit.value.kind === 'none' || (key.scope === 'site' && !grid)) return [];
    const sign = key.direction === 'import' ? 1 : -1;
    const share = (): number => 1;
    const base = key.scope === 'site' && grid ? baseOf(grid.power, sign, asks, grid, share) : 0;
    const isFuse = limit.origin === 'fuse';
    const decidedBy = isFuse ? 'fuse' : 'limit';
    return [{ limit: limitOf(limit.value.w, isFuse, grid), base: base + (sign === 1 ? unvouched : 0), sign, controllable: sameKey(key, { ...key, scope: 'controllable' }), decidedBy, share }];
  });
}

const phasePower = (phase: PhaseReading, volts: number): number | null => phase.power ?? (phase.amps === null ? null : phase.amps * (phase.volts ?? volts));

/** The main fuse a phase. A device on unknown phases counts fully on each; one on known phases in equal parts. */
export function phaseBounds(config: GuardConfig, asks: readonly Ask[], grid: GridReading | null, unvouched: number): readonly Bound[] {
  const { fuse } = config;
  if (!fuse || !grid) return [];
  const names = Object.keys(grid.reading.phases) as Phase[];
  return names.flatMap((name) => {
    const reading = grid.reading.phases[name];
    const measured = reading ? phasePower(reading, fuse.volts) : null;
    if (measured === null) return [];
    const share = (id: DeviceId): number => shareOn(config.phases[id], name);
    return ([1, -1] as const).map((sign): Bound => {
      const base = baseOf(measured, sign, asks, grid, share) + (sign === 1 ? unvouched : 0);
      return { limit: limitOf(fuse.amps * fuse.volts, true, grid), base, sign, controllable: false, decidedBy: 'fuse', share };
    });
  });
}

function shareOn(phases: readonly Phase[] | undefined, name: Phase): number {
  if (!phases || phases.length === 0) return 1;
  return phases.includes(name) ? 1 / phases.length : 0;
}
