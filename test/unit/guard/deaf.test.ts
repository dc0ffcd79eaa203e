import { describe, expect, it } from 'vitest';
import type { Act } from '#domain/plan/act.ts';
import type { Instant } from '#domain/time/instant.ts';
import { BATTERY, CAR, ControlledHome, device, HEATER, START, w } from '../../scenario/control/controlledHome.ts';
import { ask, CAR as CHARGER, limit, out, stood, TANK } from './onePass.ts';

const hold = (id: string, power: number): Act => ({ device: id, interval: { start: START, end: (START + 90_000_000) as Instant }, policy: { kind: 'hold', power: w(power) } });

/** 300 W of base load, a car at 7 kW and a tank at 2 kW, for a minute. */
function charging(): ControlledHome {
  const home = new ControlledHome(() => 300, [device(CAR), device(HEATER)]);
  home.send({ kind: 'acts', revision: 1, acts: [hold('car', 7_000), hold('heater', 2_000)] });
  return home.run(60);
}

const power = (home: ControlledHome, id: string): number => Math.round(home.at(id).power);

describe('a device that does not do as it is asked', () => {
  it.each(['site', 'controllable'] as const)('R23 takes the room of the others under a limit of the %s, within twenty seconds', (scope) => {
    const home = charging();
    home.at('car').deaf = true;
    home.limit(1, 4_200, { scope });
    home.run(60 + 10 + 10 + 15);
    expect(power(home, 'heater')).toBeLessThan(150);
    expect(power(home, 'car')).toBeGreaterThan(6_500);
  });

  it('R23 that refuses to its word makes room no less', () => {
    const home = charging();
    home.at('car').refuses = true;
    home.limit(1, 4_200, { scope: 'controllable' });
    expect(power(home.run(95), 'heater')).toBeLessThan(150);
  });

  it('R23 gives the room back when it obeys', () => {
    const home = charging();
    home.at('car').deaf = true;
    home.limit(1, 4_200, { scope: 'controllable' });
    home.run(200);
    home.at('car').deaf = false;
    home.run(400);
    expect(power(home, 'heater')).toBeGreaterThan(1_900);
    expect(power(home, 'car') + power(home, 'heater')).toBeLessThanOrEqual(4_250);
  });

  it('a battery that does not do as asked stops the car, and the other way round', () => {
    for (const deaf of ['car', 'battery']) {
      const home = new ControlledHome(() => 300, [device(CAR), device(BATTERY)]);
      home.send({ kind: 'acts', revision: 1, acts: [hold('car', 6_000), hold('battery', 3_000)] });
      home.run(60);
      home.at(deaf).deaf = true;
      home.limit(1, 2_000, { scope: 'controllable' });
      home.run(100);
      expect(power(home, deaf === 'car' ? 'battery' : 'car'), deaf).toBeLessThan(150);
    }
  });

  it('is called so: what it takes too much is the excess, once', () => {
    const home = charging();
    home.at('car').deaf = true;
    home.limit(1, 4_200, { scope: 'controllable' });
    home.run(200);
    expect(home.facts.guard).toMatchObject({ state: 'unkeepable', excess: power(home, 'car') - 4_200 });
  });

  it('does not keep another from room that is really free', () => {
    const home = new ControlledHome(() => 300, [device(CAR), device(HEATER)]);
    home.send({ kind: 'acts', revision: 1, acts: [hold('car', 7_000)] });
    home.run(60);
    home.at('car').deaf = true;
    home.limit(1, 12_000);
    home.send({ kind: 'acts', revision: 2, acts: [hold('car', 3_000), hold('heater', 2_000)] });
    expect(power(home.run(140), 'heater')).toBeGreaterThan(1_900);
  });
});

describe('in one pass', () => {
  it('what one takes against our word is base load of a limit on the devices alone; what another gives makes no room', () => {
    const asks = [ask(TANK, 2_000, { takes: 2_000 }), { ...ask(CHARGER, 6_000, { takes: 3_000 }), defied: 1_500 }];
    expect(out(asks, { limits: [limit(4_200, { scope: 'controllable' })], commanded: { car: stood(1_500), tank: stood(2_000) } })).toEqual({ tank: [2_000, 'plan'], car: [0, 'limit'] });
  });

  it('a roof that gives too much takes room to feed in from the battery, and gives nobody room to take', () => {
    const roof = { ...CHARGER, id: 'pv', rating: w(0), minimum: w(0), primitive: { kind: 'envelope', min: w(-6_000), max: w(0) } } as const;
    const asks = [{ ...ask(roof, -6_000, { takes: -5_000 }), defied: -4_000 }, ask(CHARGER, 7_000, { takes: 4_000 })];
    const of = { grid: null, commanded: { pv: stood(-1_000), car: stood(4_000) } };
    expect(out(asks, { ...of, limits: [limit(5_000, { direction: 'export', scope: 'controllable' })] })).toMatchObject({ pv: [-1_000, 'limit'] });
    expect(out(asks, { ...of, limits: [limit(4_000, { scope: 'controllable' })] })).toMatchObject({ car: [4_000, 'limit'] });
  });
});
