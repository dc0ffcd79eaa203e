import { describe, expect, it } from 'vitest';
import { bandOf, lastingPower, type PastPower } from '../../../src/state/band.ts';

const DAY = 86_400_000;
const HALF_HOUR = 1_800_000;
const NOW = 100 * DAY + 14 * 2 * HALF_HOUR;

/** This hour of `days` earlier days at 300, 400 and 500 W, and nights at 5 kW that must not count. */
function earlier(days: number): PastPower[] {
  return Array.from({ length: days }, (_, back) => [-1, 0, 1].map((step) => ({ start: NOW - (back + 1) * DAY + step * HALF_HOUR, power: 400 + step * 100 })))
    .flat()
    .concat(Array.from({ length: days }, (_, back) => ({ start: NOW - (back + 1) * DAY - 10 * 2 * HALF_HOUR, power: 5_000 })));
}

describe('low, usual and high', () => {
  it('are not said before three days at this hour were seen', () => {
    expect(bandOf(400, NOW, earlier(2))).toEqual({ kind: 'none' });
    expect(bandOf(400, NOW, earlier(3)).kind).toBe('known');
  });

  it('are declared as learning until a fortnight was seen', () => {
    expect(bandOf(400, NOW, earlier(13))).toMatchObject({ learning: true, days: 13 });
    expect(bandOf(400, NOW, earlier(14))).toMatchObject({ learning: false, days: 14 });
  });

  it.each([
    [200, 'low'],
    [420, 'usual'],
    [1_800, 'high'],
  ])('%i W is %s where 300 to 500 W are usual at this hour', (power, word) => {
    expect(bandOf(power, NOW, earlier(14))).toMatchObject({ kind: 'known', word });
  });

  it('compare half-hours with half-hours: a kettle is no peak, and five minutes of a new half-hour say nothing yet', () => {
    const minutes = (n: number) => NOW + n * 60_000;
    expect(lastingPower({ at: minutes(20), averageNow: 450, averageBefore: 400 }, 3_000)).toBe(450);
    expect(lastingPower({ at: minutes(4), averageNow: 2_900, averageBefore: 400 }, 3_000)).toBe(400);
    expect(lastingPower({ at: minutes(20), averageNow: null, averageBefore: null }, 3_000)).toBe(3_000);
  });

  it('have a place on the scale that grows with the power and stays on it', () => {
    const places = [-9_000, 250, 400, 600, 90_000].map((power) => {
      const band = bandOf(power, NOW, earlier(14));
      return band.kind === 'known' ? band.place : Number.NaN;
    });
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect([places[0], places[4]]).toEqual([0, 1]);
  });
});
