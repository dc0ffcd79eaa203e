import { describe, expect, it } from 'vitest';
import type { AdmitSignalEffect } from '#domain/signal/event.ts';
import { LimitGateway } from '../../fakes/limitGateway.ts';
import { DIMMED } from '../../fakes/limitSources.ts';
import { contract, HOUR, iso, MINUTE, NOON, SignalHome } from './home.ts';

const LIMIT = { kind: 'limit', direction: 'import', scope: 'controllable', w: 4_200 };
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;

/** A home and its limits, whose clock nobody has set and which is off by so much. */
class Unset extends SignalHome {
  readonly limiter = new LimitGateway({ sources: ['dso', 'dso/hold'].map((source) => ({ source, keys: [DIMMED] })), fixed: [], floor: (NOON - 400 * DAY) as never });
  private count = 0;

  constructor(readonly off: number) {
    super([contract()]);
    this.trust = 'floor';
    this.wall = NOON + off;
    this.limiter.trust = 'floor';
    this.limiter.wall = this.wall;
  }

  /** Signed by a sender whose clock is right. */
  hears(body: Readonly<Record<string, unknown>>, may: 'all' | 'tighten' = 'all'): string | null | undefined {
    const [home, sent] = [this.wall - this.off, (this.count += 1)];
    const refused = this.send({ iss: 'dso', aud: 'home', iat: home / 1_000, exp: home / 1_000 + 600, jti: `u${sent}`, seq: sent, ...body }, { may });
    const admitted = this.admitted.splice(0) as AdmitSignalEffect[];
    for (const { signal, proven } of admitted) {
      this.limiter.step({ kind: 'signal', id: `u${sent}`, signal, may, proven });
      return this.limiter.answers.at(-1)?.reason;
    }
    return refused;
  }

  lasts(length: number): number | null {
    this.wall += length;
    this.mono += length;
    this.limiter.pass(length);
    return this.limiter.of(DIMMED);
  }
}

