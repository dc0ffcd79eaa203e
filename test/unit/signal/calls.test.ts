import { describe, expect, it } from 'vitest';
import { contract, HOUR, iso, MINUTE, NOON, SignalHome } from './home.ts';

describe('E13 a call by contract', () => {
  it.each([
    ['firm', true, 'scheduled'],
    ['overridable', true, 'scheduled'],
    ['overridable', false, 'offered'],
    ['advisory', true, 'offered'],
  ])('%s, enrolled %s, is %s', (firmness, enrolled, status) => {
    const home = new SignalHome([contract({ enrolled })]);
    expect(home.send(home.event({ firmness }))).toBeNull();
    expect(home.calls).toMatchObject([{ id: 'dso/peak', issuer: 'dso', status, receivedAt: NOON, basis: status === 'scheduled' ? 'Agreement of 1 May' : null }]);
  });

  it('a dispatch is firm', () => {
    const home = new SignalHome();
    const { firmness: _none, ...order } = home.event();
    expect(home.send({ ...order, kind: 'dispatch' })).toBeNull();
    expect(home.calls).toMatchObject([{ firmness: 'firm', status: 'scheduled' }]);
  });

  it.each<[string, Parameters<typeof contract>[0], Readonly<Record<string, unknown>>, string]>([
    ['more binding than agreed', { firmness: 'overridable' }, { firmness: 'firm' }, 'firmness'],
    ['of a direction that is not agreed', {}, { demand: 'less-generation' }, 'not-contracted'],
    ['longer than agreed', { longest: 30 * MINUTE }, {}, 'too-long'],
    ['for ever', {}, { end: '9999-12-31T00:00:00Z' }, 'too-long'],
    ['since year 1', {}, { start: '0001-01-01T00:00:00Z' }, 'too-long'],
    ['that is over already', {}, { start: iso(NOON - 2 * HOUR), end: iso(NOON) }, 'expired'],
    ['that ends before it starts', {}, { end: iso(NOON) }, 'empty-interval'],
    ['in two months', {}, { start: iso(NOON + 1_440 * HOUR), end: iso(NOON + 1_441 * HOUR) }, 'too-far-ahead'],
    ['with a time without offset', {}, { start: '2026-11-19T18:00' }, 'wrong-shape'],
    ['of a negative power', {}, { power: -1 }, 'negative'],
    ['of 1e9 W', {}, { power: 1e9 }, 'too-large'],
    ['of a text as power', {}, { power: '4200' }, 'not-a-number'],
    ['for an unknown class', {}, { target: { kind: 'class', class: 'toaster' } }, 'wrong-shape'],
    ['with ten thousand intervals', {}, { intervals: Array.from({ length: 10_000 }, () => ({})) }, 'wrong-shape'],
    ['with words beyond measure', {}, { text: 'x'.repeat(501) }, 'wrong-shape'],
    ['for more without consent', {}, { demand: 'more-demand' }, 'no-consent'],
  ])('%s is refused', (_name, terms, change, reason) => {
    const home = new SignalHome([contract(terms)]);
    expect([home.send(home.event(change)), home.calls]).toEqual([reason, []]);
  });

  it('lies within a window of the contract, by the home’s clock: over midnight, and to its very end', () => {
    const evenings = contract({ windows: [{ days: [4], from: 17 * 60, to: 60 }] });
    const at = (start: string, end: string): unknown => new SignalHome([evenings]).send({ kind: 'event', id: 'e', demand: 'less-demand', firmness: 'firm', start, end });
    expect(at('2026-11-19T17:00+01:00', '2026-11-19T21:00+01:00')).toBeNull();
    expect(at('2026-11-19T22:00+01:00', '2026-11-20T01:00+01:00')).toBeNull();
    expect(at('2026-11-20T00:30+01:00', '2026-11-20T01:00+01:00')).toBeNull();
    expect(at('2026-11-19T16:59+01:00', '2026-11-19T18:00+01:00')).toBe('outside-window');
    expect(at('2026-11-19T23:00+01:00', '2026-11-20T01:01+01:00')).toBe('outside-window');
    expect(at('2026-11-20T17:00+01:00', '2026-11-20T18:00+01:00')).toBe('outside-window');
  });

  it('leaves the agreed rest before and after another, and comes so often a day and a year', () => {
    const rested = new SignalHome([contract({ recovery: 6 * HOUR })]);
    expect(rested.send(rested.event())).toBeNull();
    const second = (start: number): unknown => rested.send(rested.event({ id: `e${start}`, start: iso(start), end: iso(start + HOUR) }));
    expect(second(NOON + 8 * HOUR - 1)).toBe('recovery');
    expect(second(NOON + 8 * HOUR)).toBeNull();
    const counted = new SignalHome([contract({ mostPerDay: 2, mostPerYear: 3 })]);
    const nth = (n: number, start: number): unknown => counted.send(counted.event({ id: `e${n}`, start: iso(start), end: iso(start + HOUR) }));
    expect([nth(1, NOON + HOUR), nth(2, NOON + 3 * HOUR), nth(3, NOON + 6 * HOUR)]).toEqual([null, null, 'too-many-today']);
    expect([nth(4, NOON + 48 * HOUR), nth(5, NOON + 96 * HOUR)]).toEqual([null, 'too-many-this-year']);
  });

  it('counts what is still being stored', () => {
    const home = new SignalHome([contract({ mostPerDay: 1 })]);
    home.disk = 'slow';
    home.send(home.event());
    const refused = home.tell({ kind: 'signed', id: 'x', issuer: 'dso', key: 'k1', may: 'all', claims: home.claims(home.event({ id: 'other' })) });
    expect(refused).toMatchObject([{ kind: 'store', record: { journal: { refused: 'too-many-today' } } }]);
  });

  it('for more stays within the household’s consent: W a call, Wh a day', () => {
    const home = new SignalHome([contract({ increase: { power: 3_000, energyPerDay: 5_000 } })]);
    const more = (id: string, power: number | null, hours: number): unknown => home.send(home.event({ id, demand: 'more-demand', power, end: iso(NOON + (1 + hours) * HOUR) }));
    expect([more('a', 3_001, 1), more('b', null, 1), more('c', 1_000, 2.1), more('d', 1_000, 2)]).toEqual(['above-consent', null, 'above-consent', null]);
    expect(home.calls.map(({ power }) => power)).toEqual([3_000, 1_000]);
  });

  it('is about the devices of its target: all, a class as the home file names it, a circuit', () => {
    const home = new SignalHome();
    const targets = [undefined, { kind: 'class', class: 'vehicle' }, { kind: 'class', class: 'cold' }, { kind: 'class', class: 'appliance' }, { kind: 'circuit', circuit: 'garage' }, { kind: 'circuit', circuit: 'constructor' }];
    targets.forEach((target, n) => home.send(home.event({ id: `e${n}`, ...(target ? { target } : {}) })));
    expect(home.calls.map(({ devices }) => devices)).toEqual([['car', 'heater', 'freezer'], ['car'], ['freezer'], [], ['car'], []]);
  });

  it('of the same id again is refused while the first is known', () => {
    const home = new SignalHome();
    home.send(home.event());
    expect(home.send(home.event())).toBe('known-event');
  });

  it('that cannot be stored does not take place', () => {
    const home = new SignalHome();
    home.disk = 'down';
    expect([home.send(home.event()), home.calls]).toEqual(['storage-down', []]);
  });
});

