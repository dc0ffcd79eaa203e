import { describe, expect, it } from 'vitest';
import type { Act } from '#domain/plan/act.ts';
import type { Instant, Milliseconds } from '#domain/time/instant.ts';
import { BATTERY, CAR, ControlledHome, device, HEATER, overshootWh, START, w } from '../../scenario/control/controlledHome.ts';
import { ask, BATTERY as STORE, grid, limit, out, stood, TANK } from './onePass.ts';

const hold = (id: string, power: number): Act => ({ device: id, interval: { start: START, end: (START + 90_000_000) as Instant }, policy: { kind: 'hold', power: w(power) } });
const HOT = 120;
const power = (home: ControlledHome, id: string): number => Math.round(home.at(id).power);

/** A battery that sells 2 kW beside a tank of 2 kW, where nothing may be fed in; after two minutes the tank is hot. */
function selling(appetite: (second: number) => number): ControlledHome {
  const home = new ControlledHome(() => 300, [device(HEATER, { appetite }), device(BATTERY)]);
  home.limit(1, 0, { direction: 'export' });
  home.send({ kind: 'acts', revision: 1, acts: [hold('heater', 2_000), hold('battery', -2_200)] });
  return home;
}

describe('what a device is asked and does not do makes no room', () => {
  it('a tank that has become hot does not let the battery feed in', () => {
    const home = selling((second) => (second < HOT ? 2_000 : 0)).run(HOT);
    expect(power(home, 'battery')).toBeLessThan(-1_800);
    home.run(HOT + 60);
    expect(power(home, 'battery')).toBeGreaterThanOrEqual(-310);
    expect(overshootWh(home.grid.map((one) => -one), 0, HOT, HOT + 60)).toBeLessThan(15);
  });

  it('a tank that goes on and off by its thermostat is followed each time, and never for longer than 15 s too late', () => {
    const home = selling((second) => (second % 240 < HOT ? 2_000 : 0)).run(1_440);
    // Tank and battery both follow with a lag of 5 s: the last tenth of a step takes them longer than it is worth.
    const over = home.grid.map((one) => (one < -200 ? 1 : 0));
    const longest = over.join('').split('0').reduce((most, run) => Math.max(most, run.length), 0);
    expect(longest).toBeLessThanOrEqual(15);
    expect(home.writes.length).toBeLessThan(400);
  });

  it('a battery that has run empty leaves the car no more than the limit, and gives the room back with its power', () => {
    const home = new ControlledHome(() => 300, [device(CAR), device(BATTERY, { yields: (second) => (second >= HOT && second < 400 ? 0 : 3_700) })]);
    home.limit(1, 4_000);
    home.send({ kind: 'acts', revision: 1, acts: [hold('car', 7_000), hold('battery', -3_700)] });
    home.run(HOT);
    expect(power(home, 'car')).toBeGreaterThan(6_500);
    home.run(HOT + 60);
    expect(power(home, 'car')).toBeLessThanOrEqual(3_700);
    expect(overshootWh(home.grid, 4_000, HOT, 400)).toBeLessThan(20);
    expect(power(home.run(700), 'car')).toBeGreaterThan(6_500);
  });

  it('makes no difference to a limit on the devices alone, where what one gives makes no room for another', () => {
    const home = new ControlledHome(() => 300, [device(CAR), device(BATTERY, { yields: () => 0 })]);
    home.limit(1, 4_200, { scope: 'controllable' });
    home.send({ kind: 'acts', revision: 1, acts: [hold('car', 7_000), hold('battery', -3_700)] });
    expect(power(home.run(HOT), 'car')).toBeGreaterThan(4_100);
  });

  it('a device on its way is waited for, however often it is written: the roof is not cut for a battery that needs a moment', () => {
    const home = new ControlledHome(() => -3_000, [device(BATTERY, { lag: { kind: 'dead', seconds: 6 } })]);
    home.limit(1, 0, { direction: 'export' });
    home.run(60);
    expect(power(home, 'battery')).toBeGreaterThan(2_950);
  });
});

describe('in one pass', () => {
  const export0 = limit(0, { direction: 'export' });

  it('a device that tells no power makes no room: the meter shows what it does', () => {
    const silent = ask(TANK, 2_000, { takes: 2_000 });
    const told = { ...silent, device: { ...silent.device, report: { ...silent.device.report, id: 'tank', heardAt: 0 as Milliseconds, online: true, power: null, setpoint: w(2_000), stored: null } } };
    const battery = ask(STORE, -2_000, { takes: -2_000 });
    // The tank has ceased, the battery still gives 2 kW: all of it is fed in.
    const seen = { ...grid(-2_000, [battery]), devices: { battery: w(-2_000) } };
    expect(out([told, battery], { limits: [export0], grid: seen, commanded: { battery: stood(-2_000), tank: stood(2_000) } })).toMatchObject({ battery: [expect.closeTo(0), 'limit'] });
  });

  it('what is on its way still counts as asked', () => {
    const asks = [ask(TANK, 2_000, { takes: 500 }), ask(STORE, -2_000, { takes: -2_000 })];
    const of = { limits: [export0], grid: grid(-1_500, asks), commanded: { battery: stood(-2_000), tank: stood(2_000) } };
    expect(out(asks, of)).toMatchObject({ battery: [-2_000, 'plan'] });
    expect(out(asks.map((one) => ({ ...one, lacks: one.id === 'tank' })), of)).toMatchObject({ battery: [-500, 'limit'] });
  });
});
