import { describe, expect, it } from 'vitest';
import type { GridReading } from '#domain/device/sense.ts';
import { learn, learnt, nothingLearnt, type PhaseMap } from '#domain/device/phaseMap.ts';
import type { Phase, PhaseReading } from '#domain/meter/reading.ts';
import type { Instant, Milliseconds } from '#domain/time/instant.ts';
import type { Watts } from '#domain/units/power.ts';

const w = (power: number): Watts => power as Watts;
type Three = readonly [number, number, number];
const NAMES: readonly Phase[] = ['L1', 'L2', 'L3'];

/** A meter with three phases over base load and devices, each on phases of its own. */
class House {
  map: PhaseMap = nothingLearnt;
  base: Three = [300, 400, 500];
  readonly devices: Record<string, number> = { car: 0, tank: 0 };

  constructor(readonly on: Record<string, readonly Phase[]>) {}

  read(times = 1): this {
    for (let n = 0; n < times; n++) this.map = learn(this.map, this.reading());
    return this;
  }
  /** The device moves over three readings and then stands. */
  steps(id: string, to: number): this {
    const from = this.devices[id] ?? 0;
    for (const share of [0.4, 0.8, 1]) {
      this.devices[id] = from + share * (to - from);
      this.read();
    }
    return this.read(2);
  }
  get known(): Readonly<Record<string, readonly Phase[]>> {
    return learnt(this.map);
  }
  private reading(): GridReading {
    const phases = Object.fromEntries(NAMES.map((name, index): [Phase, PhaseReading] => {
      const own = Object.entries(this.devices).reduce((sum, [id, power]) => sum + (this.on[id]?.includes(name) ? power / (this.on[id]?.length ?? 1) : 0), 0);
      return [name, { power: w((this.base[index] ?? 0) + own), volts: null, amps: null }];
    }));
    return { reading: { meter: 'm', at: 0 as Instant, power: null, phases, registers: [], period: 1_000 as Milliseconds, quality: 'measured' }, power: w(0), heardAt: 0 as Milliseconds, devices: Object.fromEntries(Object.entries(this.devices).map(([id, power]) => [id, w(power)])), steadySince: {}, unmoved: 0 };
  }
}

describe('which device is on which phase, learnt by watching', () => {
  it('takes three steps that agree, not two', () => {
    const house = new House({ car: ['L2'], tank: ['L3'] }).read(2).steps('car', 3_000).steps('car', 1_500);
    expect(house.known).toEqual({});
    expect(house.steps('car', 4_000).known).toEqual({ car: ['L2'] });
  });
  it('knows a device on three phases from one on one', () => {
    const house = new House({ car: ['L1', 'L2', 'L3'], tank: ['L3'] }).read(2);
    for (const power of [6_000, 0, 9_000]) house.steps('car', power);
    for (const power of [2_000, 0, 2_000]) house.steps('tank', power);
    expect(house.known).toEqual({ car: ['L1', 'L2', 'L3'], tank: ['L3'] });
  });
  it('concludes nothing while the base load moves with it, while two devices move, and from little', () => {
    const moving = new House({ car: ['L1'], tank: ['L2'] }).read(2);
    for (const [index, power] of [3_000, 0, 3_000, 0].entries()) {
      moving.base = [300, 400 + 1_500 * ((index + 1) % 2), 500];
      moving.steps('car', power);
    }
    expect(moving.known).toEqual({});
    const two = new House({ car: ['L1'], tank: ['L2'] }).read(2);
    for (const power of [3_000, 0, 3_000, 0]) {
      two.devices['tank'] = power / 2;
      two.steps('car', power);
    }
    expect(two.known).toEqual({});
    const little = new House({ car: ['L1'] }).read(2);
    for (const power of [400, 0, 400, 0]) little.steps('car', power);
    expect(little.known).toEqual({});
  });
  it('forgets at the first step that does not agree', () => {
    const house = new House({ car: ['L2'] }).read(2);
    for (const power of [3_000, 0, 3_000]) house.steps('car', power);
    expect(house.known).toEqual({ car: ['L2'] });
    house.on['car'] = ['L1'];
    house.read(3).steps('car', 0);
    expect(house.known).toEqual({});
  });
  it('learns nothing from a meter without phases', () => {
    const house = new House({ car: ['L2'] });
    const bare: GridReading = { reading: { meter: 'm', at: 0 as Instant, power: w(1), phases: {}, registers: [], period: 1_000 as Milliseconds, quality: 'measured' }, power: w(1), heardAt: 0 as Milliseconds, devices: { car: w(5_000) }, steadySince: {}, unmoved: 0 };
    expect(learn(house.map, bare)).toBe(house.map);
  });
});
