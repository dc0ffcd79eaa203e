import { describe, expect, it } from 'vitest';
import { NO_HABIT } from '#domain/forecast/habit.ts';
import type { LoadForecast } from '#domain/forecast/load.ts';
import { baselineAt, baselineOf } from '#domain/proof/baseline.ts';
import type { Quarter } from '#domain/proof/before.ts';
import { withQuarter, type MeteredDay } from '#domain/proof/days.ts';
import { after, HOUR, instant, MINUTE, type Instant } from '#domain/time/instant.ts';

const QUARTER = 15 * MINUTE;
const DAY = 24 * HOUR;
/** A Friday, 18:00 in Berlin. */
const CALL = instant(Date.parse('2026-03-20T17:00:00Z'));
const ZONE = 'Europe/Berlin';
const forecast: LoadForecast = { zone: ZONE, habit: NO_HABIT, anchor: null, last: null };
const learnedForecast: LoadForecast = { ...forecast, habit: NO_HABIT.map(() => ({ mean: 700, variance: 0, weight: 20 })) };

const quarter = (start: Instant, watts: number, covered: number = QUARTER): Quarter => ({ start, work: watts * covered, covered, devices: {} });

/** Days at the meter, the newest yesterday; `watts` by days before the call, null = nothing was measured. */
function lived(count: number, watts: (ago: number) => number | null, called: (ago: number) => boolean = () => false): readonly MeteredDay[] {
  let days: readonly MeteredDay[] = [];
  for (let at = after(CALL, -count * DAY - 18 * HOUR); at < CALL; at = after(at, QUARTER)) {
    const ago = Math.ceil((CALL - at) / DAY);
    const power = watts(ago);
    if (power !== null) days = withQuarter(days, quarter(at, power), called(ago), ZONE);
  }
  return days;
}
const quartersAt = (watts: number): readonly Quarter[] => Array.from({ length: 8 }, (_, n) => quarter(after(CALL, (n - 8) * QUARTER), watts));
const call = { start: CALL, end: after(CALL, 4 * HOUR) };

describe('what would have been used: the last ten similar days', () => {
  it('is the mean of the same quarter-hours of working days for a Friday, without weekends', () => {
    // Two days ago was a Wednesday of 900 W; Saturdays and Sundays have 5 kW; all else 400 W. Fourteen days hold ten working days.
    const days = lived(14, (ago) => ([6, 5, 13, 12].includes(ago) ? 5_000 : ago === 2 ? 900 : 400));
    const made = baselineOf(call, { quarters: [], days, forecast });
    expect(made).toMatchObject({ method: 'similar-days', start: CALL });
    expect(new Set(made.watts)).toEqual(new Set([450]));
  });

  it('is moved by seven tenths of what the two hours before lay above it, which fades: 0.7 x 600 W at once, 420 W / e after two hours', () => {
    const days = lived(14, () => 400);
    const made = baselineOf(call, { quarters: quartersAt(1_000), days, forecast });
    expect(made.method).toBe('similar-days-adjusted');
    expect([0, 2, 4].map((hours) => baselineAt(made, after(CALL, hours * HOUR)))).toEqual([820, 555, null]);
  });

  it('leaves out days with a call, and is none with fewer than three others: the profile, then the hours before take its place', () => {
    const withCalls = lived(14, (ago) => (ago <= 5 ? 9_000 : 400), (ago) => ago <= 5);
    expect(new Set(baselineOf(call, { quarters: [], days: withCalls, forecast }).watts)).toEqual(new Set([400]));
    const two = lived(2, () => 400);
    const methods = [
      baselineOf(call, { quarters: quartersAt(1_000), days: two, forecast: learnedForecast }),
      baselineOf(call, { quarters: [], days: two, forecast: learnedForecast }),
      baselineOf(call, { quarters: quartersAt(1_000), days: two, forecast }),
      baselineOf(call, { quarters: [], days: two, forecast }),
    ].map(({ method }) => method);
    expect(methods).toEqual(['profile-adjusted', 'profile', 'same-day', 'none']);
  });

  it('leaves out yesterday with a call also at midnight, when today has not begun to be measured', () => {
    const midnight = after(CALL, -18 * HOUR);
    let days: readonly MeteredDay[] = [];
    for (let at = after(midnight, -14 * DAY); at < midnight; at = after(at, QUARTER)) days = withQuarter(days, quarter(at, at < midnight - DAY ? 400 : 9_000), at >= midnight - DAY, ZONE);
    expect(new Set(baselineOf({ start: midnight, end: after(midnight, HOUR) }, { quarters: [], days, forecast }).watts)).toEqual(new Set([400]));
  });

  it('does not learn from a quarter-hour of which less than half was measured, nor from today', () => {
    let days = lived(14, () => 400);
    days = withQuarter(days, quarter(after(CALL, -DAY), 9_000, QUARTER / 2 - 1), false, ZONE);
    days = withQuarter(days, quarter(after(CALL, -QUARTER), 9_000), false, ZONE);
    expect(new Set(baselineOf(call, { quarters: [], days, forecast }).watts)).toEqual(new Set([400]));
  });

  it('over a change to summer time means the same time of the day', () => {
    const sunday = instant(Date.parse('2026-03-29T16:00:00Z'));
    let days: readonly MeteredDay[] = [];
    for (let at = after(sunday, -28 * DAY); at < sunday; at = after(at, QUARTER)) {
      const minute = (Math.floor(at / MINUTE) + 60) % 1_440;
      // 18:00 to 19:00 of Central European Time, before the change.
      days = withQuarter(days, quarter(at, at < after(sunday, -20 * HOUR) && minute >= 1_080 && minute < 1_140 ? 2_000 : 300), false, ZONE);
    }
    expect(baselineOf({ start: sunday, end: after(sunday, HOUR) }, { quarters: [], days, forecast }).watts).toEqual([2_000, 2_000, 2_000, 2_000]);
  });

  it('keeps ten days of each kind and the one that runs, none older than two months, in less than 32 KiB', () => {
    const days = lived(120, () => 12_345);
    expect(days.filter(({ kind }) => kind === 'work')).toHaveLength(11);
    expect(days.filter(({ kind }) => kind === 'rest')).toHaveLength(10);
    expect(JSON.stringify(days).length).toBeLessThan(32_768);
  });
});
