import { describe, expect, it } from 'vitest';
import type { GuardConfig } from '#domain/guard/event.ts';
import type { Act } from '#domain/plan/act.ts';
import type { Instant } from '#domain/time/instant.ts';
import { CAR, CONFIG, ControlledHome, device, HEATER, overshootWh, START, w, type PlantDevice } from './controlledHome.ts';

const hold = (id: string, power: number, from = 0, to = 90_000): Act => ({ device: id, interval: { start: (START + from * 1_000) as Instant, end: (START + to * 1_000) as Instant }, policy: { kind: 'hold', power: w(power) } });
const homeOf = (devices: readonly PlantDevice[], guard: Partial<GuardConfig> = {}): ControlledHome => new ControlledHome(() => 300, devices, { ...CONFIG, guard: { ...CONFIG.guard, ...guard } });
const power = (home: ControlledHome, id: string): number => Math.round(home.at(id).power);
const asked = (home: ControlledHome, id: string, from = 0): readonly number[] => home.writes.flatMap(({ device: one, setpoint, at }) => (one === id && at > from ? [setpoint] : []));
/** s in one piece that more flows than a limit, measuring error apart (C-04). */
const longestAbove = (grid: readonly number[], limit: number): number => Math.max(...grid.map((one) => (one > limit + Math.max(100, 0.02 * limit) ? '1' : ' ')).join('').split(' ').map((run) => run.length));
const CAR_FIRST = { shedOrder: ['heater', 'car'] };

describe('a car that comes down slowly (5 s, first order) to a limit just above its least', { timeout: 60_000 }, () => {
  it.each([
    [1_500, 'controllable'],
    [1_600, 'controllable'],
    [1_800, 'site'],
    [2_300, 'site'],
  ] as const)('of %i W (%s) is not switched off, and the limit is kept as soon as its lag lets it', (limit, scope) => {
    const home = homeOf([device(CAR)]);
    home.send({ kind: 'acts', revision: 1, acts: [hold('car', 7_000)] });
    home.run(60);
    home.limit(1, limit, { scope });
    home.run(200);
    const total = limit + (scope === 'controllable' ? 300 : 0);
    expect(Math.min(...asked(home, 'car', 60))).toBeGreaterThanOrEqual(1_380);
    expect(power(home, 'car')).toBeGreaterThanOrEqual(1_380);
    expect(overshootWh(home.grid, total, 60, 200)).toBeLessThan(15);
    expect(longestAbove(home.grid.slice(60), total)).toBeLessThanOrEqual(20);
  });

  it('is switched off where it stays above what it was asked: that is no way down', () => {
    const home = homeOf([device(CAR, { deaf: true })]);
    home.at('car').power = home.at('car').setpoint = 3_000;
    home.limit(1, 1_500, { scope: 'controllable' });
    home.send({ kind: 'acts', revision: 1, acts: [hold('car', 7_000)] });
    home.run(60);
    expect(asked(home, 'car', 15).every((one) => one === 0)).toBe(true);
  });
});

describe('room that a car kept longer does not use goes to the tank behind it', { timeout: 60_000 }, () => {
  it.each([
    ['a full car, a limit of the controllable', 0, 'controllable', 4_200],
    ['a full car, a limit of the whole site', 0, 'site', 4_200],
    ['a car that takes 3 of 7 kW', 3_000, 'site', 7_500],
  ] as const)('%s; and comes back when it takes again, without a second above the limit', (_name, appetite, scope, limit) => {
    const home = homeOf([device(CAR, { appetite: (second) => (second < 150 ? appetite : 7_000) }), device(HEATER)], CAR_FIRST);
    home.limit(1, limit, { scope });
    home.send({ kind: 'acts', revision: 1, acts: [hold('car', 7_000), hold('heater', 2_000)] });
    home.run(149);
    expect(power(home, 'heater')).toBeGreaterThan(1_900);
    expect(home.facts.guard).toMatchObject({ state: 'kept' });
    home.run(260);
    expect([power(home, 'heater'), power(home, 'car') > 3_000]).toEqual([0, true]);
    expect(longestAbove(home.grid.slice(10), limit + (scope === 'controllable' ? 300 : 0))).toBe(0);
  });

  it('but not before the car says that it was told less', () => {
    const home = homeOf([device(CAR, { appetite: () => 0, deaf: true }), device(HEATER)], CAR_FIRST);
    home.at('car').setpoint = 7_000;
    home.limit(1, 4_200, { scope: 'controllable' });
    home.send({ kind: 'acts', revision: 1, acts: [hold('car', 7_000), hold('heater', 2_000)] });
    home.run(200);
    expect(asked(home, 'heater').every((one) => one === 0)).toBe(true);
  });

  it('nor where it refuses to be told', () => {
    const home = homeOf([device(CAR, { appetite: () => 1_500, tells: 'power' }), device(HEATER)], CAR_FIRST);
    home.limit(1, 4_200, { scope: 'controllable' });
    home.send({ kind: 'acts', revision: 1, acts: [hold('car', 4_000), hold('heater', 2_000)] });
    home.run(40);
    expect(asked(home, 'car').at(-1)).toBe(4_000);
    home.at('car').refuses = true;
    home.run(200);
    expect(asked(home, 'heater').every((one) => one === 0)).toBe(true);
  });

  it('a car that wants more and less each minute does not switch the tank more often than that', () => {
    const home = homeOf([device(CAR, { appetite: (second) => (second % 120 < 60 ? 3_000 : 7_000) }), device(HEATER)], CAR_FIRST);
    home.limit(1, 7_500);
    home.send({ kind: 'acts', revision: 1, acts: [hold('car', 7_000), hold('heater', 2_000)] });
    home.run(370);
    const told = asked(home, 'heater');
    expect(told.filter((one, n) => one > 0 && told[n - 1] === 0).length).toBeLessThanOrEqual(3);
    expect(longestAbove(home.grid, 7_500)).toBe(0);
  });
});

describe('room that the first cannot use at its least goes to the next', { timeout: 60_000 }, () => {
  it('a tank of 2 kW does not keep a car off under 1.9 kW', () => {
    const home = homeOf([device(CAR), device(HEATER)]);
    home.limit(1, 1_900, { scope: 'controllable' });
    home.send({ kind: 'acts', revision: 1, acts: [hold('car', 5_000), hold('heater', 2_000)] });
    home.run(60);
    expect([power(home, 'heater'), power(home, 'car')]).toEqual([0, 1_900]);
    // With room for the tank it goes first, when the car has left.
    home.limit(2, 2_400, { scope: 'controllable' });
    home.run(150);
    expect([power(home, 'heater'), power(home, 'car')]).toEqual([2_000, 0]);
    expect(longestAbove(home.grid.slice(60), 2_700)).toBe(0);
  });

  it('a tank that waits behind a car in room that is just its own starts, for the car leaves what a start needs', () => {
    const home = homeOf([device(CAR), device(HEATER)]);
    home.limit(1, 4_200, { scope: 'controllable' });
    home.send({ kind: 'acts', revision: 1, acts: [hold('car', 7_000), hold('heater', 2_000, 60)] });
    home.run(140);
    expect([power(home, 'heater') > 1_900, power(home, 'car') > 1_900]).toEqual([true, true]);
    expect(longestAbove(home.grid.slice(30), 4_500)).toBe(0);
  });
});
