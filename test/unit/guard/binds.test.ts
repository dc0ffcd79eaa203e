import { describe, expect, it } from 'vitest';
import type { Ask } from '#domain/guard/ask.ts';
import { binds, phaseBounds, powerBounds, type Bound } from '#domain/guard/bound.ts';
import { NOTHING_UNVOUCHED } from '#domain/guard/vouch.ts';
import type { StandingLimit } from '#domain/limit/standing.ts';
import { ask, CAR, CONFIG, grid, limit } from './onePass.ts';

const CONTROLLABLE = limit(4_200, { scope: 'controllable' });
const boundsOf = (limits: readonly StandingLimit[], asks: readonly Ask[]): readonly Bound[] => powerBounds(limits, asks, grid(500, asks), NOTHING_UNVOUCHED);

describe('a limit that stands', () => {
  it('does not bind while all that is wanted fits under it', () => {
    const asks = [ask(CAR, 4_200)];
    expect(binds(CONTROLLABLE, boundsOf([CONTROLLABLE], asks), asks)).toBe(false);
  });

  it('binds as soon as more is wanted, also when nothing of it is taken yet', () => {
    const asks = [ask(CAR, 4_201)];
    expect(binds(CONTROLLABLE, boundsOf([CONTROLLABLE], asks), asks)).toBe(true);
  });

  it('counts what the home takes beside the devices only where it is about the whole site', () => {
    const asks = [ask(CAR, 4_000)];
    const site = limit(4_200);
    expect(binds(site, boundsOf([site], asks), asks)).toBe(true);
    expect(binds(CONTROLLABLE, boundsOf([site, CONTROLLABLE], asks), asks)).toBe(false);
  });

  it('does not bind beside a smaller one of the same kind', () => {
    const asks = [ask(CAR, 7_000)];
    const [larger, smaller] = [limit(6_000, { source: 'house' }), limit(4_200)];
    const bounds = boundsOf([larger, smaller], asks);
    expect([larger, smaller].map((one) => binds(one, bounds, asks))).toEqual([false, true]);
  });

  it('binds on one phase alone', () => {
    const asks = [ask(CAR, 3_000)];
    const sixteen = { source: 'dso', direction: 'import', scope: 'site', amps: 16, origin: 'signal' } as const;
    const on = (l1: number): readonly Bound[] => phaseBounds({ ...CONFIG, phases: { car: ['L1'] } }, asks, grid(1_000, asks, { L1: l1, L2: 300, L3: 200 }), NOTHING_UNVOUCHED, [sixteen]);
    expect(binds(sixteen, on(500), asks)).toBe(false);
    expect(binds(sixteen, on(700), asks)).toBe(true);
  });
});
