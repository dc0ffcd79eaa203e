import { describe, expect, it } from 'vitest';
import { STAGES } from '#domain/guard/stage.ts';
import type { Milliseconds } from '#domain/time/instant.ts';
import { ask, BATTERY, CAR, CONFIG, grid, limit, NOW, out, stood, TANK, w } from './onePass.ts';

/** A minute after the last write: then any rise is worth one. */
const LATER = { ...NOW, mono: 60_000 as Milliseconds };

describe('the one order, pair by pair', () => {
  it('is limits, ladder, minima, interruption, fuse, sense, start, ramp', () => expect(STAGES.map(([name]) => name)).toEqual(['running', 'limits', 'ladder', 'minima', 'interruption', 'fuse', 'steady', 'sense', 'start', 'ramp']));

  it('a request that nothing bounds goes through as it was', () => expect(out([ask(CAR, 6_000, { takes: 6_000 })], { grid: null })).toEqual({ car: [6_000, 'plan'] }));

  it('request -> limits: a limit cuts the request to what fits', () => {
    const asks = [ask(CAR, 6_000, { takes: 6_000 })];
    expect(out(asks, { grid: grid(6_500, asks), limits: [limit(4_200)] })).toEqual({ car: [3_700, 'limit'] });
  });

  it('limits -> minima: a protective minimum stands against a limit', () => {
    const asks = [ask(TANK, 2_000, { takes: 2_000 })];
    expect(out(asks, { grid: grid(2_500, asks), limits: [limit(1_000)] })).toEqual({ tank: [0, 'limit'] });
    expect(out(asks, { grid: grid(2_500, asks), limits: [limit(1_000)], config: { ...CONFIG, protect: { tank: w(2_000) } } })).toEqual({ tank: [2_000, 'minimum'] });
  });

  it('minima -> fuse: the fuse ignores minima', () => {
    const asks = [ask(TANK, 2_000, { takes: 2_000 })];
    const config = { ...CONFIG, protect: { tank: w(2_000) }, fuse: { amps: 10, volts: 230 } };
    expect(out(asks, { grid: grid(2_500, asks, { L1: 2_500 }), config })).toEqual({ tank: [0, 'fuse'] });
    expect(out(asks, { grid: grid(2_500, asks), config: { ...config, fuse: null }, limits: [limit(2_000, { origin: 'fuse' })] })).toEqual({ tank: [0, 'fuse'] });
  });

  it('fuse -> sense: R17 room on the fuse is not used on a stale reading', () => {
    const asks = [ask(CAR, 6_000, { takes: 2_000 })];
    const of = { grid: grid(2_500, asks), limits: [limit(17_000, { origin: 'fuse' })], commanded: { car: stood(2_000) } };
    expect(out(asks, { ...of, gridState: 'stale' })).toEqual({ car: [2_000, 'sense'] });
    expect(out(asks, { ...of, gridState: 'lost' })).toEqual({ car: [1_380, 'sense'] });
  });

  it('sense -> start: R14 what may rise still starts at its minimum', () => {
    const asks = [ask(CAR, 6_000)];
    expect(out(asks, { commanded: { car: stood(0) } })).toEqual({ car: [1_380, 'start'] });
    expect(out(asks, { commanded: { car: stood(0) }, sensed: false })).toEqual({ car: [0, 'sense'] });
  });

  it('start -> ramp: what was cut is given back by what the home may rise', () => {
    const asks = [ask(CAR, 6_000, { takes: 1_380 })];
    expect(out(asks, { commanded: { car: stood(1_380, 4_620) }, rise: 300 })).toEqual({ car: [1_680, 'ramp'] });
  });

  it('start -> ramp: a battery that carried an import limit comes back slowly, but not while it feeds in what may not be fed in', () => {
    const asks = [ask(BATTERY, 3_000, { takes: -3_700 })];
    const of = { grid: grid(-3_300, asks), commanded: { battery: stood(-3_700, 6_700) }, rise: 100 };
    expect(out(asks, of)).toEqual({ battery: [-3_600, 'ramp'] });
    expect(out(asks, { ...of, limits: [limit(0, { direction: 'export' })] })).toEqual({ battery: [-400, 'limit'] });
    expect(out(asks, { ...of, limits: [limit(1_000, { direction: 'export' })] })).toEqual({ battery: [-1_400, 'limit'] });
  });

  it('ramp is only for loosening: a cut is never slowed', () => {
    const asks = [ask(CAR, 6_000, { takes: 6_000 })];
    expect(out(asks, { grid: grid(6_500, asks), limits: [limit(2_500)], commanded: { car: stood(6_000, 100) } })).toEqual({ car: [2_000, 'limit'] });
  });
});

