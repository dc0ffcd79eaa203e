import { describe, expect, it } from 'vitest';
import { contract, HOUR, iso, MINUTE, NOON, SignalHome } from './home.ts';

const HOLD = { kind: 'hold' };
const ends = (home: SignalHome): readonly unknown[] => home.admitted.map((effect) => (effect.kind === 'admit-signal' ? (effect.signal as { intervals: readonly { end: number | null }[] }).intervals[0]?.end : null));
const whenever = contract({ holdOnlyAfterOutage: false });

describe('E6 all holds after one outage last no longer than one', () => {
  it('each of a chain ends with the longest that began with the first', () => {
    const home = new SignalHome([whenever]);
    for (let n = 0; n < 4; n += 1) {
      expect(home.send(HOLD)).toBeUndefined();
      home.pass(29 * MINUTE);
    }
    expect(ends(home)).toEqual(Array.from({ length: 4 }, () => NOON + 2 * HOUR));
    home.pass(4 * MINUTE);
    expect(home.send(HOLD)).toBe('hold-used-up');
    expect(home.send({ kind: 'hold', until: iso(home.wall + MINUTE) })).toBe('hold-used-up');
    expect(home.send({ kind: 'release' })).toBeUndefined();
  });

  it('a release between them starts no new one', () => {
    const home = new SignalHome([whenever]);
    home.send(HOLD);
    home.pass(HOUR);
    home.send({ kind: 'release' });
    home.send(HOLD);
    expect(ends(home)).toEqual([NOON + 2 * HOUR, null, NOON + 2 * HOUR]);
  });

  it('is counted by the time the machine is up: a wall clock set back, or a restart of the gateway, gives no more', () => {
    const home = new SignalHome([whenever]);
    home.send(HOLD);
    home.pass(90 * MINUTE);
    home.wall -= 10 * HOUR;
    home.send(HOLD);
    expect(ends(home).at(-1)).toBe(home.wall + 30 * MINUTE);
    const restarted = new SignalHome([whenever], { upBefore: 3 * HOUR });
    restarted.state = JSON.parse(JSON.stringify(home.state)) as typeof home.state;
    Object.assign(restarted, { boot: 'b2', wall: home.wall });
    expect(restarted.send({ ...home.claims(HOLD), seq: 99, jti: 'later' })).toBe('hold-used-up');
  });

  it('after the next outage, and without one after a day, an issuer may hold again', () => {
    const home = new SignalHome([whenever]);
    home.send(HOLD);
    home.pass(24 * HOUR - MINUTE);
    expect(home.send(HOLD)).toBe('hold-used-up');
    home.pass(MINUTE);
    expect(home.send(HOLD)).toBeUndefined();
    const outage = new SignalHome([contract()], { machineBoot: 'm2' });
    outage.state = JSON.parse(JSON.stringify(home.state)) as typeof home.state;
    Object.assign(outage, { boot: 'b2', wall: home.wall });
    expect(outage.send({ ...home.claims(HOLD), seq: 99, jti: 'later' })).toBeUndefined();
  });

  it('one issuer’s holds are not another’s, and none of them counts that was refused', () => {
    const home = new SignalHome([whenever, contract({ issuer: 'other', holdOnlyAfterOutage: false })]);
    home.send({ kind: 'hold', until: iso(NOON) });
    home.pass(HOUR);
    home.send(HOLD);
    home.send({ ...home.claims(HOLD), iss: 'other', seq: 1, jti: 'o' }, { issuer: 'other', key: 'o' });
    expect(ends(home)).toEqual([NOON + 3 * HOUR, NOON + 3 * HOUR]);
  });
});
