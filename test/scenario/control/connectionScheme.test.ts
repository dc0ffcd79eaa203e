import { describe, expect, it } from 'vitest';
import type { G100State } from '#domain/limit/g100.ts';
import type { LimitState } from '#domain/limit/state.ts';
import { BATTERY, CAR, CONFIG, ControlledHome, device, w, type PlantDevice } from './controlledHome.ts';

const hold = (power: number) => ({ kind: 'hold' as const, power: w(power) });
/** A home with a roof of 4 kW under a scheme of 3.68 kW; each device is to hold `wanted` W. */
function scheme(direction: 'import' | 'export', limit: number, one: PlantDevice, wanted: number): ControlledHome {
  const config = { ...CONFIG, limit: { ...CONFIG.limit, g100: [{ direction, w: w(limit), reaction: 15_000 }] }, follow: { neutral: { [one.descriptor.id]: hold(wanted) } }, guard: { ...CONFIG.guard, generation: w(4_000) } };
  return new ControlledHome((second) => 600 + (second % 7), [one], config);
}
const stateOf = (home: ControlledHome, direction: 'import' | 'export'): G100State | undefined => (home.states['limit'] as LimitState).g100[direction];
const TIMED_CAR = { ...CAR, fallback: { kind: 'timer' as const, after: 60_000 as never, power: w(0) } };

describe('G100 by a meter that cannot be right', () => {
  it.each([
    ['export', 3_680],
    ['import', 9_000],
  ] as const)('F36 turned round, it is fail-safe for %s until it is put right, and no excursion is counted', (direction, limit) => {
    const home = scheme(direction, limit, device(TIMED_CAR), 7_000);
    home.run(100);
    expect([stateOf(home, direction)?.name, Math.round(home.at('car').power)]).toEqual([1, expect.closeTo(6_980, -1)]);
    home.shows = (power) => -power;
    home.run(114);
    expect(stateOf(home, direction)).toMatchObject({ name: 1, excursions: [] });
    home.run(117);
    expect(stateOf(home, direction)).toMatchObject({ name: 3, excursions: [], lockedUntil: null });
    home.shows = (power) => power;
    home.run(119);
    expect(stateOf(home, direction)).toMatchObject({ name: 1, excursions: [] });
  });

  it('F36 turned round, what would import is stopped', () => {
    const home = scheme('import', 9_000, device(TIMED_CAR), 7_000);
    home.run(100);
    home.shows = (power) => -power;
    home.run(130);
    expect(home.writes.at(-1)).toMatchObject({ device: 'car', setpoint: 0 });
    expect(home.at('car').power).toBeLessThan(500);
  });

  it('F35 hanging at its value, the battery that feeds in is stopped within half a minute, and stays so until the meter shows another', () => {
    const home = scheme('export', 3_680, device(BATTERY), -3_000);
    home.shows = () => 600;
    home.run(30);
    expect([stateOf(home, 'export')?.name, home.writes.at(-1)?.setpoint]).toEqual([3, 0]);
    const fed: number[] = [];
    for (let second = 60; second <= 300; second++) fed.push(home.run(second).at('battery').power);
    expect(Math.min(...fed)).toBeGreaterThan(-20);
    home.shows = (power) => power;
    home.run(360);
    expect([stateOf(home, 'export')?.name, Math.round(home.at('battery').power)]).toEqual([1, -3_000]);
  });

  it('silent, the battery that feeds in is stopped at once when that is noticed, and not only a minute later', () => {
    const home = scheme('export', 3_680, device(BATTERY), -3_000);
    home.run(60);
    home.meterSilent = true;
    home.run(75);
    expect(home.writes.at(-1)?.setpoint).toBe(-3_000);
    home.run(77);
    expect(home.writes.at(-1)?.setpoint).toBe(0);
  });

  it('what the devices do not explain and the roof can do is an excursion', () => {
    const home = scheme('export', 3_680, device(TIMED_CAR), 0);
    home.shows = (power, second) => (second > 60 && second <= 63 ? -4_100 : power);
    home.run(70);
    expect(stateOf(home, 'export')).toMatchObject({ name: 1, excursions: [expect.any(Number)] });
  });
});
