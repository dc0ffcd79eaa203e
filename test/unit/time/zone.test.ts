import { describe, expect, it } from 'vitest';
import { civilDate, isoWeekday, parseCivilDate } from '#domain/time/civil.ts';
import { HOUR, type Instant } from '#domain/time/instant.ts';
import { dayOf, daysTouched, instantsOf, isZone, localDay, offsetRuns, wallClock } from '#domain/time/zone.ts';
import { instantOfText, instantsInOrder, parseTimeText } from '#domain/time/text.ts';

const utc = (text: string): Instant => Date.parse(text) as Instant;
const wall = (text: string): number => Date.parse(`${text}Z`);

describe('a local day', () => {
  it.each([
    ['Europe/London', '2023-03-25', '2023-03-25T00:00Z', 24],
    ['Europe/London', '2023-03-26', '2023-03-26T00:00Z', 23],
    ['Europe/London', '2023-03-27', '2023-03-26T23:00Z', 24],
    ['Europe/London', '2023-10-29', '2023-10-28T23:00Z', 25],
    ['Europe/Berlin', '2023-03-26', '2023-03-25T23:00Z', 23],
    ['Europe/Berlin', '2023-10-29', '2023-10-28T22:00Z', 25],
    ['Australia/Lord_Howe', '2023-04-02', '2023-04-01T13:00Z', 24.5],
    ['Australia/Lord_Howe', '2023-10-01', '2023-09-30T13:30Z', 23.5],
    ['Australia/Sydney', '2023-04-02', '2023-04-01T13:00Z', 25],
    ['Australia/Sydney', '2023-10-01', '2023-09-30T14:00Z', 23],
    ['America/New_York', '2023-03-12', '2023-03-12T05:00Z', 23],
    ['America/New_York', '2023-11-05', '2023-11-05T04:00Z', 25],
    ['Africa/Casablanca', '2023-03-19', '2023-03-18T23:00Z', 25],
    ['Africa/Casablanca', '2023-04-23', '2023-04-23T00:00Z', 23],
    ['Africa/Cairo', '2023-04-28', '2023-04-27T22:00Z', 23],
    ['America/Santiago', '2022-09-11', '2022-09-11T04:00Z', 23],
    ['America/Havana', '2023-11-05', '2023-11-05T04:00Z', 25],
  ])('%s %s starts at %s and has %d h', (zone, date, start, hours) => {
    const day = dayOf(date, zone);
    expect(day?.interval.start).toBe(utc(start));
    expect(((day?.interval.end ?? 0) - (day?.interval.start ?? 0)) / HOUR).toBe(hours);
  });

  it('holds its first moment and not its end', () => {
    const { interval } = localDay(utc('2023-03-26T12:00Z'), 'Europe/London');
    expect(localDay(interval.start, 'Europe/London').date).toBe('2023-03-26');
    expect(localDay(interval.end, 'Europe/London').date).toBe('2023-03-27');
    expect(localDay((interval.end - 1) as Instant, 'Europe/London').date).toBe('2023-03-26');
  });

  it('follows the one before it without a gap all year, where the clock skips midnight, and where it skipped a date', () => {
    for (const zone of ['Europe/London', 'Africa/Cairo', 'America/Santiago', 'Asia/Beirut', 'Australia/Lord_Howe']) {
      const days = daysTouched({ start: utc('2023-01-01T12:00Z'), end: utc('2024-01-01T12:00Z') }, zone);
      expect(days.every((day, index) => index === 0 || days[index - 1]?.interval.end === day.interval.start)).toBe(true);
      expect(days.length).toBe(366);
    }
    const apia = daysTouched({ start: utc('2011-12-29T12:00Z'), end: utc('2011-12-31T12:00Z') }, 'Pacific/Apia');
    expect(apia.map(({ date }) => date)).toEqual(['2011-12-29', '2011-12-31', '2012-01-01']);
  });

  it('is touched by half-open intervals: one that ends at midnight does not touch the next', () => {
    const dates = (start: string, end: string): string[] => daysTouched({ start: utc(start), end: utc(end) }, 'Europe/London').map(({ date }) => date);
    expect(dates('2023-06-01T22:30Z', '2023-06-01T23:00Z')).toEqual(['2023-06-01']);
    expect(dates('2023-06-01T22:30Z', '2023-06-01T23:30Z')).toEqual(['2023-06-01', '2023-06-02']);
    expect(dates('2023-06-01T22:30Z', '2023-06-01T22:30Z')).toEqual([]);
  });
});

