import { describe, expect, it } from 'vitest';
import { measuredPower, nothingSensed, sense, type Sensed } from '#domain/device/sense.ts';
import { phaseBounds, powerBounds } from '#domain/guard/bound.ts';
import { NOTHING_UNVOUCHED } from '#domain/guard/vouch.ts';
import type { StandingLimit } from '#domain/limit/standing.ts';
import type { MeterReading } from '#domain/meter/reading.ts';
import type { Instant, Milliseconds } from '#domain/time/instant.ts';
import { ask, BATTERY, CAR, CONFIG, w } from './onePass.ts';

const now = (second: number) => ({ wall: (second * 1_000) as Instant, mono: (second * 1_000) as Milliseconds, boot: 'b', trust: 'synced' }) as const;
const reading = (second: number, told: Partial<MeterReading>): MeterReading => ({ meter: 'm', at: (second * 1_000) as Instant, power: null, phases: {}, registers: [], period: 2_500 as Milliseconds, quality: 'measured', ...told });
const heard = (...all: readonly MeterReading[]): Sensed => all.reduce<Sensed>((sensed, one) => sense(sensed, { kind: 'reading', reading: one }, now(one.at / 1_000)), nothingSensed);
const limit = (direction: 'import' | 'export'): StandingLimit => ({ source: 'dso', origin: 'signal', direction, scope: 'site', sequence: 1, value: { kind: 'limit', w: w(4_000) }, start: 0 as Instant, end: null });
const bases = (sensed: Sensed): readonly number[] => powerBounds([limit('import'), limit('export')], [ask(CAR, 0), ask(BATTERY, 0)], sensed.grid, NOTHING_UNVOUCHED).map(({ base }) => base + 0);

describe('a meter that tells VA alone', () => {
  it('counts in full towards import, and gives no room for export', () => {
    expect(bases(heard(reading(1, { apparentPower: 3_000 })))).toEqual([3_000, 0]);
  });

  it('counts in full towards export while it says so, and gives no room for import', () => {
    expect(bases(heard(reading(1, { apparentPower: -3_000 })))).toEqual([0, 3_000]);
  });

  it('counts in full towards both where it does not say which way it flows', () => {
    expect(bases(heard(reading(1, { apparentPower: 3_000, apparentUndirected: true })))).toEqual([3_000, 3_000]);
  });

  it('is nothing to follow, unlike one that tells W', () => {
    expect(measuredPower(heard(reading(1, { apparentPower: 3_000 })))).toBeNull();
    expect(measuredPower(heard(reading(1, { power: w(2_900), apparentPower: 3_000 })))).toBe(2_900);
  });
});

describe('currents without their direction', () => {
  const AMPS = { L1: { power: null, volts: 230, amps: 10 } };
  const fuse = (sensed: Sensed): readonly number[] => phaseBounds({ ...CONFIG, fuse: { amps: 25, volts: 230 } }, [], sensed.grid, NOTHING_UNVOUCHED).map(({ base }) => base + 0);

  it('are import while the home imports, and may be either while it exports', () => {
    expect(fuse(heard(reading(1, { power: w(2_300), phases: AMPS })))).toEqual([2_300, -2_300]);
    expect(fuse(heard(reading(1, { power: w(-2_300), phases: AMPS })))).toEqual([2_300, 2_300]);
    expect(fuse(heard(reading(1, { apparentPower: 2_300, phases: AMPS })))).toEqual([2_300, 0]);
  });

  it('of the last long list stand between the short ones, with their own time, and no longer than they are fresh', () => {
    const long = reading(1, { power: w(2_300), phases: AMPS });
    expect(fuse(heard(long, reading(4, { power: w(6_000) }), reading(6, { power: w(6_100) })))).toEqual([2_300, -2_300]);
    expect(fuse(heard(long, reading(4, { power: w(6_000) }), reading(17, { power: w(6_100) })))).toEqual([6_100, -6_100]);
  });
});
