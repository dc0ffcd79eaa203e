import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tightest } from '#domain/limit/combine.ts';
import type { LimitConfig } from '#domain/limit/standing.ts';
import type { Watts } from '#domain/units/power.ts';
import { done, FLOOR, LimitGateway, NOON, refused, SITE } from '../../fakes/limitGateway.ts';

const HOUR = 3_600_000;
const CONFIG: LimitConfig = {
  sources: [
    { source: 'dso', keys: [SITE, { direction: 'import', scope: 'controllable' }] },
    { source: 'relay', keys: [SITE] },
  ],
  fixed: [{ source: 'main fuse', origin: 'fuse', ...SITE, w: 17_250 as Watts }],
  floor: FLOOR,
};
class Gateway extends LimitGateway {
  constructor() {
    super(CONFIG);
  }
}

describe('what is refused, and why', () => {
  it.each([
    ['negative', { kind: 'limit', w: -1 }],
    ['not-a-number', { kind: 'limit', w: Number.NaN }],
    ['not-a-number', { kind: 'limit', w: Number.POSITIVE_INFINITY }],
    ['not-a-number', { kind: 'limit', w: '4200' }],
    ['not-a-number', { kind: 'limit', w: null }],
    ['not-a-number', { kind: 'limit' }],
    ['too-large', { kind: 'limit', w: 1e308 }],
    ['wrong-shape', { kind: 'soft', w: 4200 }],
    ['wrong-shape', null],
  ])('R06 %s: %j', (reason, value) => {
    const gateway = new Gateway();
    expect(gateway.signal({ sequence: 1, value })).toEqual(refused(reason));
    expect(gateway.power).toBeNull();
  });

  it.each([
    ['unknown-source', { source: 'stranger' }],
    ['unknown-source', { source: 'relay', scope: 'controllable' }],
    ['wrong-shape', { direction: 'both' }],
    ['wrong-shape', { start: '2027-03-01' }],
    ['wrong-shape', { end: undefined }],
    ['empty-interval', { end: NOON }],
    ['expired', { start: NOON - 2 * HOUR, end: NOON - HOUR }],
    ['not-a-number', { sequence: 1.5 }],
    ['not-a-number', { sequence: '7' }],
  ])('%s: %j', (reason, of) => expect(new Gateway().limit(1, 4_200, of)).toEqual(refused(reason)));

  it.each([null, 4200, 'limit', []])('wrong-shape: %j as a whole', (signal) => {
    const gateway = new Gateway();
    gateway.step({ kind: 'signal', id: 'x', signal });
    expect(gateway.answers[0]).toMatchObject({ signal: 'x', outcome: 'refused', reason: 'wrong-shape' });
  });

  it('stale-sequence: the same or a smaller number of that source, also after a restart', () => {
    const gateway = new Gateway();
    expect(gateway.limit(5, 4_200)).toEqual(done);
    expect(gateway.none(5)).toEqual(refused('stale-sequence'));
    expect(gateway.none(4)).toEqual(refused('stale-sequence'));
    expect(gateway.limit(1, 3_000, { source: 'relay' })).toEqual(done);
    gateway.restart('b2', NOON + HOUR);
    expect(gateway.none(5)).toEqual(refused('stale-sequence'));
    expect(gateway.power).toBe(3_000);
  });

  it('clock-not-trusted: no loosening without a clock or at 1970; a tightening is taken', () => {
    for (const clock of [{ trust: 'none' as const }, { wall: 5_000 }]) {
      const gateway = new Gateway();
      gateway.limit(1, 4_200);
      Object.assign(gateway, clock);
      gateway.step({ kind: 'tick' });
      expect(gateway.none(2)).toEqual(refused('clock-not-trusted'));
      expect(gateway.limit(3, 6_000)).toEqual(refused('clock-not-trusted'));
      expect(gateway.limit(4, 3_000)).toEqual(done);
      expect(gateway.power).toBe(3_000);
    }
  });
});

