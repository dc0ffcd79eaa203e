import { describe, expect, it } from 'vitest';
import type { ControlConfig } from '#domain/home/control.ts';
import type { Act, Policy } from '#domain/plan/act.ts';
import type { Instant, Milliseconds } from '#domain/time/instant.ts';
import { BATTERY, CAR, CONFIG, ControlledHome, device, HEATER, mean, overshootWh, START, w } from './controlledHome.ts';

const act = (id: string, policy: Policy, from = 0, to = 90_000): Act => ({ device: id, interval: { start: (START + from * 1_000) as Instant, end: (START + to * 1_000) as Instant }, policy });
const hold = (id: string, power: number, from = 0, to = 90_000): Act => act(id, { kind: 'hold', power: w(power) }, from, to);
const withFuse = (amps: number): ControlConfig => ({ ...CONFIG, guard: { ...CONFIG.guard, fuse: { amps, volts: 230 } } });
const METERS = [1, 10].flatMap((period) => [false, true].map((phases) => ({ period, phases })));

describe('R17 C-12 a meter that falls silent', () => {
  it.each(METERS)('of $period s, phases: $phases: nothing rises once it is stale, and all is at its minimum after a minute', ({ period, phases }) => {
    const home = new ControlledHome(() => 600, [device(CAR), device(HEATER)], withFuse(63));
    home.meterPeriod = period;
    if (phases) home.phases = { car: ['L1'], heater: ['L2'] };
    const stale = Math.max(15, 3 * period);
    home.send({ kind: 'acts', revision: 1, acts: [hold('car', 6_000), hold('heater', 0, 0, 300 + stale + 2), hold('heater', 2_000, 300 + stale + 2)] });
    home.run(300);
    expect(home.at('car').power).toBeGreaterThan(5_900);
    home.meterSilent = true;
    const before = home.writes.length;
    home.run(300 + 62);
    const late = home.writes.slice(before).filter((write) => write.at > 300 + stale);
    expect(late.filter((write) => write.device === 'heater' && write.setpoint > 0)).toEqual([]);
    expect(home.at('car').asked.at(-1)?.setpoint).toBe(1_380);
    home.meterSilent = false;
    home.run(500);
    expect([home.at('car').power > 5_900, home.at('heater').power > 1_900]).toEqual([true, true]);
  });
});

describe('C-05 the fuse', () => {
  it.each([false, true])('with a meter of 1 s, phases: %s, sheds within 2 s, and is kept within 7 s with devices that take 5 s', (phases) => {
    const home = new ControlledHome(() => 900, [device(CAR, { lag: { kind: 'dead', seconds: 5 } })], withFuse(35));
    home.phases = phases ? { car: ['L1'] } : null;
    home.extra = (second) => (second >= 300 ? { L1: 4_000 } : {});
    home.send({ kind: 'acts', revision: 1, acts: [hold('car', 6_900)] });
    home.run(299);
    expect(home.at('car').power).toBeGreaterThan(6_800);
    const before = home.writes.length;
    home.run(310);
    expect(home.writes[before]?.at).toBeLessThanOrEqual(302);
    expect(phases ? home.phasePower('L1') : (home.grid.at(-1) ?? 0)).toBeLessThanOrEqual(35 * 230);
    expect(Math.max(...home.grid.slice(307))).toBeLessThanOrEqual(phases ? Number.POSITIVE_INFINITY : 35 * 230);
    expect(home.at('car').power).toBeGreaterThan(1_380);
  });
  it('R16 an overload on L3 does not stop a car on L1, once it is known where it is', () => {
    const home = new ControlledHome(() => 900, [device(CAR)], withFuse(32));
    home.phases = { car: ['L1'] };
    home.extra = (second) => (second >= 1_000 ? { L3: 8_000 } : {});
    // Four steps of the car, each seen by the meter: from then on its phase is known.
    home.send({ kind: 'acts', revision: 1, acts: [hold('car', 4_000, 0, 120), hold('car', 2_000, 120, 240), hold('car', 5_000, 240, 360), hold('car', 3_000, 360, 480), hold('car', 6_000, 480)] });
    home.run(990);
    expect(home.at('car').power).toBeGreaterThan(5_900);
    home.run(1_100);
    expect(home.at('car').power).toBeGreaterThan(5_900);
  });
  it('R16 until then it counts in full on each', () => {
    const home = new ControlledHome(() => 900, [device(CAR)], withFuse(32));
    home.phases = { car: ['L1'] };
    home.extra = (second) => (second >= 300 ? { L3: 8_000 } : {});
    home.send({ kind: 'acts', revision: 1, acts: [hold('car', 6_000)] });
    home.run(400);
    expect(home.at('car').power).toBeLessThan(1_700);
  });
});

