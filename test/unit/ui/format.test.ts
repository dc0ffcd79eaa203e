import { describe, expect, it } from 'vitest';
import { verbOf } from '../../../src/ui/format/act.ts';
import { dayAfter, localHours, nextTimeOfDay } from '../../../src/ui/format/day.ts';
import { formatMoney, formatPrice } from '../../../src/ui/format/money.ts';
import { formatEnergy, formatPower } from '../../../src/ui/format/power.ts';
import { formatSpan } from '../../../src/ui/format/span.ts';
import { formatAge, formatClock, formatNear, isBetween } from '../../../src/ui/format/time.ts';
import { formatDays } from '../../../src/ui/format/weekdays.ts';
import { en } from '../../../src/ui/text/en.ts';

describe('days of the week', () => {
  it.each([
    ['en-GB', [1, 2, 3, 4, 5], 'Mon–Fri'],
    ['en-GB', [1, 5], 'Mon and Fri'],
    ['en-GB', [1, 2, 3, 6, 7], 'Mon–Wed, Sat and Sun'],
    ['de-DE', [5, 6, 7], 'Fr–So'],
  ])('in %s, %j read %s', (language, days, text) => expect(formatDays(language, days)).toBe(text));
});

describe('money', () => {
  it.each([
    [240_000, 'GBP', 'en-GB', '24p'],
    [0, 'GBP', 'en-GB', '0p'],
    [-4_000, 'GBP', 'en-GB', '0p'],
    [-34_000, 'GBP', 'en-GB', '−3p'],
    [994_000, 'GBP', 'en-GB', '99p'],
    [996_000, 'GBP', 'en-GB', '£1.00'],
    [-1_500_000, 'GBP', 'en-GB', '−£1.50'],
    [240_000, 'EUR', 'de-DE', '24 ct'],
    [1_337_000, 'EUR', 'de-DE', '1,34 €'],
    [240_000, 'JPY', 'en-GB', '¥0'],
    [1_400_000, 'GBP', 'fr-FR', '1,40 £'],
    [-1_400_000, 'EUR', 'ar', '\u2066−1.40 €\u2069'],
    [1_400_000, 'GBP', 'ar', '\u20661.40 £\u2069'],
    [220_000, 'EUR', 'ar', '\u206622 ct\u2069'],
  ])('of %i micro %s in %s reads %s', (micro, currency, language, text) => {
    expect(formatMoney(language, micro, currency).replace(/\u00a0/g, ' ')).toBe(text);
  });

  it('as a price keeps one decimal of a penny and no false ones', () => {
    expect(formatPrice('en-GB', 273_400, 'GBP')).toBe('27.3p');
    expect(formatPrice('en-GB', 92_000, 'GBP')).toBe('9.2p');
    expect(formatPrice('de-DE', 345_600, 'EUR')).toBe('34,6 ct');
  });
});

describe('power and energy', () => {
  it.each([
    [0, '0 W'],
    [87, '87 W'],
    [824, '820 W'],
    [996, '1.00 kW'],
    [-2_514, '2.51 kW'],
    [12_340, '12.3 kW'],
  ])('%i W reads %s: the direction is a word, not a sign', (watts, text) => expect(formatPower('en-GB', watts)).toBe(text));

  it('of 6.5 kWh and 12.34 kWh keeps what can be read', () => {
    expect([formatEnergy('en-GB', 6_500_000), formatEnergy('en-GB', 12_340_000)]).toEqual(['6.50 kWh', '12.3 kWh']);
  });
});

