import { describe, expect, it } from 'vitest';
import { chance, seedFor } from '#domain/sim/chance.ts';
import { dayOfUse, isWeekend } from '#domain/sim/habits.ts';
import { outingOf } from '#domain/sim/outing.ts';
import { DARK, stepPv, type PvSpec } from '#domain/sim/pv.ts';
import { clearSky } from '#domain/sim/sun.ts';
import { watts } from '#domain/units/power.ts';

const london = { latitude: 51.5, longitude: 0 };
const level = { tilt: 0, azimuth: 0 };
const utc = (text: string): number => Date.parse(text);

describe('chance', () => {
  it('is the same for the same keys and spread evenly over [0, 1)', () => {
    const drawn = Array.from({ length: 10_000 }, (_, n) => chance(7, 1, n));
    expect(chance(7, 1, 42)).toBe(drawn[42]);
    expect(drawn.every((value) => value >= 0 && value < 1)).toBe(true);
    expect(drawn.reduce((sum, value) => sum + value, 0) / drawn.length).toBeCloseTo(0.5, 1);
    expect(new Set(drawn).size).toBeGreaterThan(9_990);
  });
  it('differs between parts of one home', () => expect(seedFor(1, 'pv')).not.toBe(seedFor(1, 'load')));
});

describe('the sun over a simulated roof', () => {
  it('gives nothing at midnight', () => expect(clearSky(london, level, utc('2026-06-21T00:00Z'))).toBe(0));
  it('stands near 62 degrees at midsummer noon: 900 to 1050 W/m² on level ground', () => {
    const noon = clearSky(london, level, utc('2026-06-21T12:00Z'));
    expect(noon).toBeGreaterThan(850);
    expect(noon).toBeLessThan(1_050);
  });
  it('is a fifth to a third of that at midwinter noon', () => {
    const ratio = clearSky(london, level, utc('2026-12-21T12:00Z')) / clearSky(london, level, utc('2026-06-21T12:00Z'));
    expect(ratio).toBeGreaterThan(0.15);
    expect(ratio).toBeLessThan(0.34);
  });
  it('favours a roof to the south in winter, and one to the west after noon', () => {
    const winter = utc('2026-12-21T12:00Z');
    expect(clearSky(london, { tilt: 45, azimuth: 0 }, winter)).toBeGreaterThan(2 * clearSky(london, level, winter));
    const evening = utc('2026-06-21T17:00Z');
    expect(clearSky(london, { tilt: 45, azimuth: 90 }, evening)).toBeGreaterThan(clearSky(london, { tilt: 45, azimuth: -90 }, evening));
  });
  it('never makes more than the inverter may, and counts as production: minus', () => {
    const spec: PvSpec = { peak: watts(8_000), inverter: watts(3_000), place: london, plane: { tilt: 35, azimuth: 0 }, seed: 3 };
    const powers = Array.from({ length: 1440 }, (_, minute) => stepPv(spec, DARK, utc('2026-06-21T00:00Z') + minute * 60_000, 60_000).power);
    expect(Math.min(...powers)).toBeGreaterThanOrEqual(-3_000);
    expect(Math.min(...powers)).toBeLessThan(-300);
    expect(Math.max(...powers)).toBe(0);
  });
});

describe('the people of the simulated home', () => {
  it('keep weekends: 2026-03-28 is one, 2026-03-27 is not', () => {
    const day = (text: string): number => utc(text) / 86_400_000;
    expect([isWeekend(day('2026-03-28T00:00Z')), isWeekend(day('2026-03-29T00:00Z')), isWeekend(day('2026-03-27T00:00Z')), isWeekend(day('2026-03-30T00:00Z'))]).toEqual([true, true, false, false]);
  });
  it('make tea before eight on working days far more often than at weekends', () => {
    const early = (day: number): number => dayOfUse(5, day, 2).filter((use) => use.start < 8 * 3_600_000 && use.power >= 2_000).length;
    const days = Array.from({ length: 700 }, (_, n) => 20_000 + n);
    const mean = (list: readonly number[]): number => list.reduce((sum, day) => sum + early(day), 0) / list.length;
    expect(mean(days.filter((day) => !isWeekend(day)))).toBeGreaterThan(3 * mean(days.filter(isWeekend)));
  });
  it('live the same day again from the same seed, and another from another', () => {
    expect(dayOfUse(5, 20_000, 2)).toEqual(dayOfUse(5, 20_000, 2));
    expect(dayOfUse(5, 20_000, 2)).not.toEqual(dayOfUse(6, 20_000, 2));
  });
  it('bring the car back the day it left', () => {
    for (let day = 20_000; day < 20_100; day++) {
      const outing = outingOf(9, day);
      if (outing) expect(outing.returns).toBeGreaterThan(outing.leaves);
      if (outing) expect(outing.returns).toBeLessThan(86_400_000);
    }
  });
});