describe('the wall clock', () => {
  it('shows date, weekday, month and minute of the day in the zone', () => {
    expect(wallClock(utc('2023-03-26T01:30:59Z'), 'Europe/London')).toEqual({ date: '2023-03-26', year: 2023, month: 3, day: 26, weekday: 7, minuteOfDay: 150 });
    expect(wallClock(utc('2023-12-31T23:00Z'), 'Australia/Lord_Howe')).toMatchObject({ date: '2024-01-01', weekday: 1, minuteOfDay: 600 });
    expect(wallClock(utc('1969-12-31T23:59Z'), 'UTC')).toMatchObject({ date: '1969-12-31', weekday: 3, minuteOfDay: 1439 });
  });

  it('shows a time twice in autumn, never in spring, else once', () => {
    expect(instantsOf(wall('2023-10-29T01:30'), 'Europe/London')).toEqual([utc('2023-10-29T00:30Z'), utc('2023-10-29T01:30Z')]);
    expect(instantsOf(wall('2023-03-26T01:30'), 'Europe/London')).toEqual([]);
    expect(instantsOf(wall('2023-03-26T02:00'), 'Europe/London')).toEqual([utc('2023-03-26T01:00Z')]);
    expect(instantsOf(wall('2023-04-02T01:45'), 'Australia/Lord_Howe')).toEqual([utc('2023-04-01T14:45Z'), utc('2023-04-01T15:15Z')]);
    expect(instantsOf(wall('2023-06-01T12:00'), 'America/New_York')).toEqual([utc('2023-06-01T16:00Z')]);
  });

  it('changes its offset at the moment of the change and nowhere else', () => {
    const runs = offsetRuns({ start: utc('2023-03-01T00:00Z'), end: utc('2023-12-01T00:00Z') }, 'Europe/London');
    expect(runs).toEqual([
      { start: utc('2023-03-01T00:00Z'), end: utc('2023-03-26T01:00Z'), offset: 0 },
      { start: utc('2023-03-26T01:00Z'), end: utc('2023-10-29T01:00Z'), offset: HOUR },
      { start: utc('2023-10-29T01:00Z'), end: utc('2023-12-01T00:00Z'), offset: 0 },
    ]);
    expect(offsetRuns({ start: utc('2023-10-29T01:00Z'), end: utc('2023-10-29T02:00Z') }, 'Europe/London')).toHaveLength(1);
  });
});

describe('times as texts', () => {
  it.each([
    ['2023-03-26 01:00:00+00:00', '2023-03-26T01:00Z'],
    ['2023-03-26T03:00:00.250+02:00', '2023-03-26T01:00:00.250Z'],
    ['2023-03-25T20:00-0500', '2023-03-26T01:00Z'],
    ['2023-03-26T01:00:00Z', '2023-03-26T01:00Z'],
    ['2023-03-25T24:00Z', '2023-03-26T00:00Z'],
  ])('%s is %s', (text, at) => expect(parseTimeText(text)).toEqual({ kind: 'instant', at: utc(at) }));

  it.each(['', '2023-02-30', '2023-13-01T00:00', '26/03/2023 01:00', '2023-03-26T25:00Z', '2023-03-26T24:01Z', '2023-03-26T12:60Z', 'now', '2023-03-26T00:00+99:00'])('refuses %j', (text) =>
    expect(parseTimeText(text)).toBeUndefined());

  it('reads a date alone as the first moment of the local day', () => {
    expect(instantOfText('2023-06-01', 'Europe/London')).toBe(utc('2023-05-31T23:00Z'));
    expect(instantOfText('2023-04-28', 'Africa/Cairo')).toBe(utc('2023-04-27T22:00Z'));
  });

  it('tells the two rounds of a repeated hour apart by their order, old to new and new to old', () => {
    const walls = ['00:30', '01:00', '01:30', '01:00', '01:30', '02:00'].map((time) => wall(`2023-10-29T${time}`));
    const expected = ['2023-10-28T23:30Z', '2023-10-29T00:00Z', '2023-10-29T00:30Z', '2023-10-29T01:00Z', '2023-10-29T01:30Z', '2023-10-29T02:00Z'].map(utc);
    expect(instantsInOrder(walls, 'Europe/London')).toEqual(expected);
    expect(instantsInOrder([...walls].reverse(), 'Europe/London', true)).toEqual([...expected].reverse());
  });

  it('says null for a time that the clock never showed', () => expect(instantsInOrder([wall('2023-03-26T01:30')], 'Europe/London')).toEqual([null]));
});

describe('zones and dates', () => {
  it.each(['Europe/London', 'UTC', 'America/Argentina/Buenos_Aires'])('%s is a zone', (zone) => expect(isZone(zone)).toBe(true));
  it.each(['', 'Europe/Nowhere', '+01:00', 'London'])('%j is none', (zone) => expect(isZone(zone)).toBe(false));
  it('knows weekdays and leap days', () => {
    expect(isoWeekday(parseCivilDate('2024-02-29') ?? 0)).toBe(4);
    expect(parseCivilDate('2023-02-29')).toBeUndefined();
    expect(civilDate((parseCivilDate('2100-02-28') ?? 0) + 1)).toBe('2100-03-01');
  });
});