describe('limits', () => {
  it('R15 the largest feasible power, and off only below the minimum', () => {
    const asks = [ask(CAR, 6_000, { takes: 6_000 })];
    expect(out(asks, { grid: grid(6_500, asks), limits: [limit(1_880)] })).toEqual({ car: [1_380, 'limit'] });
    expect(out(asks, { grid: grid(6_500, asks), limits: [limit(1_879)] })).toEqual({ car: [0, 'limit'] });
  });

  it('the householder says what is shed first', () => {
    const asks = [ask(CAR, 4_000, { takes: 4_000 }), ask(TANK, 2_000, { takes: 2_000 })];
    const of = { grid: grid(6_500, asks), limits: [limit(4_600)] };
    expect(out(asks, of)).toEqual({ car: [4_000, 'plan'], tank: [0, 'limit'] });
    expect(out([...asks].reverse(), of)).toEqual({ tank: [2_000, 'plan'], car: [2_100, 'limit'] });
  });

  it('what is left below one minimum goes to the next', () => {
    const asks = [ask(CAR, 4_000, { takes: 4_000 }), ask(BATTERY, 3_000, { takes: 3_000 })];
    expect(out(asks, { grid: grid(7_500, asks), limits: [limit(1_500)] })).toEqual({ car: [0, 'limit'], battery: [1_000, 'limit'] });
  });

  it('R13 0 W sheds all; a battery then carries what the base load leaves', () => {
    const asks = [ask(CAR, 4_000, { takes: 4_000 }), ask(BATTERY, 3_000, { takes: 3_000 })];
    expect(out(asks, { grid: grid(7_800, asks), limits: [limit(0)] })).toEqual({ car: [0, 'limit'], battery: [-800, 'limit'] });
    const empty = [ask(CAR, 4_000, { takes: 4_000 }), ask(BATTERY, 3_000, { takes: 3_000, stored: 0 })];
    expect(out(empty, { grid: grid(7_800, empty), limits: [limit(0)] })).toEqual({ car: [0, 'limit'], battery: [0, 'limit'] });
  });

  it('a battery carries what the meter shows, and not what is only feared: that would be fed in', () => {
    // 11 kW that nobody vouches for: nothing else may start; the battery stays at what the meter asks of it.
    const asks = [ask(CAR, 3_000), ask(BATTERY, 0)];
    const of = { grid: grid(500, asks), unvouched: 11_000, commanded: { battery: stood(0), car: stood(0) } };
    expect(out(asks, { ...of, limits: [limit(4_200)] })).toMatchObject({ car: [0, 'limit'], battery: [0, 'plan'] });
    expect(out(asks, { ...of, grid: grid(5_000, asks), limits: [limit(4_200)] })).toMatchObject({ battery: [-800, 'limit'] });
  });

  it('a limit on controllable devices does not count the base load, and a discharge makes no room', () => {
    const asks = [ask(CAR, 6_000, { takes: 6_000 }), ask(BATTERY, -2_000, { takes: -2_000 })];
    expect(out(asks, { grid: grid(9_000, asks), limits: [limit(4_200, { scope: 'controllable' })] })).toEqual({ car: [4_200, 'limit'], battery: [-2_000, 'plan'] });
  });

  it('different keys all hold', () => {
    const asks = [ask(CAR, 6_000, { takes: 6_000 })];
    expect(out(asks, { grid: grid(7_000, asks), limits: [limit(4_200, { scope: 'controllable' }), limit(4_000)] })).toEqual({ car: [3_000, 'limit'] });
  });

  it('an export limit cuts discharge, and a battery takes what the roof gives too much', () => {
    const out_ = (request: number, takes: number, base: number): unknown => {
      const asks = [ask(BATTERY, request, { takes })];
      return out(asks, { grid: grid(base + takes, asks), limits: [limit(1_000, { direction: 'export' })] });
    };
    expect(out_(-3_000, -3_000, 500)).toEqual({ battery: [-1_500, 'limit'] });
    expect(out_(0, 0, -3_000)).toEqual({ battery: [2_000, 'limit'] });
  });

  it('room that another was told to leave is free only when it has left', () => {
    const asks = [ask(BATTERY, 0, { takes: 3_000 }), ask(CAR, 3_000, { takes: 1_500 })];
    const of = { grid: grid(5_000, asks), limits: [limit(5_000)], commanded: { battery: stood(0), car: stood(1_500) } };
    expect(out(asks, of)).toEqual({ battery: [0, 'plan'], car: [1_500, 'limit'] });
    const left = [ask(BATTERY, 0), ask(CAR, 3_000, { takes: 1_500 })];
    expect(out(left, { ...of, grid: grid(2_000, left) })).toEqual({ battery: [0, 'plan'], car: [3_000, 'plan'] });
  });

  it('what a device takes beyond its word is seen by the meter (R23)', () => {
    const asks = [ask(CAR, 4_000, { takes: 1_000 }), ask(BATTERY, 2_000, { takes: 2_000 })];
    expect(out([...asks].reverse(), { grid: grid(8_500, asks), limits: [limit(4_200)], commanded: { car: stood(4_000), battery: stood(2_000) } })).toEqual({ battery: [-1_300, 'limit'], car: [0, 'limit'] });
  });
});

