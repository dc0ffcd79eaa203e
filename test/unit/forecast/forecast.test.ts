import { describe, expect, it } from 'vitest';
import type { DeviceDescriptor } from '#domain/device/device.ts';
import { loadOver } from '#domain/forecast/load.ts';
import { forecastMachine, initialForecastState, type ForecastFacts, type ForecastState } from '#domain/forecast/machine.ts';
import type { MeterReading } from '#domain/meter/reading.ts';
import { HOUR, instant, MINUTE, ms, type Instant } from '#domain/time/instant.ts';
import { watts, type Watts } from '#domain/units/power.ts';
import { battery } from '../../fixtures/plan/problems.ts';

/** Monday 2023-01-09T00:00:00Z, no summer time in London. */
const MONDAY = instant(Date.UTC(2023, 0, 9));
const MACHINE = forecastMachine('Europe/London');
const NOW = { wall: MONDAY, mono: ms(0), boot: 'b', trust: 'synced' as const };

const reading = (at: Instant, power: Watts | null): MeterReading => ({ meter: 'm', at, power, phases: {}, registers: [], period: ms(10_000), quality: 'measured' });

interface Heard {
  readonly state: ForecastState;
  readonly facts: Partial<ForecastFacts>;
}

/** Reads a home every ten minutes from `from` to `to`, its load by the hour of the day. */
function live(before: Heard, from: number, to: number, load: (hour: number) => number): Heard {
  let heard = before;
  for (let at = from; at <= to; at += 10 * MINUTE) {
    // A reading stands for the time before it.
    const step = MACHINE.step(heard.state, { kind: 'reading', reading: reading(instant(at), watts(load(Math.floor((at - 1) / HOUR) % 24))) } as never, NOW, {});
    heard = { state: step.state, facts: { ...heard.facts, ...step.facts } };
  }
  return heard;
}

const NOTHING: Heard = { state: initialForecastState, facts: {} };
const DAY = 24 * HOUR;
const over = (heard: Heard, start: number, length = 30 * MINUTE) => {
  const { forecast } = heard.facts;
  if (!forecast) throw new Error('no forecast was published');
  return loadOver(forecast, { start: instant(start), end: instant(start + length) });
};

describe('the forecast of the load that nobody moves', () => {
  it('carries the last reading on with a wide spread before anything is learned, and says so', () => {
    const heard = live(NOTHING, MONDAY, MONDAY, () => 800);
    expect(over(heard, MONDAY + 5 * HOUR)).toEqual({ power: 800, spread: 640, known: false });
  });

  it('has learned after one working day what the next is like, but not exactly', () => {
    const heard = live(NOTHING, MONDAY, MONDAY + DAY, (hour) => (hour === 18 ? 3_000 : 300));
    const evening = over(heard, MONDAY + DAY + 18 * HOUR);
    expect(evening).toMatchObject({ power: 3_000, known: true });
    expect(evening.spread).toBeGreaterThan(100);
    expect(over(heard, MONDAY + DAY + 12 * HOUR).power).toBe(300);
  });

  it('has learned after five weeks that Sundays are apart from working days', () => {
    const noonOfSundays = (hour: number, day: number): number => (hour === 12 && day === 6 ? 2_500 : 400);
    let heard = NOTHING;
    for (let day = 0; day < 35; day++) heard = live(heard, MONDAY + day * DAY, MONDAY + (day + 1) * DAY, (hour) => noonOfSundays(hour, day % 7));
    expect(over(heard, MONDAY + 41 * DAY + 12 * HOUR).power).toBeGreaterThan(1_600);
    expect(over(heard, MONDAY + 36 * DAY + 12 * HOUR).power).toBeLessThan(900);
  });

  it('is surer of what repeats itself', () => {
    const twoWeeks = live(NOTHING, MONDAY, MONDAY + 14 * DAY, () => 500);
    const oneDay = live(NOTHING, MONDAY, MONDAY + DAY, () => 500);
    expect(over(twoWeeks, MONDAY + 14 * DAY + 6 * HOUR).spread).toBeLessThan(over(oneDay, MONDAY + DAY + 6 * HOUR).spread / 2);
  });

  it('leans on the last hour and lets go of it: guests at six are hardly guests at midnight', () => {
    const usual = live(NOTHING, MONDAY, MONDAY + DAY, () => 500);
    const guests = live(usual, MONDAY + DAY + 10 * MINUTE, MONDAY + DAY + 19 * HOUR, (hour) => (hour >= 18 ? 1_500 : 500));
    expect(over(guests, MONDAY + DAY + 19 * HOUR).power).toBeGreaterThan(900);
    expect(over(guests, MONDAY + DAY + 23.5 * HOUR).power).toBeLessThan(620);
  });

  it('takes a battery that charges out of the load, and learns nothing while it does not tell its power', () => {
    const { primitive } = battery(1);
    const descriptor: DeviceDescriptor = { id: 'b', name: 'B', kind: 'battery', simulated: true, rating: watts(2_000), minimum: watts(0), fallback: { kind: 'none' }, primitive };
    const report = (power: number | null) => ({ id: 'b', heardAt: ms(0), online: true, power: power === null ? null : watts(power), setpoint: null, stored: null });
    const told = (state: ForecastState, power: number | null) => MACHINE.step(state, { kind: 'devices', devices: [{ descriptor, report: report(power) }] } as never, NOW, {}).state;
    const charging = live({ state: told(initialForecastState, 1_500), facts: {} }, MONDAY, MONDAY + HOUR, () => 2_000);
    expect(charging.facts.forecast?.last).toBe(500);
    expect(over(charging, MONDAY + DAY).power).toBe(500);
    const silent = live({ state: told(initialForecastState, null), facts: {} }, MONDAY, MONDAY + HOUR, () => 2_000);
    expect(silent.state.last).toBeNull();
  });

  it('learns nothing of a time it has not heard', () => {
    const first = live(NOTHING, MONDAY, MONDAY, () => 500);
    const after = live(first, MONDAY + 5 * HOUR, MONDAY + 5 * HOUR, () => 900);
    expect(over(after, MONDAY + DAY + 2 * HOUR)).toMatchObject({ known: false });
  });

  it('keeps its state under 100 kB, and goes on from what was kept', () => {
    const heard = live(NOTHING, MONDAY, MONDAY + 14 * DAY, (hour) => 100 * hour);
    expect(JSON.stringify(heard.state).length).toBeLessThan(100_000);
    expect(JSON.parse(JSON.stringify(heard.state))).toEqual(heard.state);
  });
});

