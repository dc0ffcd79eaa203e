import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { alwaysOn } from '#domain/answers/alwaysOn.ts';
import { likelyByMidnight } from '#domain/answers/midnight.ts';
import { pastDays, sumBetween, type PastSlot } from '#domain/answers/pastDay.ts';
import { HOUR, type Instant } from '#domain/time/instant.ts';
import { sharedFiles } from './shared.ts';

const shared = sharedFiles('data/homes');
if (shared.folder === null) console.log(shared.reason);

const zone = 'Europe/London';

/** Half-hours of a real home; its times are of the end of each. */
function realHome(): PastSlot[] {
  const [, ...lines] = readFileSync(join(shared.folder ?? '', 'gb-a_halfhour_2020-08_2023-05.csv'), 'utf8').trim().split('\n');
  return lines.map((line) => {
    const [time = '', kilo = ''] = line.split(',');
    const end = Date.parse(time) as Instant;
    return { start: (end - HOUR / 2) as Instant, end, import: Math.round(Number(kilo) * 1e6), export: 0, cost: null };
  });
}

describe.skipIf(shared.folder === null)('a real home, day by day through a year (*shared*)', () => {
  const slots = shared.folder === null ? [] : realHome();
  const days = pastDays(slots, Date.UTC(2023, 4, 1) as Instant, zone);
  const year = days.filter(({ date }) => date >= '2022-04-01' && date < '2023-04-01');

  it.each([9, 12, 18])('its day ends within the range told at %d:00 on about four days of five', (hour) => {
    let [within, told] = [0, 0];
    for (const [index, day] of year.entries()) {
      const until = (day.interval.start + hour * HOUR) as Instant;
      const past = days.filter(({ interval }) => interval.end <= day.interval.start).slice(-60);
      const soFar = sumBetween(day.slots, { start: day.interval.start, end: until }).import;
      const likely = likelyByMidnight(past, { day: day.interval, until, import: soFar, cost: null }, zone, () => null);
      if (!likely || index % 2 === 1) continue;
      const whole = sumBetween(day.slots, day.interval).import;
      told++;
      if (whole >= likely.import.low && whole <= likely.import.high) within++;
    }
    expect(told).toBeGreaterThan(170);
    expect(within / told).toBeGreaterThan(0.75);
    expect(within / told).toBeLessThan(0.86);
  });

  it('has an always-on load in winter; in spring its own sun, which this meter does not tell of, hides it', () => {
    const winter = alwaysOn(days.filter(({ date }) => date < '2020-12-01'), 300_000);
    expect(winter?.power).toBeGreaterThan(50);
    expect(winter?.power).toBeLessThan(100);
    expect(alwaysOn(year, 300_000)).toBeNull();
  });
});
