import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COMMANDED } from '#domain/sim/orders.ts';
import { simulatedHome, stepHome, told, type SimulatedHome } from '#domain/sim/simulatedHome.ts';
import { homeSpec } from '#domain/sim/spec.ts';
import { instant } from '#domain/time/instant.ts';
import { watts } from '#domain/units/power.ts';

const start = instant(Date.parse('2026-03-28T22:00:00Z'));
const total = (home: SimulatedHome): number =>
  home.registers.importLow + home.registers.importNormal - home.registers.exportLow - home.registers.exportNormal;

describe('the simulated home', () => {
  it('counts to the quantum what flowed: registers are the integral of all parts, whatever the devices are told', () => {
    const orders = fc.array(
      fc.record({ device: fc.constantFrom(...COMMANDED), setpoint: fc.integer({ min: -4_000, max: 12_000 }), timeout: fc.constantFrom(null, 60_000), seconds: fc.integer({ min: 1, max: 600 }) }),
      { minLength: 1, maxLength: 12 },
    );
    fc.assert(
      fc.property(orders, fc.integer({ min: 0, max: 1e6 }), fc.constantFrom(1 as const, 3 as const), (list, seed, phases) => {
        const spec = homeSpec(seed, { phases });
        const first = simulatedHome(spec, start);
        let home = first;
        let wattMs = 0;
        for (const order of list) {
          home = told(home, order.device, watts(order.setpoint), order.timeout);
          for (let second = 0; second < order.seconds; second++) {
            home = stepHome(spec, home, 1000);
            const { load, pv, battery, plug, heater, car } = home.powers;
            expect(home.phases[0] + home.phases[1] + home.phases[2]).toBe(home.grid);
            wattMs += (load + pv + battery + plug + heater + car) * 1000;
          }
        }
        const carried = home.registers.importCarried - home.registers.exportCarried;
        expect((total(home) - total(first)) * 3_600 + carried).toBe(wattMs);
        expect(Math.abs(carried)).toBeLessThan(3_600);
      }),
      { numRuns: 25 },
    );
  });

  it('lets each device forget what nobody repeats', () => {
    const spec = homeSpec(1);
    let home = told(simulatedHome(spec, start), 'battery', watts(-2_000), 60_000);
    for (let second = 0; second < 59; second++) home = stepHome(spec, home, 1000);
    expect(home.powers.battery).toBe(-2_000);
    for (let second = 0; second < 30; second++) home = stepHome(spec, home, 1000);
    expect(home.powers.battery).toBe(0);
  });

  it('goes by the local clock through the spring change: the low rate ends at 07:00 on the wall', () => {
    const spec = homeSpec(1);
    // Monday 30 March 2026, first working day in summer time: 07:00 CEST is 05:00 UTC.
    let home = simulatedHome(spec, instant(Date.parse('2026-03-30T04:59:58Z')));
    const rates = Array.from({ length: 4 }, () => (home = stepHome(spec, home, 1000)).lowRate);
    expect(rates).toEqual([true, true, false, false]);
  });

  it('is silent about what it does not have', () => {
    const spec = homeSpec(1, { without: ['pv', 'battery', 'plug', 'heater', 'car'] });
    const home = stepHome(spec, simulatedHome(spec, start), 1000);
    expect(home.powers).toMatchObject({ pv: 0, battery: 0, plug: 0, heater: 0, car: 0 });
    expect(home.grid).toBe(home.powers.load);
  });
});