describe('R15 a meter that errs by 3 % either way', () => {
  it.each([1, 10].flatMap((period) => (['none', 'timer'] as const).map((fallback) => ({ period, fallback }))))('of $period s, a device with fallback $fallback: C-04 is kept, with at most 240 writes an hour, keep-alives counted, and no switching', ({ period, fallback }) => {
    const car = fallback === 'none' ? CAR : { ...CAR, fallback: BATTERY.fallback };
    const home = new ControlledHome(() => 800, [device(car)]);
    home.noise = 0.03;
    home.meterPeriod = period;
    home.limit(1, 4_200);
    home.run(600);
    const before = home.writes.length;
    home.run(4_200);
    const writes = home.writes.slice(before);
    console.log(`noise of 3 %, meter of ${period} s, fallback ${fallback}: ${writes.length} writes an hour, mean ${mean(home.grid.slice(600)).toFixed(0)} W of 4200`);
    expect(writes.length).toBeLessThanOrEqual(240);
    expect(Math.min(...writes.map((write) => write.setpoint))).toBeGreaterThan(1_380);
    for (let from = 600; from + 60 <= 4_200; from += 20) expect(mean(home.grid.slice(from, from + 60))).toBeLessThanOrEqual(4_284);
    expect(mean(home.grid.slice(600))).toBeGreaterThan(3_950);
  });
  it.each([2_100, 2_150, 2_200, 2_250, 2_300, 2_350, 2_400])('a limit of %i W, where the least the car can run at just fits or does not: no more than one start an hour', (limit) => {
    const home = new ControlledHome(() => 800, [device(CAR)]);
    home.noise = 0.03;
    home.limit(1, limit);
    home.run(600);
    const before = home.writes.length;
    home.run(4_200);
    const starts = home.writes.slice(before).filter((write, index, all) => write.setpoint > 0 && (all[index - 1]?.setpoint ?? write.setpoint) <= 0);
    expect(starts.length).toBeLessThanOrEqual(1);
  });
  it('a battery on self-consumption is not written more often for it', () => {
    const home = new ControlledHome(() => 800, [device(BATTERY)]);
    home.noise = 0.03;
    home.run(600);
    const before = home.writes.length;
    home.run(4_200);
    expect(home.writes.length - before).toBeLessThanOrEqual(200);
  });
});

it('a wallbox of three phases under a limit that swings each minute changes to three no more than twelve times an hour', () => {
  const wallbox = { ...CAR, rating: w(11_040), phaseModes: { rest: 300_000 as Milliseconds }, primitive: { kind: 'envelope', min: w(0), max: w(11_040) } as const };
  const home = new ControlledHome(() => 600, [device(wallbox, { lag: { kind: 'dead', seconds: 2 } })], { ...CONFIG, guard: { ...CONFIG.guard, ramp: 10_000 } });
  for (let minute = 1; minute <= 60; minute++) {
    home.limit(minute, minute % 2 === 0 ? 3_000 : 8_000);
    home.run(minute * 60);
  }
  const powers = home.writes.map((write) => write.setpoint);
  const ups = powers.filter((power, index) => power > 3_680 && (powers[index - 1] ?? 0) <= 3_680).length;
  expect(ups).toBeGreaterThan(3);
  expect(ups).toBeLessThanOrEqual(12);
});

describe('R23 the word of a device', () => {
  it('that says 4 kW and takes 7.3: the grid meter counts, others are shed for it', () => {
    const home = new ControlledHome(() => 600, [device(BATTERY), device(CAR)], { ...CONFIG, guard: { ...CONFIG.guard, shedOrder: ['car', 'battery'] } });
    // The plant lies: 3.3 kW more than the car says are on the wire.
    home.extra = (second) => (second >= 300 ? { L1: 3_300 } : {});
    home.send({ kind: 'acts', revision: 1, acts: [hold('car', 4_000), hold('battery', 1_500)] });
    home.limit(1, 6_500);
    home.run(290);
    expect(home.grid.at(-1)).toBeGreaterThan(6_000);
    home.run(330);
    expect(mean(home.grid.slice(325))).toBeLessThanOrEqual(6_600);
    expect(overshootWh(home.grid, 6_500, 300, 360)).toBeLessThan(10);
  });
  it('that takes every command and does nothing: the others give way until the meter shows the limit', () => {
    const home = new ControlledHome(() => 600, [device(CAR, { deaf: true }), device(BATTERY)], CONFIG, { car: 4_000 });
    home.limit(1, 3_000);
    home.run(120);
    expect(home.facts.devices?.find((one) => one.descriptor.id === 'car')).toMatchObject({ state: 'refused', reason: 'not-obeyed' });
    expect(mean(home.grid.slice(100))).toBeLessThanOrEqual(3_100);
  });
});

describe('R19 the loop', () => {
  it.each([0.2, 1, 2, 5, 10])('settles with a device of %s s of lag, with meters of 1 s and 10 s', (lag) => {
    for (const period of [1, 10])
      for (const kind of ['first-order', 'dead'] as const) {
        const home = new ControlledHome((second) => (second < 300 ? 300 : 2_300), [device(BATTERY, { lag: { kind, seconds: lag } })]);
        home.meterPeriod = period;
        home.run(900);
        const late = home.grid.slice(700);
        expect(Math.max(...late) - Math.min(...late), `meter ${period} s, ${kind}`).toBeLessThan(80);
        expect(Math.abs(mean(late)), `meter ${period} s, ${kind}`).toBeLessThan(80);
      }
  });
});
