import { describe, expect, it } from 'vitest';
import type { MeterReading, RegisterValue } from '#domain/meter/reading.ts';
import { ms } from '#domain/time/instant.ts';
import { milliWattHours } from '#domain/units/energy.ts';
import { watts } from '#domain/units/power.ts';
import { GridWithDevices } from '../../../../device/driver/simulated/gridWithDevices.ts';
import type { SimulatedDriver } from '../../../../device/driver/simulated/simulatedDriver.ts';

/** A device that has taken what it is told to have taken. */
const taken = { power: 0, energy: 0 };
const device = { drawn: () => ({ power: watts(taken.power), energy: milliWattHours(taken.energy) }) } as Partial<SimulatedDriver> as SimulatedDriver;

const register = (direction: RegisterValue['direction'], rate: number, energy: number): RegisterValue => ({ direction, rate, energy: milliWattHours(energy) });
const reading = (power: number | null, registers: readonly RegisterValue[]): MeterReading => ({
  meter: 'm',
  at: 0 as MeterReading['at'],
  power: power === null ? null : watts(power),
  phases: { L1: { power: watts(1), volts: 230, amps: 1 } },
  registers,
  period: ms(10_000),
  quality: 'estimated',
});
const energies = ({ registers }: MeterReading): number[] => registers.map(({ energy }) => energy);

describe('a replayed meter with simulated devices behind it', () => {
  it('counts what they take, and what they give back as less import or as export', () => {
    const grid = new GridWithDevices([device]);
    Object.assign(taken, { power: 0, energy: 0 });
    expect(energies(grid.reading(reading(500, [register('import', 0, 1_000), register('export', 0, 50)])))).toEqual([1_000, 50]);
    Object.assign(taken, { power: 2_000, energy: 5_000 });
    const charging = grid.reading(reading(500, [register('import', 0, 2_000), register('export', 0, 50)]));
    expect([charging.power, ...energies(charging)]).toEqual([2_500, 7_000, 50]);
    // 1000 mWh of the home against 3000 mWh given: 2000 go out.
    Object.assign(taken, { power: -2_000, energy: 2_000 });
    const giving = grid.reading(reading(500, [register('import', 0, 3_000), register('export', 0, 50)]));
    expect([giving.power, ...energies(giving)]).toEqual([-1_500, 7_000, 2_050]);
  });

  it('adds up the rates of a meter that has no total, and does not know the phases any more', () => {
    const grid = new GridWithDevices([device]);
    const composed = grid.reading(reading(null, [register('import', 1, 700), register('import', 2, 300)]));
    expect(composed).toMatchObject({ power: null, phases: {} });
    expect(energies(composed)).toEqual([1_000, 0]);
  });

  it('invents no register for a meter without one', () => expect(new GridWithDevices([device]).reading(reading(500, [])).registers).toEqual([]));
});