describe('a noisy meter', () => {
  it('R15 a small rise under a limit waits a minute; a large one, and any fall, does not', () => {
    const asks = [ask(CAR, 6_000, { takes: 3_000 })];
    const of = (limited: number): Parameters<typeof out>[1] => ({ grid: grid(3_500, asks), limits: [limit(limited)], commanded: { car: stood(3_000) } });
    expect(out(asks, of(3_749))).toEqual({ car: [3_000, 'limit'] });
    expect(out(asks, { ...of(3_749), now: LATER })).toEqual({ car: [3_249, 'limit'] });
    expect(out(asks, of(3_750))).toEqual({ car: [3_250, 'limit'] });
    expect(out(asks, of(3_480))).toEqual({ car: [2_980, 'limit'] });
  });
  it('R15 what stands still starts only where it would not have to stop for the error of a reading', () => {
    const asks = [ask(CAR, 6_000)];
    const of = (limited: number): Parameters<typeof out>[1] => ({ grid: grid(2_000, asks), limits: [limit(limited)], commanded: { car: stood(0) } });
    // 6 % of the limit on top of the minimum of 1380 W beside 2000 W.
    expect(out(asks, of(3_590))).toEqual({ car: [0, 'limit'] });
    expect(out(asks, of(3_600))).toEqual({ car: [1_380, 'start'] });
  });
});

describe('the fuse a phase', () => {
  const config = { ...CONFIG, fuse: { amps: 16, volts: 230 } };
  it('a device on unknown phases counts fully on each', () => {
    const asks = [ask(CAR, 6_000, { takes: 3_000 })];
    expect(out(asks, { config, grid: grid(3_900, asks, { L1: 3_200, L2: 400, L3: 300 }), commanded: { car: stood(3_000) } })).toEqual({ car: [3_480, 'fuse'] });
  });
  it('R16 an overload on L3 does not stop a car on L1', () => {
    const asks = [ask(CAR, 3_000, { takes: 3_000 }), ask(TANK, 2_000, { takes: 2_000 })];
    const known = { ...config, phases: { car: ['L1'], tank: ['L3'] } as const };
    expect(out(asks, { config: known, grid: grid(9_000, asks, { L1: 3_500, L2: 500, L3: 5_000 }) })).toEqual({ car: [3_000, 'plan'], tank: [0, 'fuse'] });
  });
  it('a device on three phases takes a third of each', () => {
    const asks = [ask(CAR, 7_000, { takes: 6_000 })];
    const known = { ...config, phases: { car: ['L1', 'L2', 'L3'] } as const };
    // L1 has 3500 - 2000 = 1500 W of base load, so 2180 W are left for a third of the car.
    expect(out(asks, { config: known, grid: grid(7_500, asks, { L1: 3_500, L2: 2_000, L3: 2_000 }), commanded: { car: stood(6_000) } })).toEqual({ car: [6_540, 'fuse'] });
  });
  it('amps without power count as import at the voltage told', () => {
    const asks = [ask(CAR, 6_000, { takes: 3_000 })];
    const reading = grid(3_900, asks);
    const told = { ...reading, reading: { ...reading.reading, phases: { L1: { power: null, volts: 240, amps: 15 } } } };
    expect(out(asks, { config, grid: told, commanded: { car: stood(3_000) }, now: LATER })).toEqual({ car: [3_080, 'fuse'] });
  });
  it('a meter slower than 5 s keeps a margin of a tenth', () => {
    const asks = [ask(CAR, 6_000, { takes: 3_000 })];
    expect(out(asks, { config, grid: grid(3_200, asks, { L1: 3_200 }, 10_000), commanded: { car: stood(3_000) }, now: LATER })).toEqual({ car: [3_112, 'fuse'] });
  });
});
