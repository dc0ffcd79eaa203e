import { describe, expect, it } from 'vitest';
import { isCredible } from '#domain/device/credible.ts';
import { defiedPower, type Commanded } from '#domain/guard/command.ts';
import type { Sensed, SensedDevice } from '#domain/device/sense.ts';
import type { MeterReading } from '#domain/meter/reading.ts';
import type { Instant, Milliseconds } from '#domain/time/instant.ts';
import type { Now } from '#domain/time/now.ts';
import { CAR, w } from '../../scenario/control/controlledHome.ts';

const at = (mono: number): Now => ({ wall: (1_800_000_000_000 + mono) as Instant, mono: mono as Milliseconds, boot: 'b', trust: 'synced' });
const car = (power: number | null, heardAt: number): SensedDevice => ({ descriptor: CAR, heardWall: null, lastTold: null, report: { id: 'car', heardAt: heardAt as Milliseconds, online: true, power: power === null ? null : w(power), setpoint: null, stored: null } });
const sensed = (power: number): Sensed => ({ boot: 'b', grid: null, devices: { car: car(power, 0) } });
const reading = (power: number): MeterReading => ({ meter: 'm', at: at(0).wall, power: w(power), phases: {}, registers: [], period: 1_000 as Milliseconds, quality: 'measured' });

describe('F36 a reading that cannot be is not believed', () => {
  it.each([
    ['a car of 7 kW and a base of 400 W', 7_400, true],
    ['the same with the sign flipped', -7_400, false],
    ['the same in kW for W', 7, false],
    ['the roof gives all of its 4 kW', 3_000, true],
    ['more than the roof can give', 2_400, false],
  ])('%s', (_what, power, believed) => {
    expect(isCredible(reading(power), sensed(7_000), 4_000, at(1_000))).toBe(believed);
  });

  it('where nobody has said what the home generates, all is believed', () => {
    expect(isCredible(reading(-50_000), sensed(7_000), null, at(1_000))).toBe(true);
  });
});

describe('F37, R23 what a device takes against its orders counts as base load', () => {
  const asked = (setpoint: number, since: number): Commanded => ({ command: { id: 'c', setpoint: w(setpoint), at: since as Milliseconds, since, taken: true, reason: null }, decidedBy: 'limit', cut: 0, tokens: 1, countedAt: 0 });

  it.each([
    ['on its way for nine seconds', 2_000, 6_000, 9_000, 0],
    ['the same after eleven', 2_000, 6_000, 11_000, 4_000],
    ['below what it was asked', 6_000, 2_000, 60_000, 0],
    ['within the tolerance of a meter', 2_000, 2_090, 60_000, 0],
    ['asked to give, and taking', -3_000, 500, 60_000, 500],
  ])('%s', (_what, setpoint, takes, mono, defied) => {
    expect(defiedPower(asked(setpoint, 0), car(takes, mono), at(mono))).toBe(defied);
  });

  it('a device that tells no power defies nobody', () => {
    expect(defiedPower(asked(0, 0), car(null, 60_000), at(60_000))).toBe(0);
  });
});
