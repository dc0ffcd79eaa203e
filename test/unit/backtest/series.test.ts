import { describe, expect, it } from 'vitest';
import { parseUsage } from '#domain/meter/usage.ts';
import { after, HOUR, instant, MINUTE } from '#domain/time/instant.ts';
import { carbonFromText } from '../../../device/backtest/carbon.ts';
import { byMinutes } from '../../../device/backtest/minutes.ts';
import { meanOver, netOver, seriesOf } from '../../../device/backtest/series.ts';

const from = instant(Date.UTC(2023, 0, 9));
const read = (lines: readonly string[]): ReturnType<typeof parseUsage> => parseUsage(['start,load_wh,generation_wh', ...lines].join('\n'), { columns: null, label: null, zone: 'UTC' });
const whole = { start: from, end: after(from, 26 * HOUR) };
/** An hour of 500 Wh each but for the first of either day; the second day's first is a hole. */
const lines = Array.from({ length: 26 }, (_, hour) => `${new Date(after(from, hour * HOUR)).toISOString()},${hour === 0 ? 800 : hour === 24 ? '' : 500},${hour === 12 ? 200 : 0}`);

describe('a recording', () => {
  const series = seriesOf(read(lines), whole, from, 2);

  it('is mean powers, with the generation times what was asked', () => {
    expect(meanOver(series, { start: after(from, 11.5 * HOUR), end: after(from, 12.5 * HOUR) })).toEqual({ load: 500, generation: 200, measured: true });
    expect(netOver(series, { start: after(from, 12 * HOUR), end: after(from, 13 * HOUR) })).toBe(100);
    expect(series.sees).toBe('load-and-generation');
  });

  it('has a hole filled from the same hour of the day before, which teaches nothing', () => {
    expect(meanOver(series, { start: after(from, 24 * HOUR), end: after(from, 25 * HOUR) })).toEqual({ load: 800, generation: 0, measured: false });
  });

  it('is refused where no near day can fill it, and not for what is only learned from', () => {
    const holed = read(lines.filter((_, hour) => hour !== 5));
    expect(() => seriesOf(holed, whole, from, 1)).toThrow('hole at 2023-01-09T05:00:00.000Z');
    expect(meanOver(seriesOf(holed, whole, after(from, 6 * HOUR), 1), { start: after(from, 5 * HOUR), end: after(from, 6 * HOUR) })?.measured).toBe(false);
  });

  it('spread over its minutes keeps the energy of each interval, and is the same for the same seed', () => {
    const spread = byMinutes(series, whole, 3);
    expect(meanOver(spread, { start: from, end: after(from, HOUR) })?.load).toBeCloseTo(800, 6);
    const minutes = [0, 1, 2, 3].map((minute) => meanOver(spread, { start: after(from, minute * MINUTE), end: after(from, (minute + 1) * MINUTE) })?.load);
    expect(new Set(minutes).size).toBe(4);
    expect(byMinutes(series, whole, 3)).toEqual(spread);
    expect(byMinutes(series, whole, 4)).not.toEqual(spread);
  });

  it('says which flows it tells apart', () => {
    const importOnly = parseUsage('start,import_wh\n2023-01-09T00:00Z,1\n2023-01-09T01:00Z,1\n', { columns: null, label: null, zone: 'UTC' });
    expect(seriesOf(importOnly, { start: from, end: after(from, 2 * HOUR) }, from, 1).sees).toBe('import');
  });
});

describe('the carbon of a grid', () => {
  it('stands from each time of the file to the next, and nowhere else', () => {
    const carbon = carbonFromText('time,g\n2023-01-09T00:00:00Z,120\n2023-01-09T01:00:00Z,90\n', 'UTC');
    expect([after(from, HOUR - 1), after(from, HOUR), after(from, 2 * HOUR), after(from, -1)].map(carbon)).toEqual([120, 90, null, null]);
  });

  it('is refused where no line tells any', () => {
    expect(() => carbonFromText('time,g\nyesterday,much\n', 'UTC')).toThrow('no line with a time and a number');
  });
});