describe('time', () => {
  it('on another day says which', () => {
    const now = Date.UTC(2023, 2, 25, 22);
    const near = (day: number, hour: number): string => formatNear('en-GB', Date.UTC(2023, 2, day, hour), 'Europe/London', now);
    expect([near(25, 23), near(26, 0), near(26, 1), near(27, 3)]).toEqual(['23:00', 'Sun 00:00', 'Sun 02:00', 'Mon 04:00']);
    expect(formatNear('en-GB', Date.UTC(2023, 2, 10, 9), 'Europe/London', now)).toBe('Fri 10 Mar, 09:00');
  });

  it('of day is the home’s, not the phone’s', () => {
    expect(formatClock('en-GB', Date.UTC(2023, 2, 26, 1, 30), 'Europe/London')).toBe('02:30');
    expect(formatClock('en-GB', Date.UTC(2023, 2, 26, 0, 30), 'Europe/London')).toBe('00:30');
  });

  it.each([
    [999, '0 s ago'],
    [4_000, '4 s ago'],
    [61_000, '1 min ago'],
    [7_300_000, '2 h ago'],
    [200_000_000, '2 d ago'],
  ])('passed of %i ms reads %s', (age, text) => expect(formatAge(en, age)).toBe(text));

  it('on the day the clocks go forward has 23 hours and no 01:00', () => {
    const start = Date.UTC(2023, 2, 26);
    const hours = localHours(start, dayAfter(start, 'Europe/London'), 'Europe/London').map(({ hour }) => hour);
    expect(hours).toHaveLength(23);
    expect(hours.slice(0, 3)).toEqual([0, 2, 3]);
  });

  it('typed means the next time the clock shows it', () => {
    const evening = Date.UTC(2023, 2, 25, 22);
    expect(nextTimeOfDay(evening, '07:00', 'Europe/London')).toBe(Date.UTC(2023, 2, 26, 6));
    expect(nextTimeOfDay(evening, '23:30', 'Europe/London')).toBe(Date.UTC(2023, 2, 25, 23, 30));
    for (const text of ['soon', '24:00', '12:60', '7']) expect(nextTimeOfDay(evening, text, 'Europe/London')).toBeUndefined();
    for (const text of ['7:00', '0700', '07.00', ' 07:00 ']) expect(nextTimeOfDay(evening, text, 'Europe/London')).toBe(Date.UTC(2023, 2, 26, 6));
  });
});

describe('an act', () => {
  it.each([
    [{ kind: 'run' }, 'run'],
    [{ kind: 'hold', power: 2_200 }, 'charge'],
    [{ kind: 'hold', power: -500 }, 'discharge'],
    [{ kind: 'hold', power: 0 }, 'idle'],
    [{ kind: 'follow', min: -2_500, max: 0, grid: 0 }, 'discharge'],
    [{ kind: 'follow', min: 0, max: 2_500, grid: 0 }, 'surplus'],
    [{ kind: 'atLeast', power: 0, max: 2_000 }, 'surplus'],
    [{ kind: 'follow', min: -2_500, max: 2_500, grid: 0 }, 'follow'],
    [{ kind: 'atLeast', power: 1_000, max: 2_000 }, 'charge'],
  ] as const)('%o is called %s', (policy, verb) => expect(verbOf(policy)).toBe(verb));
});

describe('a length of time', () => {
  it.each([
    [0, '0 s'],
    [89_001, '90 s'],
    [120_000, '2 min'],
    [43 * 60_000 - 1, '43 min'],
    [89 * 60_000, '89 min'],
    [2 * 3_600_000, '2 h'],
    [2 * 3_600_000 + 300_000, '2 h 5 min'],
    [49 * 3_600_000, '2 d'],
  ])('of %i ms counts down as %s', (ms, text) => expect(formatSpan(en, ms)).toBe(text));
});

describe('hours of a day', () => {
  it.each([
    ['22:00', '22:00', '07:00', true],
    ['03:00', '22:00', '07:00', true],
    ['07:00', '22:00', '07:00', false],
    ['21:59', '22:00', '07:00', false],
    ['13:00', '12:00', '14:00', true],
    ['14:00', '12:00', '14:00', false],
    ['12:00', '12:00', '12:00', false],
  ])('%s is within %s to %s: %s', (time, from, to, within) => expect(isBetween(time, from, to)).toBe(within));
});
