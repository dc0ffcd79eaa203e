import { describe, expect, it } from 'vitest';
import type { DeviceDescriptor } from '#domain/device/device.ts';
import type { Cycles } from '#domain/guard/cycle.ts';
import type { Milliseconds } from '#domain/time/instant.ts';
import { ask, CAR, grid, limit, NOW, out, stood, w, type Around } from './onePass.ts';

/** 6 to 16 A on one phase or on three: 1380 to 3680 W, or 4140 to 11,040 W. */
const WALLBOX: DeviceDescriptor = { ...CAR, rating: w(11_040), minimum: w(1_380), phaseModes: { rest: 300_000 as Milliseconds } };
const at = (mono: number, cycles: Cycles = {}): Around => ({ now: { ...NOW, mono: mono as Milliseconds }, cycles });
const one: Cycles = { 'car/three': { on: false, since: 0, starts: [] } };

describe('a vehicle that charges on one phase or on three', () => {
  const under = (most: number): unknown => {
    const asks = [ask(WALLBOX, 11_040, { takes: 11_040 })];
    return out(asks, { grid: grid(11_540, asks), limits: [limit(most + 500)] });
  };
  it.each([[11_000, 11_000], [4_140, 4_140], [4_139, 3_680], [3_700, 3_680], [3_600, 3_600], [1_380, 1_380], [1_379, 0]])('R15 of %i W it takes %i W', (most, takes) => expect(under(most)).toEqual({ car: [takes, 'limit'] }));
  it('goes down to one phase at once, and up to three only after five minutes of rest', () => {
    const rising = [ask(WALLBOX, 8_000, { takes: 3_680 })];
    expect(out(rising, { ...at(299_999, one), commanded: { car: stood(3_680) } })).toEqual({ car: [3_680, 'start'] });
    expect(out(rising, { ...at(300_000, one), commanded: { car: stood(3_680) } })).toEqual({ car: [8_000, 'plan'] });
    const falling = [ask(WALLBOX, 8_000, { takes: 8_000 })];
    expect(out(falling, { ...at(1_000, { 'car/three': { on: true, since: 0, starts: [] } }), grid: grid(8_500, falling), limits: [limit(3_000)] })).toEqual({ car: [2_500, 'limit'] });
  });
});