describe('tighten at once, loosen after it is stored', () => {
  it('a tightening holds before it is stored, and is acknowledged after', () => {
    const gateway = new Gateway();
    gateway.storage = 'slow';
    expect(gateway.limit(1, 4_200)).toBeUndefined();
    expect(gateway.power).toBe(4_200);
    gateway.flush();
    expect(gateway.answers[0]).toMatchObject(done);
  });

  it('a loosening holds only after it is stored', () => {
    const gateway = new Gateway();
    gateway.limit(1, 4_200);
    gateway.storage = 'slow';
    gateway.none(2);
    expect(gateway.power).toBe(4_200);
    gateway.flush();
    expect(gateway.power).toBeNull();
  });

  it('what is tighter now and ends earlier does both: the new holds, the old stays until it is stored', () => {
    const gateway = new Gateway();
    gateway.limit(1, 6_000, { end: NOON + 4 * HOUR });
    gateway.storage = 'slow';
    gateway.limit(2, 4_000, { end: NOON + HOUR });
    expect(gateway.power).toBe(4_000);
    gateway.pass(HOUR);
    expect(gateway.power).toBe(6_000);
    gateway.flush();
    expect(gateway.power).toBeNull();
  });

  it('storage-down: tightens, refuses to loosen, says so, and takes the same signal when storage is back', () => {
    const gateway = new Gateway();
    gateway.limit(1, 6_000);
    gateway.storage = 'down';
    expect(gateway.limit(2, 4_000)).toEqual(refused('storage-down'));
    expect(gateway.power).toBe(4_000);
    expect(gateway.none(3)).toEqual(refused('storage-down'));
    expect(gateway.limit(4, 9_000)).toEqual(refused('storage-down'));
    expect(gateway.power).toBe(4_000);
    gateway.storage = 'ok';
    expect(gateway.none(4)).toEqual(done);
    expect(gateway.power).toBeNull();
  });

  it('one record at a time, each with all that was stored before', () => {
    const gateway = new Gateway();
    gateway.storage = 'slow';
    gateway.limit(1, 6_000);
    gateway.limit(1, 5_000, { source: 'relay' });
    expect(gateway.pending).toHaveLength(1);
    expect(gateway.power).toBe(5_000);
    gateway.flush();
    expect(gateway.disk?.sequences).toEqual({ dso: 1, relay: 1 });
    expect(gateway.answers).toHaveLength(2);
  });

  it('a flood of unstored signals is bounded: busy', () => {
    const gateway = new Gateway();
    gateway.storage = 'slow';
    for (let n = 1; n <= 40; n++) gateway.limit(n, 9_000 - n);
    expect(gateway.answers.every((answer) => answer.reason === 'busy')).toBe(true);
    expect(gateway.state.held.length).toBeLessThan(70);
  });
});

describe('combining', () => {
  it('equal keys hold by their minimum, with whom it comes from; other keys hold beside it', () => {
    const gateway = new Gateway();
    gateway.limit(1, 6_000);
    gateway.limit(1, 5_000, { source: 'relay' });
    gateway.limit(2, 4_200, { scope: 'controllable' });
    expect(tightest(gateway.facts.limits ?? [], SITE)).toMatchObject({ source: 'relay', value: { w: 5_000 } });
    expect(tightest(gateway.facts.limits ?? [], { direction: 'import', scope: 'controllable' })).toMatchObject({ source: 'dso', value: { w: 4_200 } });
    expect(gateway.facts.effectiveImport).toEqual({ kind: 'limit', w: 4_200 });
  });
  it('the fuse stands without any signal and no signal lifts it', () => {
    const gateway = new Gateway();
    gateway.none(1);
    expect(gateway.facts.effectiveImport).toEqual({ kind: 'limit', w: 17_250 });
    expect(gateway.signal({ source: 'main fuse', sequence: 9, value: { kind: 'none' } })).toEqual(refused('unknown-source'));
  });
  it('R13 none is not 0 W', () => {
    const gateway = new Gateway();
    gateway.limit(1, 0);
    expect(gateway.power).toBe(0);
    gateway.none(2);
    expect(gateway.power).toBeNull();
  });
  it('a limit that starts later holds from then', () => {
    const gateway = new Gateway();
    gateway.limit(1, 4_200, { start: NOON + HOUR, end: NOON + 2 * HOUR });
    expect(gateway.power).toBeNull();
    gateway.pass(HOUR);
    expect(gateway.power).toBe(4_200);
    gateway.pass(HOUR);
    expect(gateway.power).toBeNull();
  });
});

