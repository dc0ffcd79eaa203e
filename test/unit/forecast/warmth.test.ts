import { describe, expect, it } from 'vitest';
import { forecastAt, initialOutlook, learn, type OutlookState } from '#domain/forecast/outlook.ts';
import { HOUR, instant } from '#domain/time/instant.ts';

const HALF_HOUR = HOUR / 2;
const DAY = 24 * HOUR;
const NOVEMBER = instant(Date.UTC(2023, 10, 1));
/** Mild and cold spells of three days, °C. */
const weather = (at: number): number => (Math.floor((at - NOVEMBER) / (3 * DAY)) % 2 === 0 ? 12 : 2);
/** A heat pump: 400 W, and 100 W for each degree below fifteen. */
const heated = (celsius: number): number => 400 + 100 * Math.max(0, 15 - celsius);

function live(load: (celsius: number) => number, isMeasured: boolean): OutlookState {
  let state = initialOutlook('Europe/Berlin');
  for (let at: number = NOVEMBER; at < NOVEMBER + 60 * DAY; at += HALF_HOUR) {
    state = learn(state, { kind: 'measured', start: instant(at), end: instant(at + HALF_HOUR), load: load(weather(at)), generation: null, celsius: isMeasured ? weather(at) : null });
  }
  return state;
}

/** The last three days were cold; tomorrow is told to be `celsius`. */
function tomorrow(state: OutlookState, celsius: number | null): number {
  const now = instant(NOVEMBER + 60 * DAY);
  const slot = { start: instant(now + DAY), end: instant(now + DAY + HALF_HOUR) };
  const told = celsius === null ? state : learn(state, { kind: 'weather', source: 'dwd', issued: now, slots: [{ ...slot, celsius }] });
  return forecastAt(told, now, [slot]).load[0]?.mean ?? Number.NaN;
}

describe('a home that is heated by electricity', () => {
  it('is expected to take more on a day that is told to be colder, within a sixth of what it will', () => {
    const state = live(heated, true);
    expect(tomorrow(state, -3)).toBeGreaterThan(heated(-3) - 300);
    expect(tomorrow(state, -3)).toBeLessThan(heated(-3) + 300);
    expect(tomorrow(state, 12) - heated(12)).toBeLessThan(300);
  });

  it('takes as usual where nobody tells the weather, or nobody measured it', () => {
    expect(tomorrow(live(heated, false), -3)).toBe(tomorrow(live(heated, false), null));
  });

  it('does not see an answer to the weather where there is none', () => {
    const state = live(() => 500, true);
    expect(tomorrow(state, -3)).toBeCloseTo(500, 0);
  });
});
