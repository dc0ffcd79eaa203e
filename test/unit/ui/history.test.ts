import { describe, expect, it } from 'vitest';
import type { PastUse } from '../../../src/state/past.ts';
import { readView } from '../../../src/state/pastView.ts';
import { periodAt, shifted, type Against, type Span } from '../../../src/state/period.ts';
import { barName, marksOf, periodName } from '../../../src/ui/history/names.ts';
import { comparison, pointsOf, rowsOf, sentence, summary, type Telling } from '../../../src/ui/history/said.ts';
import { en } from '../../../src/ui/text/en.ts';
import { history } from '../../../src/ui/text/en/history.ts';
import { homeMessages, TOLD_AT } from '../../../src/ui/gallery/exampleHome.ts';
import { pastDays, pastRows } from '../../../src/ui/gallery/examplePast.ts';

const LONDON = 'Europe/London';
const HALF_HOUR = 1_800_000;
const telling: Telling = { words: en, text: history, zone: LONDON, now: 0, currency: 'GBP', figure: 'money', isFile: false };
const home: PastUse = { days: async () => pastDays(), read: async (kind, start, end) => ({ rows: pastRows(kind, start, end), unread: [] }) };
const at = (span: Span, steps = 0, now = TOLD_AT) => shifted(periodAt(span, now, LONDON, { start: 0, end: now }), steps, LONDON);
const view = (span: Span, steps = 0, against: Against | null = null, past = home) => readView(past, { period: at(span, steps), against, zone: LONDON, now: TOLD_AT, slots: homeMessages().tariff?.slots ?? [] });

/** A day whose half-hours cost what the function says, micro a kWh; 0.25 kWh each. */
const priced = (price: (n: number) => number | null): PastUse => ({
  ...home,
  read: async (kind, start, end) => ({ rows: pastRows(kind, start, end).map((row, n) => ({ ...row, cost: kind === 'slots' ? (price(n) === null ? null : Math.round((price(n) ?? 0) / 4)) : null })), unread: [] }),
});

describe('the words of the past', () => {
  it('name a period as people do', () => {
    const name = (span: Span) => periodName(history, 'en-GB', at(span), LONDON).replace(/\s–\s/, '–').replace('Friday,', 'Friday');
    expect((['hour', 'day', 'week', 'month', 'year'] as const).map(name)).toEqual(['13:02–14:02, Friday 24 March 2023', 'Friday 24 March 2023', '20–26 March 2023', 'March 2023', '2023']);
  });

  it('tell the hour that comes twice apart, and leave out the one that does not come', () => {
    const autumn = at('day', 0, Date.UTC(2023, 9, 29, 12));
    const names = [0, 2, 4].map((n) => barName('en-GB', autumn, LONDON, { start: autumn.start + n * HALF_HOUR, end: autumn.start + (n + 1) * HALF_HOUR }));
    expect(names).toEqual(['00:00 BST', '01:00 BST', '01:00 GMT']);
    const spring = at('day', 0, Date.UTC(2023, 2, 26, 12));
    expect([1, 2].map((n) => barName('en-GB', spring, LONDON, { start: spring.start + n * HALF_HOUR, end: spring.start + (n + 1) * HALF_HOUR }))).toEqual(['00:30 GMT', '02:00 BST']);
    expect(marksOf('en-GB', spring, LONDON, []).map(({ at: when, text }) => [(when - spring.start) / HALF_HOUR, text])).toEqual([[0, '00'], [10, '06'], [22, '12'], [34, '18']]);
  });

  it('say money that came in as earned, and energy without a price as such', async () => {
    expect(sentence(telling, (await view('day', 0, null, priced(() => -100_000))).now)).toMatch(/: 70p earned, 7\.00 kWh bought\.$/);
    expect(sentence(telling, (await view('day', 0, null, priced(() => null))).now)).toMatch(/: 7\.00 kWh\. No tariff prices it\.$/);
    expect(summary(telling, (await view('day', 0, null, priced((n) => (n < 4 ? null : 200_000)))).now)).toBe('Both halves are much the same. Without a price: 2 h.');
  });

  it('say trend, extremes and exceptions', async () => {
    expect(summary(telling, (await view('week')).now)).toBe('Most: Wed 22 Mar, £4.80. Least: Fri 24 Mar, £1.40. Missing: 2 h. Estimated: 30 min, drawn as an outline.');
    expect(summary(telling, (await view('day', 0, null, priced((n) => (n < 14 ? 100_000 : 400_000)))).now)).toBe('The second half is higher than the first. Most: 07:00, 10p. Least: 00:00, 3p.');
  });

  it('compare only what is known, and say with what', async () => {
    expect(comparison(telling, await view('day', -1, 'before'), 'before')).toBe('50% less than the day before.');
    expect(comparison(telling, await view('day', 0, 'year'), 'year')).toBe('About the same as the same weekday a year before, up to the same moment.');
    expect(comparison(telling, await view('year', 0, 'before'), 'before')).toBe('Too little is known to compare with the year before.');
  });

  it('give a half-hour the colour and the word of its price, and none where all cost the same', async () => {
    const night = await view('day', 0, null, priced((n) => (n < 12 ? 92_000 : n === 20 ? 410_000 : 273_000)));
    expect([0, 13, 20].map((n) => pointsOf(telling, night)[n]).map((point) => [point?.level, point?.said])).toEqual([
      ['cheap', '00:00: 2p, cheap'],
      ['usual', '06:30: 7p'],
      ['dear', '10:00: 10p, dear'],
    ]);
    // At noon something was sent out: the sum is of two prices.
    expect(pointsOf(telling, night)[24]?.level).toBe('');
    expect(new Set(pointsOf(telling, await view('day')).map(({ level }) => level))).toEqual(new Set(['']));
  });

  it('have a row for each bar that is over, with a dash where nothing is known', async () => {
    const rows = rowsOf(telling, (await view('day', -3)).now);
    expect(rows).toHaveLength(48);
    expect([rows[12], rows[24]]).toEqual([['06:00', 'missing', '–', '–'], ['12:00', '0.25 kWh', '0.10 kWh', '5p']]);
  });
});
