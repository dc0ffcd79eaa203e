import { describe, expect, it } from 'vitest';
import type { DeviceDescriptor } from '#domain/device/device.ts';
import type { GuardConfig } from '#domain/guard/event.ts';
import type { Act } from '#domain/plan/act.ts';
import type { Instant } from '#domain/time/instant.ts';
import { BATTERY, CAR, CONFIG, ControlledHome, device, HEATER, overshootWh, seconds, START, w, type PlantDevice } from '../../scenario/control/controlledHome.ts';

const hold = (id: string, power: number, from = 0, to = 90_000): Act => ({ device: id, interval: { start: (START + from * 1_000) as Instant, end: (START + to * 1_000) as Instant }, policy: { kind: 'hold', power: w(power) } });
const LARGE: DeviceDescriptor = { ...BATTERY, rating: w(10_000), primitive: { ...BATTERY.primitive, kind: 'store', maxCharge: w(10_000), maxDischarge: w(10_000), capacity: 10_000_000, chargeEfficiency: 0.96, dischargeEfficiency: 0.96, wear: 0 } };
const homeOf = (base: (second: number) => number, devices: readonly PlantDevice[], guard: Partial<GuardConfig> = {}): ControlledHome => new ControlledHome(base, devices, { ...CONFIG, guard: { ...CONFIG.guard, ...guard } });

/** s that the meter stood above a limit in one piece, measuring error apart (C-04), and Wh in all. @param sign -1 = of feed-in. */
function above(home: ControlledHome, limit: number, from: number, sign: 1 | -1 = 1): { readonly longest: number; readonly wh: number } {
  const grid = home.grid.slice(from).map((power) => sign * power);
  const runs = grid.map((power) => (power > limit + Math.max(100, 0.02 * limit) ? '1' : ' ')).join('').split(' ');
  return { longest: Math.max(...runs.map((run) => run.length)), wh: overshootWh(grid, limit, 0, grid.length) };
}

describe('what is held back makes no room the other way, whatever holds it back', () => {
  it.each([[0], [1], [5]])('a limit of the controllable, beside a feed-in of 0, lets a selling battery sell no more than the car may still take (lag %i s)', (lag) => {
    const home = homeOf(() => 300, [device(CAR, { lag: { kind: 'dead', seconds: lag } }), device(LARGE, { lag: { kind: 'dead', seconds: lag } })]);
    home.send({ kind: 'acts', revision: 1, acts: [hold('car', 7_000), hold('battery', -7_000)] });
    home.limit(1, 0, { direction: 'export' });
    home.run(90);
    home.limit(2, 4_200, { scope: 'controllable' });
    home.run(900);
    expect(above(home, 0, 90, -1).longest).toBeLessThanOrEqual(15);
    expect(above(home, 0, 90, -1).wh).toBeLessThan(15);
    expect(Math.round(home.at('car').power)).toBe(4_200);
    expect(home.facts.guard).toMatchObject({ state: 'kept', excess: 0 });
  });

  it('nor while nothing controllable may run', () => {
    const home = homeOf(() => 300, [device(CAR), device(BATTERY)]);
    home.send({ kind: 'acts', revision: 1, acts: [hold('car', 7_000), hold('battery', -3_700)] });
    home.limit(1, 0, { direction: 'export' });
    home.run(90);
    home.limit(2, 0, { scope: 'controllable' });
    home.run(600);
    expect(above(home, 0, 90, -1).wh).toBeLessThan(15);
  });

  it.each([[1], [10]])('a heat pump that must rest does not let the battery feed in what the oven took (meter of %i s)', (period) => {
    const resting: DeviceDescriptor = { ...HEATER, cycle: { minRun: seconds(300), minRest: seconds(600), startsPerHour: 6 } };
    const home = homeOf((second) => (second >= 800 && second < 1_200 ? 2_500 : 300), [device(resting), device(BATTERY)], { generation: w(0) });
    home.meterPeriod = period;
    home.limit(1, 0, { direction: 'export' });
    home.send({ kind: 'acts', revision: 1, acts: [hold('heater', 2_000, 0, 1_000), hold('heater', 0, 1_000, 1_060), hold('heater', 2_000, 1_060), hold('battery', -2_300)] });
    home.run(1_700);
    expect(above(home, 0, 30, -1).longest).toBeLessThanOrEqual(15);
    expect(above(home, 0, 995, -1).wh).toBeLessThan(15);
  });

  it('nor does a charger that waits between one phase and three', () => {
    const charger = { ...CAR, rating: w(11_040), phaseModes: { rest: seconds(300) }, primitive: { kind: 'envelope', min: w(0), max: w(11_040) } } as const satisfies DeviceDescriptor;
    const home = homeOf((second) => (second >= 300 && second < 480 ? 5_000 : 300), [device(charger), device(LARGE)], { ramp: 10_000 });
    home.limit(1, 0, { direction: 'export' });
    home.send({ kind: 'acts', revision: 1, acts: [hold('car', 11_000, 0, 400), hold('car', 3_000, 400, 420), hold('car', 11_000, 420), hold('battery', -9_000)] });
    home.run(900);
    expect(above(home, 0, 395, -1).longest).toBeLessThanOrEqual(15);
    expect(above(home, 0, 395, -1).wh).toBeLessThan(15);
  });

  it('a battery that the fuse of its phase holds back gives the car no room under a limit', () => {
    const phases = { car: ['L1', 'L2', 'L3'], battery: ['L2'] } as const;
    const home = homeOf((second) => (second < 300 ? 300 : 3_300), [device(CAR), device(BATTERY)], { generation: w(8_000), fuse: { amps: 16, volts: 230 }, phases });
    home.phases = phases;
    home.limit(1, 3_000);
    home.send({ kind: 'acts', revision: 1, acts: [hold('car', 7_000), hold('battery', -3_700)] });
    home.run(500);
    expect(above(home, 3_000, 30).longest).toBeLessThanOrEqual(15);
  });
});

describe('what is counted to be safe is not told as a limit that is not kept', () => {
  it('base load that no step has proven, at 0 W of feed-in', () => {
    const home = homeOf(() => 300, [device(HEATER), device(BATTERY)]);
    home.send({ kind: 'acts', revision: 1, acts: [hold('heater', 2_000), hold('battery', -2_200)] });
    home.limit(1, 0, { direction: 'export' });
    const said = new Set<string>();
    while (home.second < 600) {
      home.run(home.second + 1);
      said.add(home.facts.guard?.state ?? '');
    }
    expect(said).not.toContain('unkeepable');
  });

  it('a charger out of reach, 3.5 kW below the limit', () => {
    const home = homeOf(() => 500, [device(CAR), device(HEATER)]);
    home.limit(1, 9_000);
    home.send({ kind: 'acts', revision: 1, acts: [hold('car', 5_000), hold('heater', 2_000)] });
    home.run(120);
    home.at('car').online = false;
    home.run(300);
    expect(home.facts.guard).toMatchObject({ state: 'kept', excess: 0 });
  });
});