describe('a home whose array is metered', () => {
  const pv = (power: number | null, setpoint: number | null = null) => ({
    kind: 'devices',
    devices: [{
      descriptor: { id: 'roof', name: 'Roof', kind: 'pv', simulated: true, rating: watts(0), minimum: watts(0), fallback: { kind: 'none' }, primitive: { kind: 'inflexible' } } satisfies DeviceDescriptor,
      report: { id: 'roof', heardAt: ms(0), online: true, power: power === null ? null : watts(power), setpoint: setpoint === null ? null : watts(setpoint), stored: null },
    }],
  });
  const told = (before: Heard, event: ReturnType<typeof pv>): Heard => ({ ...before, state: MACHINE.step(before.state, event as never, NOW, {}).state });
  /** Sun from eight to sixteen: 2 kW beside a load of 500 W. */
  function sunny(before: Heard, days: number, made: number | null, setpoint: number | null = null): Heard {
    let heard = before;
    for (let hour = 0; hour < 24 * days; hour++) {
      const isDay = hour % 24 >= 8 && hour % 24 < 16;
      heard = told(heard, pv(isDay ? made : 0, isDay ? setpoint : null));
      heard = live(heard, MONDAY + hour * HOUR + 10 * MINUTE, MONDAY + (hour + 1) * HOUR, () => (isDay ? 500 + (made ?? -2_000) : 500));
    }
    return heard;
  }

  it('learns load and generation apart', () => {
    const { forecast } = sunny(NOTHING, 4, -2_000).facts;
    expect(forecast && loadOver(forecast, { start: instant(MONDAY + 4 * DAY + 12 * HOUR), end: instant(MONDAY + 4 * DAY + 12.5 * HOUR) }).power).toBe(500);
    expect(forecast?.generation?.peaks.filter((peak) => peak !== null)).toHaveLength(16);
  });

  it('learns no clouds from an array that is held back, and still the load', () => {
    const heard = sunny(NOTHING, 2, -300, -300);
    expect(heard.facts.forecast?.generation?.peaks.every((peak) => peak === null)).toBe(true);
    expect(heard.facts.forecast && loadOver(heard.facts.forecast, { start: instant(MONDAY + 2 * DAY + 12 * HOUR), end: instant(MONDAY + 2 * DAY + 12.5 * HOUR) }).power).toBe(500);
  });

  it('stays with the habit of the net where the array has never told what it makes', () => {
    let heard = told(NOTHING, pv(null));
    heard = live(heard, MONDAY, MONDAY + DAY, (hour) => (hour === 12 ? -1_500 : 500));
    expect(heard.facts.forecast?.generation).toBeUndefined();
    expect(over(heard, MONDAY + DAY + 12 * HOUR).power).toBe(-1_500);
  });
});
