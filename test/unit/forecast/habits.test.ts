import { describe, expect, it } from 'vitest';
import { drawOver, learnDraw } from '#domain/forecast/draws.ts';
import { NO_SERIES } from '#domain/forecast/series.ts';
import { expectedTrips, learnTrip, NO_TRIPS, type TripHabits } from '#domain/forecast/trips.ts';
import { after, HOUR, instant, MINUTE } from '#domain/time/instant.ts';

const ZONE = 'Europe/Oslo';
const DAY = 24 * HOUR;
/** Monday, 00:00 in Oslo. */
const MONDAY = instant(Date.UTC(2023, 0, 8, 23));
const at = (day: number, hour: number) => instant(MONDAY + day * DAY + hour * HOUR);

/** To work at half past seven and back at four on working days, 9 kWh; away on Saturdays from ten to twelve, 3 kWh. */
function weeks(count: number): TripHabits {
  let habits = NO_TRIPS;
  for (let day = 0; day < 7 * count; day++) {
    if (day % 7 === 6) continue;
    const isWork = day % 7 < 5;
    habits = learnTrip(habits, { departed: at(day, isWork ? 7.5 : 10), arrived: at(day, isWork ? 16 : 12), energy: isWork ? 9_000_000 : 3_000_000 }, ZONE);
  }
  return habits;
}

describe('when a car is expected to leave, by its weekdays', () => {
  it('leaves on Monday at half past seven, back at four with 9 kWh to add, surer with every week', () => {
    const [monday] = expectedTrips(weeks(6), at(42, 0), at(43, 0), ZONE);
    expect(monday).toMatchObject({ departure: at(42, 7.5), arrival: at(42, 16), chance: 1 });
    expect(monday?.energy.mean).toBe(9_000_000);
    expect(monday?.departureSpread).toBeLessThan(expectedTrips(weeks(1), at(42, 0), at(43, 0), ZONE)[0]?.departureSpread ?? 0);
  });

  it('expects nothing of Sundays, on which it never left, nor of a home that it knows nothing of', () => {
    expect(expectedTrips(weeks(6), at(48, 0), at(49, 0), ZONE)).toEqual([]);
    expect(expectedTrips(NO_TRIPS, at(0, 0), at(7, 0), ZONE)).toEqual([]);
  });

  it('believes less in a Friday on which it stayed, and keeps when it left', () => {
    const habits = learnTrip(weeks(6), { departed: at(47, 10), arrived: at(47, 12), energy: null }, ZONE);
    const [friday] = expectedTrips(habits, at(53, 0), at(54, 0), ZONE);
    expect(friday?.chance).toBeCloseTo(7 / 8, 6);
    expect(friday?.departure).toBe(at(53, 7.5));
  });

  it('leaves by the clock on the wall: at half past seven too after the clocks were put forward', () => {
    // 27 March 2023 is a Monday in summer time: 07:30 is 05:30 UTC.
    const monday = instant(Date.UTC(2023, 2, 26, 22));
    expect(expectedTrips(weeks(6), monday, after(monday, DAY), ZONE)[0]?.departure).toBe(Date.UTC(2023, 2, 27, 5, 30));
  });

  it('counts the first trip of a day, and learns none twice', () => {
    const once = weeks(1);
    expect(learnTrip(once, { departed: at(5, 18), arrived: at(5, 19), energy: 1_000_000 }, ZONE)).toBe(once);
    expect(learnTrip(once, { departed: at(0, 7.5), arrived: at(0, 16), energy: 9_000_000 }, ZONE)).toBe(once);
  });

  it('does not take energy that nobody knows for none', () => {
    const habits = learnTrip(weeks(4), { departed: at(28, 7.5), arrived: at(28, 16), energy: null }, ZONE);
    expect(expectedTrips(habits, at(35, 0), at(36, 0), ZONE)[0]?.energy.mean).toBe(9_000_000);
  });
});

describe('the hot water that is drawn', () => {
  it('is a habit of the hour: a shower at seven, nothing at three, and never less than nothing', () => {
    let habits = NO_SERIES;
    for (let half = 0; half < 21 * 48; half++) habits = learnDraw(habits, instant(MONDAY + half * 30 * MINUTE), half % 48 === 14 ? 3_000 : 0, ZONE);
    const slot = (hour: number) => ({ start: at(21, hour), end: at(21, hour + 0.5) });
    expect(drawOver(habits, slot(7), ZONE).mean).toBeGreaterThan(2_500);
    expect(drawOver(habits, slot(3), ZONE)).toMatchObject({ standing: 'known', p10: 0 });
    expect(drawOver(habits, slot(3), ZONE).mean).toBeLessThan(100);
    expect(drawOver(NO_SERIES, slot(7), ZONE).standing).toBe('missing');
  });
});