describe('E12 a call begins, is answered and ends on time', () => {
  it('runs from its start to its end by the home’s clock, is shown for a day, and is forgotten', () => {
    const home = new SignalHome();
    home.send(home.event());
    const seen = [59 * MINUTE, MINUTE, 59 * MINUTE, MINUTE, 24 * HOUR - MINUTE, MINUTE].map((length) => {
      home.pass(length);
      return home.status();
    });
    expect(seen).toEqual(['scheduled', 'running', 'running', 'over', 'over', undefined]);
  });

  it('an offer that nobody takes up does not run', () => {
    const home = new SignalHome([contract({ enrolled: false })]);
    home.send(home.event());
    home.pass(61 * MINUTE);
    expect(home.status()).toBe('offered');
    home.pass(HOUR);
    expect(home.status()).toBe('over');
  });

  it('an offer is joined before and while it runs, skipped, left and taken up again', () => {
    const home = new SignalHome([contract({ enrolled: false })]);
    home.send(home.event());
    expect([home.says('dso/peak', 'skip'), home.status()]).toEqual([null, 'skipped']);
    expect([home.says('dso/peak', 'join'), home.status()]).toEqual([null, 'joined']);
    home.pass(HOUR);
    expect([home.status(), home.says('dso/peak', 'opt-out'), home.status()]).toEqual(['running', null, 'opted-out']);
    expect([home.says('dso/peak', 'rejoin'), home.status()]).toEqual([null, 'running']);
    home.pass(HOUR);
    expect([home.status(), home.says('dso/peak', 'rejoin')]).toEqual(['over', 'over']);
    expect(home.says('dso/other', 'join')).toBe('unknown-event');
  });

  it('a firm call is neither skipped nor left', () => {
    const home = new SignalHome();
    home.send(home.event({ firmness: 'firm' }));
    expect([home.says('dso/peak', 'skip'), home.status()]).toEqual(['firm', 'scheduled']);
    home.pass(HOUR);
    expect([home.says('dso/peak', 'opt-out'), home.status()]).toEqual(['firm', 'running']);
  });

  it('a device taken by hand leaves an overridable call, its last one opts out; a firm one keeps them', () => {
    const home = new SignalHome();
    home.send(home.event({ target: { kind: 'circuit', circuit: 'garage' } }));
    home.send(home.event({ id: 'all' }));
    home.pass(HOUR);
    const take = (device: string): void => void home.tell({ kind: 'householder', id: 'a', act: { kind: 'override', device, want: 'on', until: (NOON + 3 * HOUR) as never } });
    take('car');
    home.pass(MINUTE);
    expect([home.status(), home.calls.find(({ id }) => id === 'dso/all')?.devices]).toEqual(['opted-out', ['heater', 'freezer']]);
    const firm = new SignalHome();
    firm.send(firm.event({ firmness: 'firm' }));
    firm.pass(HOUR);
    firm.tell({ kind: 'householder', id: 'a', act: { kind: 'override', device: 'car', want: 'on', until: (NOON + 3 * HOUR) as never } });
    expect(firm.calls[0]?.devices).toEqual(['car', 'heater', 'freezer']);
  });

  it('its issuer cancels it before and while it runs; what never ran was no activation', () => {
    const home = new SignalHome([contract({ mostPerDay: 1 })]);
    home.send(home.event());
    expect([home.send({ kind: 'cancel', event: 'peak' }), home.status()]).toEqual([null, 'cancelled']);
    expect(home.send({ kind: 'cancel', event: 'peak' })).toBe('over');
    expect(home.send(home.event({ id: 'second' }))).toBeNull();
    home.pass(HOUR);
    expect([home.status('dso/second'), home.send({ kind: 'cancel', event: 'second' }), home.status('dso/second')]).toEqual(['running', null, 'cancelled']);
    expect(home.send(home.event({ id: 'third' }))).toBe('too-many-today');
    expect(home.send({ kind: 'cancel', event: 'nothing' })).toBe('unknown-event');
  });

  it('no jump of the wall clock back prolongs a running call', () => {
    const home = new SignalHome();
    home.send(home.event());
    home.pass(HOUR);
    home.wall -= 10 * HOUR;
    home.pass(59 * MINUTE);
    expect(home.status()).toBe('running');
    home.pass(MINUTE);
    expect(home.status()).toBe('over');
  });

  it('with a clock nobody has set no call begins', () => {
    const home = new SignalHome();
    home.send(home.event());
    home.trust = 'none';
    home.pass(90 * MINUTE);
    expect(home.status()).toBe('scheduled');
    home.trust = 'synced';
    home.pass(1_000);
    expect(home.status()).toBe('running');
  });

  it('after a restart it goes on by a clock that is believed, with its own end, and is over by any other', () => {
    for (const [trust, status] of [['floor', 'running'], ['none', 'over']] as const) {
      const home = new SignalHome();
      home.send(home.event());
      home.pass(HOUR);
      home.kept = home.state;
      home.trust = trust;
      home.kill(10 * MINUTE);
      expect(home.status()).toBe(status);
      home.pass(50 * MINUTE);
      expect(home.status()).toBe('over');
    }
  });

  it('an acknowledged call is there after a kill', () => {
    const home = new SignalHome();
    expect(home.send(home.event())).toBeNull();
    home.kill(MINUTE);
    expect(home.status()).toBe('scheduled');
  });
});

