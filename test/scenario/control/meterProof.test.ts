import { describe, expect, it } from 'vitest';
import type { DeviceDescriptor } from '#domain/device/device.ts';
import type { Act } from '#domain/plan/act.ts';
import type { Instant } from '#domain/time/instant.ts';
import { BATTERY, CAR, CONFIG, ControlledHome, device, HEATER, mean, START, w, type PlantDevice } from './controlledHome.ts';

const hold = (id: string, power: number, from = 0, to = 90_000): Act => ({ device: id, interval: { start: (START + from * 1_000) as Instant, end: (START + to * 1_000) as Instant }, policy: { kind: 'hold', power: w(power) } });
const homeOf = (base: (second: number) => number, devices: readonly PlantDevice[], generation: number | null, found = {}): ControlledHome =>
  new ControlledHome(base, devices, { ...CONFIG, guard: { ...CONFIG.guard, generation: generation === null ? null : w(generation) } }, found);
const steps: readonly Act[] = Array.from({ length: 20 }, (_, n) => hold('car', n % 2 === 0 ? 3_000 : 0, 10 + 15 * n, 25 + 15 * n));

describe('a device that is idle and speaks seldom', { timeout: 60_000 }, () => {
  const idle = (reports: number): PlantDevice => device(HEATER, { reports });

  it.each([10, 30])('(each %i s) does not stop the proof of the meter: the battery covers the load where nothing may be fed in', (reports) => {
    const home = homeOf((second) => (Math.floor(second / 97) % 2 ? 2_000 : 800), [device(BATTERY), idle(reports)], 0);
    home.limit(1, 0, { direction: 'export' });
    home.send({ kind: 'acts', revision: 1, acts: [hold('heater', 0)] });
    home.run(500);
    expect(mean(home.grid.slice(200))).toBeLessThan(80);
  });

  it.each([['turned round', (power: number) => -power], ['of kW for W', (power: number) => power / 1_000]])('does not hide that a meter is %s', (_name, lie) => {
    const home = homeOf(() => 300, [device(CAR), idle(10)], null);
    home.shows = lie;
    home.limit(1, 9_000);
    home.send({ kind: 'acts', revision: 1, acts: [...steps, hold('heater', 0)] });
    home.run(120);
    expect(home.facts.metering?.doubted).toBe(true);
  });
});

describe('a battery that keeps the grid at 0 by itself', { timeout: 60_000 }, () => {
  const own = { ...BATTERY, id: 'own', primitive: { kind: 'inflexible' } } as const satisfies DeviceDescriptor;
  const kettle = (second: number): number => ((second + 5) % 120 < 60 ? 400 : 1_600);
  const keeper = device(own, { lag: { kind: 'dead', seconds: 0 }, yields: (second) => kettle(second - 1) });

  it.each([1, 10])('does not make a true meter of %i s doubted', (period) => {
    const home = homeOf((second) => kettle(second) + 3 + (second % 11), [device(CAR, { appetite: () => 0 }), keeper], null, { own: -5_000 });
    home.meterPeriod = period;
    home.limit(1, 9_000);
    const said = new Set<boolean | undefined>();
    while (home.second < 500) said.add(home.run(home.second + 10).facts.metering?.doubted);
    expect([...said]).toEqual([false]);
  });

  it('does not hide that a meter tells kW for W: the car moves, and it does not', () => {
    const home = homeOf((second) => kettle(second) + 3 + (second % 11), [device(CAR), keeper], null, { own: -5_000 });
    home.shows = (power) => power / 1_000;
    home.limit(1, 9_000);
    home.send({ kind: 'acts', revision: 1, acts: steps });
    home.run(200);
    expect(home.facts.metering?.doubted).toBe(true);
  });
});