describe('a clock that nobody has set, and that is wrong, refuses nothing that tightens', () => {
  it.each([['an hour ahead', HOUR], ['ten years ahead', 10 * YEAR], ['a day behind', -DAY]])('%s: a limit holds at once, for its whole length from when it came', (_name, off) => {
    const home = new Unset(off);
    expect(home.hears({ ...LIMIT, end: iso(NOON + 30 * MINUTE) })).toBeNull();
    expect(home.lasts(30 * MINUTE - 1)).toBe(4_200);
    expect(home.lasts(1)).toBeNull();
  });

  it.each([['ten hours behind', -10 * HOUR], ['ten hours ahead', 10 * HOUR]])('%s: a hold lasts as long as agreed, also over a restart and once the clock is set', (_name, off) => {
    const home = new Unset(off);
    expect(home.hears({ kind: 'hold', until: iso(NOON + 9 * HOUR) })).toBeNull();
    expect(home.lasts(HOUR)).toBe(0);
    home.limiter.restart('b2', home.wall + off, 'floor');
    expect(home.lasts(30 * MINUTE)).toBe(0);
    home.limiter.wall = NOON + 90 * MINUTE;
    home.limiter.trust = 'synced';
    expect(home.lasts(30 * MINUTE - 1)).toBe(0);
    // What a restart forgets is no more than the last minute.
    expect(home.lasts(MINUTE)).toBeNull();
  });

  it.each(['none', 'floor'] as const)('a hold and a limit issued in 2090, the clock %s: not longer than they say, and not once the clock is set', (trust) => {
    const iat = Date.UTC(2090, 0, 1) / 1_000;
    const end = iso(iat * 1_000 + 2 * HOUR);
    for (const [body, w] of [[{ kind: 'hold', until: end }, 0], [{ ...LIMIT, end }, 4_200]] as const) {
      const home = new Unset(0);
      Object.assign(home, { trust });
      home.limiter.trust = trust;
      expect(home.hears({ ...body, iat, exp: iat + 600 })).toBeNull();
      expect(home.lasts(HOUR)).toBe(w);
      home.limiter.trust = 'synced';
      expect(home.lasts(HOUR - 1)).toBe(w);
      expect(home.lasts(1)).toBeNull();
    }
  });

  it.each([-10 * HOUR, 10 * HOUR])('%d ms off: who held the home in that doubt may release it, and that ends nothing else', (off) => {
    const home = new Unset(off);
    expect(home.hears({ kind: 'release' })).toBe(off < 0 ? 'not-yet-valid' : 'message-expired');
    home.hears({ ...LIMIT, end: iso(NOON + HOUR) });
    home.hears({ kind: 'hold' });
    expect(home.lasts(MINUTE)).toBe(0);
    expect(home.hears({ kind: 'release', seq: 1 })).toBe('stale-sequence');
    expect(home.hears({ kind: 'release' }, 'tighten')).toBe('key-may-not');
    expect(home.hears({ kind: 'release' })).toBeNull();
    expect(home.lasts(0)).toBe(4_200);
  });

  it('so may it with a clock that shows nothing', () => {
    const home = new Unset(0);
    home.trust = home.limiter.trust = 'none';
    expect(home.hears({ kind: 'release' })).toBe('clock-not-trusted');
    home.hears({ kind: 'hold' });
    expect(home.hears({ kind: 'release' })).toBeNull();
    expect(home.lasts(0)).toBeNull();
  });

  it('a hold that was taken by a clock in no doubt is not released in doubt', () => {
    const home = new Unset(0);
    home.hears({ kind: 'hold' });
    home.wall -= 10 * HOUR;
    expect(home.hears({ kind: 'release', iat: NOON / 1_000, exp: NOON / 1_000 + 600 })).toBe('not-yet-valid');
    expect(home.lasts(0)).toBe(0);
  });

  it('a limit that is to begin later holds at once and until its end: where it lies cannot be told', () => {
    const home = new Unset(10 * YEAR);
    expect(home.hears({ ...LIMIT, start: iso(NOON + HOUR), end: iso(NOON + 2 * HOUR) })).toBeNull();
    expect(home.lasts(0)).toBe(4_200);
    expect(home.lasts(2 * HOUR - 1)).toBe(4_200);
    expect(home.lasts(1)).toBeNull();
  });

  it('one whose message is of now but whose window is over by that clock is not refused', () => {
    const home = new Unset(4 * MINUTE);
    expect(home.hears({ ...LIMIT, end: iso(NOON + 3 * MINUTE) })).toBeNull();
    expect(home.lasts(3 * MINUTE - 1)).toBe(4_200);
    expect(home.lasts(1)).toBeNull();
  });

  it('a series, too, and a hold no longer than agreed', () => {
    const series = new Unset(YEAR);
    expect(series.hears({ kind: 'limit', direction: 'import', scope: 'controllable', intervals: [{ w: 6_000, start: iso(NOON), end: iso(NOON + HOUR) }, { w: 3_000, start: iso(NOON + HOUR), end: iso(NOON + 2 * HOUR) }] })).toBeNull();
    expect(series.lasts(0)).toBe(3_000);
    expect(series.lasts(2 * HOUR)).toBeNull();
    const held = new Unset(YEAR);
    expect(held.hears({ kind: 'hold', until: '2099-01-01T00:00:00Z' })).toBeNull();
    expect(held.lasts(2 * HOUR - 1)).toBe(0);
    expect(held.lasts(1)).toBeNull();
  });

  it('once the clock is set, it ends when it was meant to', () => {
    const home = new Unset(HOUR);
    home.hears({ ...LIMIT, start: iso(NOON + HOUR), end: iso(NOON + 2 * HOUR) });
    Object.assign(home.limiter, { trust: 'synced', wall: NOON });
    home.limiter.step({ kind: 'tick' });
    expect(home.lasts(2 * HOUR - 1)).toBe(4_200);
    expect(home.lasts(1)).toBeNull();
  });

  it('what frees, calls, and a heartbeat that may have been kept back are refused as before', () => {
    const home = new Unset(HOUR);
    home.hears({ ...LIMIT, end: iso(NOON + 2 * HOUR) });
    expect(home.hears({ ...LIMIT, w: null })).toBe('clock-not-trusted');
    expect(home.hears({ ...LIMIT, w: 9_000, end: iso(NOON + 2 * HOUR) })).toBe('clock-not-trusted');
    for (const body of [{ kind: 'release' }, { kind: 'heartbeat' }, home.event()]) expect(home.hears(body)).toBe('message-expired');
    expect(home.lasts(0)).toBe(4_200);
  });

  it('a message sent again is refused, and a clock that a source of time has set is believed against the message', () => {
    const home = new Unset(HOUR);
    const message = { ...LIMIT, end: iso(NOON + 30 * MINUTE), seq: 9, jti: 'once' };
    expect(home.hears(message)).toBeNull();
    expect(home.hears(message)).toBe('replayed');
    expect(home.hears({ ...message, jti: 'twice' })).toBe('stale-sequence');
    home.trust = 'synced';
    expect(home.hears({ ...message, seq: 10, jti: 'new' })).toBe('message-expired');
  });
});