describe('time', () => {
  const hourLong = (): Gateway => {
    const gateway = new Gateway();
    gateway.limit(1, 4_200, { end: NOON + HOUR });
    return gateway;
  };
  it('R01 without an end it holds for thirty days, over restarts', () => {
    const gateway = new Gateway();
    gateway.limit(1, 4_200);
    for (let day = 1; day <= 30; day++) {
      gateway.pass(86_400_000);
      if (day % 7 === 0) gateway.restart(`b${day}`, gateway.wall);
      expect(gateway.power).toBe(4_200);
    }
  });
  it('ends at its end, not a millisecond before', () => {
    const gateway = hourLong();
    gateway.pass(HOUR - 1);
    expect(gateway.power).toBe(4_200);
    gateway.pass(1);
    expect(gateway.power).toBeNull();
  });
  it.each([HOUR, 14 * 86_400_000, 10 * 365 * 86_400_000])('a jump of %i ms forward frees nothing early', (jump) => {
    const gateway = hourLong();
    gateway.pass(1_000, jump);
    expect(gateway.power).toBe(4_200);
    gateway.pass(HOUR - 2_000);
    expect(gateway.power).toBe(4_200);
    gateway.pass(1_000);
    expect(gateway.power).toBeNull();
  });
  it('a jump back gives the time back: the end is the wall time it was sent for', () => {
    const gateway = hourLong();
    gateway.pass(30 * 60_000, -90 * 60_000);
    expect(gateway.wall).toBe(NOON - 90 * 60_000);
    gateway.pass(2 * HOUR);
    expect(gateway.power).toBe(4_200);
    gateway.pass(30 * 60_000);
    expect(gateway.power).toBeNull();
  });
  it('a restart without a clock goes on with the time that was left, to the minute and never less', () => {
    const gateway = hourLong();
    for (let minute = 0; minute < 40; minute++) gateway.pass(60_000);
    gateway.restart('b2', 0, 'none');
    gateway.pass(20 * 60_000 - 1);
    expect(gateway.power).toBe(4_200);
    gateway.pass(60_001);
    expect(gateway.power).toBeNull();
  });
  it.each([50 * 60_000, 3 * HOUR, 10 * 365 * 24 * HOUR])('a restart with a clock that was set and shows %d ms later does not end it: it goes on with what was left', (away) => {
    const gateway = hourLong();
    gateway.restart('b2', NOON + away);
    gateway.pass(HOUR - 1);
    expect(gateway.power).toBe(4_200);
    gateway.pass(1);
    expect(gateway.power).toBeNull();
  });
  it('nor does a clock that comes to be set during the boot', () => {
    const gateway = hourLong();
    gateway.restart('b2', 0, 'none');
    Object.assign(gateway, { trust: 'synced', wall: NOON + 2 * HOUR });
    gateway.pass(HOUR - 1);
    expect(gateway.power).toBe(4_200);
    gateway.pass(1);
    expect(gateway.power).toBeNull();
  });
  it('100 restarts do not shorten it', () => {
    const gateway = hourLong();
    for (let n = 0; n < 100; n++) {
      gateway.pass(30_000);
      gateway.restart(`b${n + 2}`, 0, 'none');
    }
    expect(gateway.power).toBe(4_200);
  });
  it('started is started: a clock that falls back before the start does not lift it', () => {
    const gateway = new Gateway();
    gateway.limit(1, 4_200, { start: NOON, end: NOON + HOUR });
    gateway.pass(1_000, -10 * HOUR);
    expect(gateway.power).toBe(4_200);
  });

  it('C-11 whatever the clock and the restarts do, it is never freed before it has held for its time', () => {
    const move = fc.oneof(
      fc.record({ kind: fc.constant('pass' as const), ms: fc.integer({ min: 1, max: 600_000 }) }),
      fc.record({ kind: fc.constant('jump' as const), ms: fc.integer({ min: -1e10, max: 1e10 }) }),
      fc.record({ kind: fc.constant('blind-restart' as const), away: fc.integer({ min: 0, max: 1e7 }) }),
      fc.record({ kind: fc.constant('unset-restart' as const), away: fc.integer({ min: 0, max: 1e10 }) }),
    );
    fc.assert(
      fc.property(fc.array(move, { maxLength: 60 }), (moves) => {
        const gateway = hourLong();
        let held = 0;
        for (const one of moves) {
          if (one.kind === 'pass') gateway.pass(one.ms);
          if (one.kind === 'jump') gateway.pass(0, one.ms);
          if (one.kind === 'blind-restart') gateway.restart(`b${held}-${one.away}`, 0, 'none');
          if (one.kind === 'unset-restart') gateway.restart(`b${held}-${one.away}`, NOON + one.away, 'floor');
          held += one.kind === 'pass' ? one.ms : 0;
          if (held < HOUR) expect(gateway.power).toBe(4_200);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('C-11 nothing but a stored word of the source itself, or time, ever makes the limit larger', () => {
    const word = fc.record({ sequence: fc.integer({ min: 0, max: 12 }), w: fc.option(fc.integer({ min: 0, max: 9_000 }), { nil: null }), source: fc.constantFrom('dso', 'relay', 'stranger'), storage: fc.constantFrom('ok' as const, 'down' as const), trust: fc.constantFrom('synced' as const, 'none' as const) });
    fc.assert(
      fc.property(fc.array(word, { maxLength: 40 }), (words) => {
        const gateway = new Gateway();
        for (const { sequence, w, source, storage, trust } of words) {
          const before = gateway.power ?? Number.POSITIVE_INFINITY;
          Object.assign(gateway, { storage, trust });
          const answer = w === null ? gateway.none(sequence, { source }) : gateway.limit(sequence, w, { source });
          const after = gateway.power ?? Number.POSITIVE_INFINITY;
          if (after > before) expect({ answer, storage, trust }).toEqual({ answer: done, storage: 'ok', trust: 'synced' });
        }
      }),
      { numRuns: 10_000 },
    );
  });
});
