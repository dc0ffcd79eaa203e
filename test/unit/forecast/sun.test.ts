import { describe, expect, it } from 'vitest';
import { litHours, longitudeOfNoon, seasonality, sunAt } from '#domain/forecast/sun.ts';

const degrees = (sine: number): number => (Math.asin(sine) * 180) / Math.PI;

describe('where the sun stands', () => {
  // Solar noon of Munich (48.1° N, 11.6° E) by the almanac: 21 June 12:15 UTC+1 = 11:15 UTC, 65.3° up; 21 December 19° up.
  it.each([
    ['Munich at midsummer', { latitude: 48.1, longitude: 11.6 }, Date.UTC(2023, 5, 21, 11, 15), 65.3],
    ['Munich at midwinter', { latitude: 48.1, longitude: 11.6 }, Date.UTC(2023, 11, 21, 11, 12), 18.5],
    ['Quito at an equinox', { latitude: -0.2, longitude: -78.5 }, Date.UTC(2023, 2, 20, 17, 21), 89.5],
    ['Sydney at its midsummer', { latitude: -33.9, longitude: 151.2 }, Date.UTC(2023, 11, 22, 1, 53), 79.5],
  ] as const)('%s', (_, place, noon, up) => {
    expect(degrees(sunAt(place, noon).up)).toBeGreaterThan(up - 1);
    expect(degrees(sunAt(place, noon).up)).toBeLessThan(up + 1);
  });

  it('is in the east before noon and north of a southern home', () => {
    expect(sunAt({ latitude: 48, longitude: 0 }, Date.UTC(2023, 5, 21, 8)).west).toBeLessThan(-0.5);
    expect(sunAt({ latitude: -35, longitude: 0 }, Date.UTC(2023, 11, 21, 12)).south).toBeLessThan(0);
  });

  it('lights a home in London for about 16 hours in June and 7 in December, the equator for 12 always', () => {
    expect(litHours(51.5, Date.UTC(2023, 5, 21))).toBeCloseTo(16, 0);
    expect(litHours(51.5, Date.UTC(2023, 11, 21))).toBeCloseTo(7.4, 0);
    expect(litHours(0, Date.UTC(2023, 3, 1))).toBeCloseTo(11.7, 0);
  });

  it('tells the longitude from solar noon: 16 minutes before mean noon in November, 14 after in February', () => {
    expect(longitudeOfNoon(Date.UTC(2023, 10, 3, 11, 44))).toBeCloseTo(0, 0);
    expect(longitudeOfNoon(Date.UTC(2023, 1, 11, 20, 14))).toBeCloseTo(-120, 0);
  });

  it('tells nothing of the latitude at an equinox', () => {
    expect(seasonality(Date.UTC(2023, 2, 21))).toBeLessThan(0.05);
    expect(seasonality(Date.UTC(2023, 5, 21))).toBeGreaterThan(0.95);
  });
});
