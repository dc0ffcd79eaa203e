import { describe, expect, it } from 'vitest';
import { headroom, powerBounds, used } from '#domain/guard/bound.ts';
import type { GuardConfig } from '#domain/guard/event.ts';
import { NOTHING_UNVOUCHED } from '#domain/guard/vouch.ts';
import { ask, BATTERY, CAR, CONFIG, grid, limit, out, stood, TANK } from './onePass.ts';

/** 25 A and 230 V: 5 750 W a phase. */
const FUSE: GuardConfig = { ...CONFIG, fuse: { amps: 25, volts: 230 }, phases: { car: ['L2'], battery: ['L2'] } };

describe('a phase that the meter no longer shows', () => {
  const car = [ask(CAR, 7_360, { takes: 7_000 })];
  const seen = (phases: Readonly<Record<string, number>>) => grid(9_000, car, phases);
  const none = { power: null, volts: null, amps: null };

  it('is what is left of the whole: the fuse of a device on it still holds', () => {
    const all = seen({ L1: 200, L2: 8_600, L3: 200 });
    const without = { ...all, reading: { ...all.reading, phases: { ...all.reading.phases, L2: none } } };
    const known = out(car, { grid: all, config: FUSE, commanded: { car: stood(7_000) } });
    expect(known['car']).toEqual([4_150, 'fuse']);
    expect(out(car, { grid: without, config: FUSE, commanded: { car: stood(7_000) } })).toEqual(known);
  });

  it('also when it is missing altogether', () => {
    expect(out(car, { grid: seen({ L1: 200, L3: 200 }), config: FUSE, commanded: { car: stood(7_000) } })['car']).toEqual([4_150, 'fuse']);
  });
});

describe('a grid that is lost', () => {
  it('a battery that gives rests, for nobody sees what it feeds in (R17)', () => {
    const battery = [ask(BATTERY, 0, { takes: -3_000 })];
    const lost = { grid: grid(0, battery), limits: [limit(0, { direction: 'export' })], needsGrid: true, gridState: 'lost' as const, commanded: { battery: stood(-3_000) } };
    expect(out(battery, lost)['battery']).toEqual([0, 'plan']);
  });

  it('a battery that a plan lets give does so no more, and gives no more than it does while the meter is late', () => {
    const battery = [ask(BATTERY, -3_700, { takes: -1_000 })];
    const seen = { grid: grid(3_000, battery), limits: [limit(5_000, { direction: 'export' })], needsGrid: true, commanded: { battery: stood(-1_000) } };
    expect(out(battery, { ...seen, gridState: 'fresh' })['battery']).toEqual([-3_700, 'plan']);
    expect(out(battery, { ...seen, gridState: 'stale' })['battery']).toEqual([-1_000, 'sense']);
    expect(out(battery, { ...seen, gridState: 'lost' })['battery']).toEqual([0, 'sense']);
  });
});

describe('a site limit without any reading since the start', () => {
  const asks = [ask(CAR, 7_000, { takes: 1_380 }), ask(TANK, 2_000, { takes: 2_000 })];
  it('is kept by the devices alone', () => expect(powerBounds([limit(579)], asks, null, NOTHING_UNVOUCHED).map(headroom)).toEqual([579]));
  it('leaves no room for what nobody can vouch for', () => expect(powerBounds([limit(4_200)], asks, null, { draws: 1_200, gives: 500 }).map(headroom)).toEqual([3_000]));
  it('leaves none for feeding in beside what nobody can vouch for, where no meter shows it', () => {
    const feedIn = limit(2_000, { direction: 'export' });
    expect(powerBounds([feedIn], asks, null, { draws: 0, gives: 6_000 }).map(headroom)).toEqual([-4_000]);
    expect(powerBounds([feedIn], [], grid(-500, []), { draws: 0, gives: 6_000 }).map(headroom)).toEqual([1_500]);
  });
  it('gives nothing back because a store gives', () => {
    const [bound] = powerBounds([limit(2_000)], [ask(BATTERY, -3_000), ...asks], null, NOTHING_UNVOUCHED);
    expect(bound && used(bound, [ask(BATTERY, -3_000), ...asks], ({ request }) => request)).toBe(9_000);
  });
});
