import { describe, expect, it } from 'vitest';
import { instant } from '#domain/time/instant.ts';
import { NO_REST, restRefusal, type EventRest } from '#domain/signal/rest.ts';
import { contract, HOUR, iso, SignalHome } from './home.ts';

const ZONE = 'Europe/Berlin';
const at = (text: string) => instant(Date.parse(text));
const call = (start: string, end: string, firmness: 'advisory' | 'overridable' | 'firm' = 'overridable') => ({ start: at(start), end: at(end), firmness });
const started = (...starts: readonly string[]) => starts.map((start) => ({ start: at(start) }));

/** A Thursday, an hour from five. */
const THURSDAY = call('2026-11-19T17:00+01:00', '2026-11-19T18:00+01:00');

describe('U33 how often and when the household wants to be called', () => {
  it('nothing is declined where it has asked for no rest', () => {
    expect(restRefusal(THURSDAY, NO_REST, started('2026-11-19T08:00+01:00', '2026-11-19T09:00+01:00'), ZONE)).toBeNull();
  });

  it('so many a local day, and no more', () => {
    const rest: EventRest = { ...NO_REST, mostPerDay: 1 };
    expect(restRefusal(THURSDAY, rest, started('2026-11-19T00:00+01:00'), ZONE)).toBe('household-day');
    expect(restRefusal(THURSDAY, rest, started('2026-11-18T23:59+01:00', '2026-11-20T00:00+01:00'), ZONE)).toBeNull();
    expect(restRefusal(THURSDAY, { ...NO_REST, mostPerDay: 0 }, [], ZONE)).toBe('household-day');
  });

  it('so many a week from Monday, also over the change of the clocks', () => {
    const rest: EventRest = { ...NO_REST, mostPerWeek: 2 };
    expect(restRefusal(THURSDAY, rest, started('2026-11-16T00:00+01:00', '2026-11-22T23:00+01:00'), ZONE)).toBe('household-week');
    expect(restRefusal(THURSDAY, rest, started('2026-11-15T23:59+01:00', '2026-11-23T00:00+01:00'), ZONE)).toBeNull();
    const sunday = call('2026-10-25T20:00+01:00', '2026-10-25T21:00+01:00');
    expect(restRefusal(sunday, { ...NO_REST, mostPerWeek: 1 }, started('2026-10-19T00:00+02:00'), ZONE)).toBe('household-week');
    expect(restRefusal(sunday, { ...NO_REST, mostPerWeek: 1 }, started('2026-10-18T23:59+02:00'), ZONE)).toBeNull();
  });

  it('not at night, over midnight and to the minute', () => {
    const rest: EventRest = { ...NO_REST, quiet: [{ days: null, from: 22 * 60, to: 7 * 60 }] };
    expect(restRefusal(call('2026-11-19T21:00+01:00', '2026-11-19T22:01+01:00'), rest, [], ZONE)).toBe('quiet-time');
    expect(restRefusal(call('2026-11-19T06:59+01:00', '2026-11-19T08:00+01:00'), rest, [], ZONE)).toBe('quiet-time');
    expect(restRefusal(call('2026-11-19T07:00+01:00', '2026-11-19T22:00+01:00'), rest, [], ZONE)).toBeNull();
    // Longer than a night: it touches one although it begins and ends by day.
    expect(restRefusal(call('2026-11-19T12:00+01:00', '2026-11-20T12:00+01:00'), rest, [], ZONE)).toBe('quiet-time');
  });

  it('not on whole days', () => {
    const rest: EventRest = { ...NO_REST, quiet: [{ days: [6, 7], from: 0, to: 1_440 }] };
    expect(restRefusal(call('2026-11-20T23:00+01:00', '2026-11-21T00:00+01:00'), rest, [], ZONE)).toBeNull();
    expect(restRefusal(call('2026-11-20T23:00+01:00', '2026-11-21T00:01+01:00'), rest, [], ZONE)).toBe('quiet-time');
    expect(restRefusal(call('2026-11-22T23:00+01:00', '2026-11-22T23:59+01:00'), rest, [], ZONE)).toBe('quiet-time');
    expect(restRefusal(call('2026-11-23T00:00+01:00', '2026-11-23T01:00+01:00'), rest, [], ZONE)).toBeNull();
  });

  it('an order is never asked for', () => {
    const rest: EventRest = { mostPerDay: 0, mostPerWeek: 0, quiet: [{ days: null, from: 0, to: 1_440 }] };
    expect(restRefusal({ ...THURSDAY, firmness: 'firm' }, rest, started('2026-11-19T08:00+01:00'), ZONE)).toBeNull();
  });
});

describe('the home of a household that wants rest', () => {
  const asks = (home: SignalHome, rest: EventRest): unknown => home.tell({ kind: 'householder', id: 'r', act: { kind: 'event-rest', rest } })[0];
  const ordered = (home: SignalHome, id: string, hours: number, more = {}): unknown => home.send(home.event({ id, start: iso(home.wall + hours * HOUR), end: iso(home.wall + (hours + 0.5) * HOUR), ...more }));

  it('declines to the sender with the reason, and takes up what comes after a skipped one', () => {
    const home = new SignalHome([contract({ enrolled: false })]);
    expect(asks(home, { ...NO_REST, mostPerDay: 1 })).toMatchObject({ kind: 'householder-answer', outcome: 'done' });
    expect(ordered(home, 'a', 1)).toBeNull();
    expect(ordered(home, 'b', 2)).toBe('household-day');
    home.says('dso/a', 'skip');
    expect(ordered(home, 'c', 2)).toBeNull();
  });

  it('the stricter of contract and household holds, whichever it is', () => {
    const strict = new SignalHome([contract({ mostPerDay: 1 })]);
    asks(strict, { ...NO_REST, mostPerDay: 5 });
    expect([ordered(strict, 'a', 1), ordered(strict, 'b', 2)]).toEqual([null, 'too-many-today']);
    const tired = new SignalHome([contract({ mostPerDay: 5 })]);
    asks(tired, { ...NO_REST, mostPerDay: 1 });
    expect([ordered(tired, 'a', 1), ordered(tired, 'b', 2)]).toEqual([null, 'household-day']);
  });

  it('orders and limits come through all the same', () => {
    const home = new SignalHome([contract()]);
    asks(home, { mostPerDay: 0, mostPerWeek: 0, quiet: [{ days: null, from: 0, to: 1_440 }] });
    expect(ordered(home, 'a', 1)).toBe('quiet-time');
    expect(ordered(home, 'b', 2, { firmness: 'firm' })).toBeNull();
  });

  it('remembers it over a restart, and a state of an earlier version has none', () => {
    const home = new SignalHome([contract()]);
    asks(home, { ...NO_REST, mostPerDay: 0 });
    home.kept = JSON.parse(JSON.stringify(home.state)) as typeof home.state;
    home.kill();
    expect(ordered(home, 'a', 1)).toBe('household-day');
    const { rest: _none, ...old } = home.state;
    home.state = old;
    expect(ordered(home, 'b', 1)).toBeNull();
  });
});