describe('a clock that jumps', () => {
  it.each(['none', 'floor', 'synced'] as const)('by two hours while a firm call runs, %s: it runs for its time, and no person leaves it by that', (trust) => {
    const home = new SignalHome();
    home.send(home.event({ firmness: 'firm', start: iso(NOON), end: iso(NOON + HOUR) }));
    home.pass(1_000);
    expect(home.calls[0]?.status).toBe('running');
    home.trust = trust;
    home.wall += 2 * HOUR;
    home.pass(1_000);
    expect(home.calls[0]?.status).toBe('running');
    for (let minute = 0; minute < 59; minute++) home.pass(MINUTE);
    expect(home.calls[0]?.status).toBe('running');
    home.pass(MINUTE);
    expect(home.calls[0]?.status).toBe('over');
  });
});

describe('standing consent to use more, for a day', () => {
  const MORE = { demand: 'more-demand', firmness: 'overridable', power: 2_000 };
  const at = (day: number, hour: number): string => iso(Date.parse('2026-11-19T00:00:00+01:00') + (day * 24 + hour) * HOUR);
  const consenting = (): SignalHome => new SignalHome([contract({ increase: { power: 2_000, energyPerDay: 4_000 } })]);

  it('a call over midnight takes from each day what lies in it', () => {
    const home = consenting();
    // 2000 W from 22:00 to 2:00 are 4000 Wh on either day: all of both.
    expect(home.send(home.event({ ...MORE, id: 'night', start: at(0, 22), end: at(1, 2) }))).toBeNull();
    for (const [id, start, end] of [['before', at(0, 20), at(0, 21)], ['after', at(1, 12), at(1, 13)]]) expect(home.send(home.event({ ...MORE, id, start, end }))).toBe('above-consent');
    expect(home.send(home.event({ ...MORE, id: 'next', start: at(2, 12), end: at(2, 14) }))).toBeNull();
  });
  it('and is refused where one of them is used up', () => {
    const home = consenting();
    expect(home.send(home.event({ ...MORE, id: 'noon', start: at(1, 12), end: at(1, 14) }))).toBeNull();
    expect(home.send(home.event({ ...MORE, id: 'night', start: at(0, 23), end: at(1, 1) }))).toBe('above-consent');
    expect(home.send(home.event({ ...MORE, id: 'evening', start: at(0, 22), end: at(1, 0) }))).toBeNull();
  });
});
