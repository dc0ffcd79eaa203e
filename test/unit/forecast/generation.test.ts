import { describe, expect, it } from 'vitest';
import { firstGeneration, generationOver, isSilent, learnGeneration, placeOf, withTold, type Generation } from '#domain/forecast/generation.ts';
import { irradiance, sunAt, type Place, type Plane } from '#domain/forecast/sun.ts';
import { after, HOUR, instant, type Instant } from '#domain/time/instant.ts';

const HALF_HOUR = HOUR / 2;
const DAY = 24 * HOUR;
const JUNE = instant(Date.UTC(2023, 5, 1));
const MUNICH: Place = { latitude: 48, longitude: 11.5 };
const ROOF: Plane = { tilt: 30, azimuth: -30 };
/** W that 5 kW on that roof make under a clear sky. */
const clear = (at: number): number => 5 * irradiance(sunAt(MUNICH, at + HALF_HOUR / 2), ROOF);

function live(before: Generation, from: number, days: number, power: (at: number) => number): Generation {
  let generation = before;
  for (let at = from; at < from + days * DAY; at += HALF_HOUR) generation = learnGeneration(generation, at as Instant, power(at));
  return generation;
}
const begun = (given: Place | null = null): Generation => firstGeneration('Europe/Berlin', JUNE, given);
const over = (generation: Generation, at: number, now = at) => generationOver(generation, now as Instant, { start: instant(at), end: instant(at + HALF_HOUR) });
const noonOf = (day: number): number => JUNE + day * DAY + 11 * HOUR;

describe('what an array is expected to make', () => {
  it('is known after ten clear days within a twentieth, at any hour', () => {
    const generation = live(begun(), JUNE, 10, clear);
    for (const hour of [6, 8, 11, 14, 16]) {
      const at = JUNE + 10 * DAY + hour * HOUR;
      expect(Math.abs(over(generation, at).mean - clear(at))).toBeLessThan(0.05 * clear(noonOf(10)));
    }
    expect(over(generation, noonOf(10)).standing).toBe('known');
  });

  it('is nothing at night', () => {
    expect(over(live(begun(), JUNE, 10, clear), JUNE + 10 * DAY)).toMatchObject({ mean: 0, p10: 0, p90: 0 });
  });

  it('learns where the home lies from the length and the middle of its days, within five degrees', () => {
    const { latitude, longitude } = placeOf(live(begun(), JUNE, 40, clear));
    expect(Math.abs(latitude - MUNICH.latitude)).toBeLessThan(5);
    expect(Math.abs(longitude - MUNICH.longitude)).toBeLessThan(5);
  });

  it('believes the home file where it says where the home lies', () => {
    expect(placeOf(live(begun(MUNICH), JUNE, 20, clear))).toEqual(MUNICH);
  });

  it('knows an east roof from a west one', () => {
    const east = (at: number): number => 4 * irradiance(sunAt(MUNICH, at + HALF_HOUR / 2), { tilt: 30, azimuth: -90 });
    expect(live(begun(MUNICH), JUNE, 10, east).array).toMatchObject({ tilt: 30, azimuth: -90 });
  });

  it('follows the season: what was learned in August holds in October', () => {
    const august = instant(Date.UTC(2023, 7, 15));
    const generation = live(begun(MUNICH), august, 20, clear);
    const october = Date.UTC(2023, 9, 10, 11);
    expect(Math.abs(over(generation, october, august + 20 * DAY).mean / clear(october) - 1)).toBeLessThan(0.1);
  });

  it('expects less after a cloudy morning, and lets go of it by the day after', () => {
    const usual = live(begun(), JUNE, 20, clear);
    let cloudy = usual;
    for (let at = JUNE + 20 * DAY; at < noonOf(20); at += HALF_HOUR) cloudy = learnGeneration(cloudy, instant(at), 0.2 * clear(at));
    expect(over(cloudy, noonOf(20)).mean).toBeLessThan(0.8 * over(usual, noonOf(20)).mean);
    expect(over(cloudy, noonOf(21), noonOf(20)).mean).toBeGreaterThan(0.8 * over(usual, noonOf(21)).mean);
  });

  it('takes an array that makes nothing under a high sun for dead, not for clouded: expects nothing, says so, and has forgotten nothing when it comes back', () => {
    const usual = live(begun(), JUNE, 20, clear);
    const dead = live(usual, JUNE + 20 * DAY, 3, () => 0);
    expect(isSilent(dead)).toBe(true);
    expect(over(dead, noonOf(23))).toMatchObject({ mean: 0, p50: 0, standing: 'stale' });
    expect(over(dead, noonOf(23)).p90).toBeGreaterThan(1_000);
    const back = learnGeneration(dead, instant(noonOf(23)), clear(noonOf(23)));
    expect(isSilent(back)).toBe(false);
    expect(over(back, noonOf(24), noonOf(23)).mean).toBeGreaterThan(0.9 * over(usual, noonOf(24)).mean);
  });

  it('does not take a dark winter day for a dead array', () => {
    const usual = live(begun(), JUNE, 20, clear);
    expect(isSilent(live(usual, JUNE + 20 * DAY, 5, (at) => 0.04 * clear(at)))).toBe(false);
  });

  it('is wider and called stale when nobody has heard the array for a day, and missing before it was heard at all', () => {
    const generation = live(begun(), JUNE, 20, (at) => (Math.floor(at / DAY) % 2 === 0 ? 1 : 0.5) * clear(at));
    const fresh = over(generation, noonOf(20), JUNE + 20 * DAY);
    const old = over(generation, noonOf(20), JUNE + 21.5 * DAY);
    expect(old.standing).toBe('stale');
    expect(old.spread).toBeCloseTo(1.5 * fresh.spread, 6);
    expect(over(begun(), noonOf(0)).standing).toBe('missing');
  });
});

