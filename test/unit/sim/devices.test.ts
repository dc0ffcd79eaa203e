import { describe, expect, it } from 'vitest';
import { parkedCar, stepCar, type CarSpec } from '#domain/sim/car.ts';
import { stepHeater, warmTank, type HeaterSpec, type HeaterState } from '#domain/sim/heater.ts';
import { DISHWASHER, IDLE_PLUG, stepPlug, type PlugState } from '#domain/sim/plug.ts';
import { command, elapsed } from '#domain/sim/reversion.ts';
import { milliWattHours } from '#domain/units/energy.ts';
import { watts } from '#domain/units/power.ts';

describe('the simulated dishwasher on its plug', () => {
  const energyOf = (states: readonly PlugState[]): number => states.reduce((sum, state) => sum + state.power, 0) / 3600;
  function run(from: PlugState, on: boolean, seconds: number): PlugState[] {
    const states = [from];
    for (let second = 0; second < seconds; second++) states.push(stepPlug(DISHWASHER, states.at(-1) ?? from, on, 1000).state);
    return states.slice(1);
  }

  it('starts when switched on and heats twice: 5 + 600 + 63 + 400 + 18.7 Wh in 105 minutes', () => {
    const cycle = run(IDLE_PLUG, true, 105 * 60);
    expect(energyOf(cycle)).toBeCloseTo(1086.67, 1);
    expect([cycle[0]?.power, cycle[6 * 60]?.power, cycle[30 * 60]?.power, cycle[70 * 60]?.power]).toEqual([60, 2_000, 90, 2_000]);
  });
  it('draws its standby after the end, and does not begin again by itself', () => expect(run(IDLE_PLUG, true, 200 * 60).at(-1)).toMatchObject({ power: 1, at: null }));
  it('waits where power was cut, and goes on there', () => {
    const cut = run(run(IDLE_PLUG, true, 600).at(-1) ?? IDLE_PLUG, false, 3600).at(-1) ?? IDLE_PLUG;
    expect(cut).toMatchObject({ on: false, power: 0, at: 600_000 });
    expect(stepPlug(DISHWASHER, cut, true, 1000).state).toMatchObject({ power: 2_000, at: 601_000 });
  });
  it('begins a new cycle at the next switching on after an end', () => {
    const done = run(run(IDLE_PLUG, true, 200 * 60).at(-1) ?? IDLE_PLUG, false, 1).at(-1) ?? IDLE_PLUG;
    expect(stepPlug(DISHWASHER, done, true, 1000).state).toMatchObject({ power: 60, at: 1000 });
  });
});

describe('the simulated tank', () => {
  const lossless: HeaterSpec = { litres: 150, power: watts(2_000), highest: 60, hysteresis: 6, loss: 0, ambient: 20, cold: 12 };
  const heat = (spec: HeaterSpec, from: HeaterState, seconds: number, setpoint = 2_000): HeaterState => {
    let state = from;
    for (let second = 0; second < seconds; second++) state = stepHeater(spec, state, { setpoint: watts(setpoint), drawn: 0 }, 1000).state;
    return state;
  };
  it('needs 9419 s to bring 150 litres from 20 to 50 degrees with 2 kW', () => expect(heat(lossless, warmTank(20), 9419).temperature).toBeCloseTo(50, 2));
  it('opens its own thermostat at the top, whatever is asked, and closes it 6 K lower', () => {
    const hot = heat(lossless, warmTank(59.9), 600);
    expect(hot).toMatchObject({ closed: false, power: 0 });
    expect(stepHeater(lossless, { ...hot, temperature: 54.1 }, { setpoint: watts(2_000), drawn: 0 }, 1000).power).toBe(0);
    expect(stepHeater(lossless, { ...hot, temperature: 53.9 }, { setpoint: watts(2_000), drawn: 0 }, 1000).power).toBe(2_000);
  });
  it('cools toward the room when it is left off', () => expect(heat({ ...lossless, loss: 2 }, warmTank(60), 3600, 0).temperature).toBeCloseTo(60 - (2 * 40 * 3600) / (150 * 4186), 1));
});

describe('the simulated car', () => {
  const single: CarSpec = { capacity: milliWattHours(58_000_000), efficiency: 0.9, phases: 1, minAmps: 6, maxAmps: 16, volts: 230 };
  const at = (spec: CarSpec, setpoint: number, pluggedIn = true): number =>
    stepCar(spec, parkedCar(milliWattHours(20_000_000)), { setpoint: watts(setpoint), pluggedIn, driven: milliWattHours(0) }, 1000).power;
  it.each([
    [1_379, 0],
    [1_380, 1_380],
    [2_000, 1_840],
    [9_999, 3_680],
  ])('on one phase %i W is %i W: whole amperes from 6 to 16', (asked, drawn) => expect(at(single, asked)).toBe(drawn));
  it.each([
    [4_139, 0],
    [4_140, 4_140],
    [11_040, 11_040],
  ])('on three phases %i W is %i W', (asked, drawn) => expect(at({ ...single, phases: 3 }, asked)).toBe(drawn));
  it('takes nothing while it is away', () => expect(at(single, 3_680, false)).toBe(0));
  it('comes back with less than it left with', () => {
    const back = stepCar(single, parkedCar(milliWattHours(20_000_000)), { setpoint: watts(0), pluggedIn: true, driven: milliWattHours(5_000_000) }, 1000);
    expect(back.state.stored).toBe(15_000_000);
  });
});

describe("a device's own timer", () => {
  const neutral = watts(0);
  it('returns it to neutral when nobody repeats the command', () => {
    let order = command(watts(2_000), 60_000);
    for (let second = 0; second < 59; second++) order = elapsed(order, neutral, 1000);
    expect(order.setpoint).toBe(2_000);
    expect(elapsed(order, neutral, 1000)).toEqual({ setpoint: 0, left: null });
  });
  it('holds for ever where no timer was set', () => expect(elapsed(command(watts(500), 0), neutral, 1e9).setpoint).toBe(500));
});
