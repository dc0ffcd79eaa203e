import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { restingBattery, stepBattery, type BatterySpec, type BatteryState } from '#domain/sim/battery.ts';
import { ms } from '#domain/time/instant.ts';
import { milliWattHours } from '#domain/units/energy.ts';
import { watts } from '#domain/units/power.ts';

const spec: BatterySpec = {
  capacity: milliWattHours(10_000_000),
  maxCharge: watts(3_700),
  maxDischarge: watts(3_700),
  chargeEfficiency: 0.96,
  dischargeEfficiency: 0.96,
  lag: ms(0),
  taper: 0,
};

function run(of: BatterySpec, from: BatteryState, setpoint: number, seconds: number): BatteryState {
  let state = from;
  for (let second = 0; second < seconds; second++) state = stepBattery(of, state, watts(setpoint), 1000).state;
  return state;
}

describe('the simulated battery', () => {
  it('has 96 % of what it took for an hour: 3700 Wh in, 3552 Wh kept', () => {
    expect(run(spec, restingBattery(milliWattHours(1_000_000)), 3_700, 3600).stored).toBe(4_552_000);
  });

  it('gives 1000 Wh for 1041.67 Wh of its cells', () => {
    const after = run(spec, restingBattery(milliWattHours(5_000_000)), -1_000, 3600).stored;
    expect(5_000_000 - after).toBeGreaterThanOrEqual(1_041_666);
    expect(5_000_000 - after).toBeLessThanOrEqual(1_041_667);
  });

  it('has gone 63 % of the way after one time constant', () => {
    const { power } = stepBattery({ ...spec, lag: ms(1000) }, restingBattery(milliWattHours(5_000_000)), watts(1_000), 1000);
    expect(power).toBe(632);
  });

  it('takes no more than its rating, whatever is asked', () => {
    expect(stepBattery(spec, restingBattery(milliWattHours(5_000_000)), watts(9_000), 1000).power).toBe(3_700);
    expect(stepBattery(spec, restingBattery(milliWattHours(5_000_000)), watts(-9_000), 1000).power).toBe(-3_700);
  });

  it('slows down near full: half the power with half of the taper left', () => {
    expect(stepBattery({ ...spec, taper: 0.1 }, restingBattery(milliWattHours(9_500_000)), watts(3_700), 1000).power).toBe(1_850);
  });

  it('is plain 0 W when full and asked to charge, and when empty and asked to give', () => {
    expect(Object.is(stepBattery(spec, restingBattery(milliWattHours(10_000_000)), watts(3_700), 1000).power, 0)).toBe(true);
    expect(Object.is(stepBattery(spec, restingBattery(milliWattHours(0)), watts(-3_700), 1000).power, 0)).toBe(true);
  });

  it('keeps its books whatever it is told: in times efficiency, out over efficiency, never beyond full or empty', () => {
    const orders = fc.array(fc.record({ setpoint: fc.integer({ min: -6_000, max: 6_000 }), seconds: fc.integer({ min: 1, max: 900 }) }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(orders, fc.integer({ min: 0, max: 10_000_000 }), fc.constantFrom(0, 800, 5_000), (list, stored, lag) => {
        let state = restingBattery(milliWattHours(stored));
        let cells = 0;
        for (const order of list)
          for (let second = 0; second < order.seconds; second++) {
            const step = stepBattery({ ...spec, lag: ms(lag), taper: 0.08 }, state, watts(order.setpoint), 1000);
            cells += step.power > 0 ? step.power * 0.96 : step.power / 0.96;
            state = step.state;
            if (state.stored < 0 || state.stored > 10_000_000) return false;
          }
        return Math.abs(stored + cells / 3.6 - state.stored) <= 1.001;
      }),
      { numRuns: 60 },
    );
  });
});