describe('what somebody outside says an array will make', () => {
  const slots = (from: number, days: number, power: (at: number) => number) => Array.from({ length: days * 48 }, (_, n) => ({ start: instant(from + n * HALF_HOUR), end: after(instant(from + n * HALF_HOUR), HALF_HOUR), power: power(from + n * HALF_HOUR) }));
  /** Every third day is dark: nobody at home can know. */
  const weather = (at: number): number => (Math.floor(at / DAY) % 3 === 0 ? 0.2 : 1) * clear(at);
  const told = (word: (at: number) => number): Generation => {
    let generation = live(begun(MUNICH), JUNE, 10, weather);
    for (let day = 10; day < 50; day++) {
      generation = withTold(generation, { source: 'sky', issued: instant(JUNE + day * DAY), slots: slots(JUNE + day * DAY, 2, word) });
      generation = live(generation, JUNE + day * DAY, 1, weather);
    }
    return withTold(generation, { source: 'sky', issued: instant(JUNE + 50 * DAY), slots: slots(JUNE + 50 * DAY, 2, word) });
  };
  const alone = live(begun(MUNICH), JUNE, 50, weather);
  const off = (generation: Generation): number => [noonOf(50), noonOf(51)].reduce((sum, noon) => sum + Math.abs(over(generation, noon, JUNE + 50 * DAY).mean - weather(noon)), 0);

  it('is followed once it has been right for weeks', () => {
    expect(off(told(weather))).toBeLessThan(0.35 * off(alone));
  });

  it('is followed too where it is always a third too high: its bias is learned', () => {
    expect(off(told((at) => 1.5 * weather(at)))).toBeLessThan(0.35 * off(alone));
  });

  it('is hardly heard where it tells the opposite', () => {
    expect(off(told((at) => 1.2 * clear(at) - weather(at)))).toBeLessThan(1.25 * off(alone));
  });

  it('does not inherit the record of another source', () => {
    const trusted = told(weather);
    const stranger = withTold(trusted, { source: 'other', issued: instant(JUNE + 50 * DAY), slots: slots(JUNE + 50 * DAY, 2, () => 0) });
    expect(over(stranger, noonOf(50), JUNE + 50 * DAY).mean).toBeGreaterThan(0.4 * over(alone, noonOf(50), JUNE + 50 * DAY).mean);
  });
});
