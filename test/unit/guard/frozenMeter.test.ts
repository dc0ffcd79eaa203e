import { describe, expect, it } from 'vitest';
import { gridState, nothingSensed, sense, type Sensed } from '#domain/device/sense.ts';
import type { DeviceDescriptor } from '#domain/device/device.ts';
import type { Now } from '#domain/time/now.ts';
import { instant, ms } from '#domain/time/instant.ts';
import { watts } from '#domain/units/power.ts';

const CAR: DeviceDescriptor = { id: 'car', name: 'Car', kind: 'car', simulated: true, rating: watts(7_360), minimum: watts(1_380), fallback: { kind: 'timer', after: ms(60_000), power: watts(0) }, primitive: { kind: 'envelope', min: watts(0), max: watts(7_360) } };
const at = (second: number): Now => ({ wall: instant(second * 1_000), mono: ms(second * 1_000), boot: 'b', trust: 'synced' });

/** Each second the car says what it takes and the meter what it shows. */
function after(seconds: number, car: (second: number) => number, meter: (second: number) => number): { readonly sensed: Sensed; readonly state: string } {
  let sensed = sense(nothingSensed, { kind: 'capabilities', descriptor: CAR } as never, at(0));
  for (let second = 1; second <= seconds; second++) {
    sensed = sense(sensed, { kind: 'report', report: { id: 'car', heardAt: ms(second * 1_000), online: true, power: watts(car(second)), setpoint: null, stored: null } } as never, at(second));
    sensed = sense(sensed, { kind: 'reading', reading: { meter: 'm', at: instant(second * 1_000), power: watts(meter(second)), phases: {}, registers: [], period: ms(1_000), quality: 'measured' } } as never, at(second));
  }
  return { sensed, state: gridState(sensed, at(seconds)) };
}

describe('a meter that hangs at its value (F35)', () => {
  it('is not heard any more five readings after a device has moved by 500 W: stale after 15 s, lost after a minute', () => {
    const car = (second: number): number => (second < 10 ? 0 : 3_000);
    expect(after(14, car, () => 300).sensed.grid?.heardAt).toBe(13_000);
    expect(after(28, car, () => 300).state).toBe('fresh');
    expect(after(30, car, () => 300).state).toBe('stale');
    expect(after(75, car, () => 300).state).toBe('lost');
  });
  it('is not believed again when the device is stopped for it, and is back where it was', () => expect(after(90, (second) => (second < 10 || second > 30 ? 0 : 3_000), () => 300).state).toBe('lost'));
  it('is believed again with the first reading of another value', () => expect(after(91, (second) => (second < 10 ? 0 : 3_000), (second) => (second < 91 ? 300 : 3_301)).state).toBe('fresh'));
  it('that shows what the devices do is believed', () => expect(after(75, (second) => (second < 10 ? 0 : 3_000), (second) => (second < 11 ? 300 : 3_300)).state).toBe('fresh'));
  it('of a quiet home in which nothing moves is believed for as long as it says the same', () => expect(after(600, () => 3_000, () => 3_300).state).toBe('fresh'));
});
