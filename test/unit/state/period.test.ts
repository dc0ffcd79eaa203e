import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { barsOf, comparable, dateOf, dateTyped, likeOf, periodAt, shifted, SPANS, type Period, type Span } from '../../../src/state/period.ts';

const LONDON = 'Europe/London';
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Friday 24 March 2023, 14:02:10 in London, still on winter time. */
const NOW = Date.UTC(2023, 2, 24, 14, 2, 10);
const KNOWN = { start: Date.UTC(2022, 0, 3), end: Date.UTC(2023, 2, 25) };
const at = (span: Span, instant = NOW, zone = LONDON): Period => periodAt(span, instant, zone, KNOWN);
const edges = ({ start, end }: Period): [string, string] => [new Date(start).toISOString(), new Date(end).toISOString()];

describe('a period of the past', () => {
  it.each<[Span, string, string]>([
    ['hour', '2023-03-24T13:02:00.000Z', '2023-03-24T14:02:00.000Z'],
    ['day', '2023-03-24T00:00:00.000Z', '2023-03-25T00:00:00.000Z'],
    // Monday to Monday; the last has summer time.
    ['week', '2023-03-20T00:00:00.000Z', '2023-03-26T23:00:00.000Z'],
    ['month', '2023-03-01T00:00:00.000Z', '2023-03-31T23:00:00.000Z'],
    ['year', '2023-01-01T00:00:00.000Z', '2024-01-01T00:00:00.000Z'],
    ['all', '2022-01-03T00:00:00.000Z', '2023-03-25T00:00:00.000Z'],
  ])('of a %s runs from one local edge to the next', (span, start, end) => expect(edges(at(span))).toEqual([start, end]));

  it('has a day of 23 hours in spring and of 25 in autumn, with the bars that were lived', () => {
    const spring = at('day', Date.UTC(2023, 2, 26, 12));
    const autumn = at('day', Date.UTC(2023, 9, 29, 12));
    expect([spring, autumn].map(({ start, end }) => (end - start) / HOUR)).toEqual([23, 25]);
    expect([spring, autumn].map((day) => barsOf(day, LONDON).length)).toEqual([46, 50]);
  });

  it('steps over the change of the clock to whole days', () => {
    expect(edges(shifted(at('day'), 2, LONDON))).toEqual(['2023-03-26T00:00:00.000Z', '2023-03-26T23:00:00.000Z']);
    expect(edges(shifted(at('week'), 1, LONDON))).toEqual(['2023-03-26T23:00:00.000Z', '2023-04-02T23:00:00.000Z']);
    expect(edges(shifted(at('month'), -1, LONDON))).toEqual(['2023-02-01T00:00:00.000Z', '2023-03-01T00:00:00.000Z']);
    expect(edges(shifted(at('month'), -15, LONDON))).toEqual(['2021-12-01T00:00:00.000Z', '2022-01-01T00:00:00.000Z']);
    expect(edges(shifted(at('year'), -1, LONDON))).toEqual(['2022-01-01T00:00:00.000Z', '2023-01-01T00:00:00.000Z']);
  });

  it('is held against the same weekday or month of a year before', () => {
    // 25 March 2022 was a Friday; the week of 21 March 2022 began on a Monday.
    expect(edges(likeOf(at('day'), 'year', LONDON) ?? at('all'))).toEqual(['2022-03-25T00:00:00.000Z', '2022-03-26T00:00:00.000Z']);
    expect(edges(likeOf(at('week'), 'year', LONDON) ?? at('all'))).toEqual(['2022-03-21T00:00:00.000Z', '2022-03-27T23:00:00.000Z']);
    expect(edges(likeOf(at('month'), 'year', LONDON) ?? at('all'))).toEqual(['2022-03-01T00:00:00.000Z', '2022-03-31T23:00:00.000Z']);
    expect(edges(likeOf(at('year'), 'before', LONDON) ?? at('all'))).toEqual(['2022-01-01T00:00:00.000Z', '2023-01-01T00:00:00.000Z']);
  });

  it('has no like where there can be none', () => {
    expect(comparable('all')).toEqual([]);
    expect([likeOf(at('all'), 'before', LONDON), likeOf(at('hour'), 'year', LONDON), likeOf(at('year'), 'year', LONDON)]).toEqual([undefined, undefined, undefined]);
  });

  it('has bars by minute, half-hour, day or month, and by year where months would be too many', () => {
    const counts = SPANS.map((span) => barsOf(at(span), LONDON).length);
    expect(counts).toEqual([60, 48, 7, 31, 12, 15]);
    const decade = periodAt('all', NOW, LONDON, { start: Date.UTC(2014, 5, 1), end: KNOWN.end });
    expect(barsOf(decade, LONDON).map(({ start }) => dateOf(start, LONDON))).toEqual(['2014', '2015', '2016', '2017', '2018', '2019', '2020', '2021', '2022', '2023'].map((year) => `${year}-01-01`));
  });

  it('holds together: bars follow each other and fill their period, in any zone, on any day', () => {
    fc.assert(
      fc.property(fc.constantFrom('Europe/London', 'Australia/Lord_Howe', 'America/Santiago', 'Asia/Kathmandu', 'Africa/Cairo'), fc.constantFrom<Span>('day', 'week', 'month', 'year'), fc.integer({ min: 15_000, max: 21_000 }), (zone, span, day) => {
        const period = at(span, day * DAY + 7 * HOUR, zone);
        const bars = barsOf(period, zone);
        expect([bars[0]?.start, bars.at(-1)?.end]).toEqual([period.start, period.end]);
        bars.slice(1).forEach(({ start }, n) => expect(start).toBe(bars[n]?.end));
        expect(shifted(shifted(period, 1, zone), -1, zone)).toEqual(period);
        expect(shifted(period, 1, zone).start).toBe(period.end);
      }),
      { numRuns: 60 },
    );
  });

  it('is found by a typed date, and by nothing else', () => {
    expect(dateOf(dateTyped('2023-03-26', LONDON) ?? 0, LONDON)).toBe('2023-03-26');
    expect([dateTyped('2023-02-30', LONDON), dateTyped('', LONDON)]).toEqual([undefined, undefined]);
  });
});
