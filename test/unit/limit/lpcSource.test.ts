import { describe, expect, it } from 'vitest';
import { box, DIMMED, FEED_IN, limited } from '../../fakes/limitSources.ts';
import { done, LimitGateway, NOON, refused, SITE } from '../../fakes/limitGateway.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const boxed = (of: Parameters<typeof box>[0] = {}): LimitGateway => new LimitGateway(limited(box(of)), 'box');
const beat = (gateway: LimitGateway): void => gateway.beat('box', 'ski-of-box');
function dimmed(w: number, of: Parameters<typeof box>[0] = {}): LimitGateway {
  const gateway = boxed(of);
  beat(gateway);
  expect(gateway.limit(1, w, DIMMED)).toEqual(done);
  return gateway;
}
const nameOf = (gateway: LimitGateway, direction = 'import'): string | undefined => gateway.state.lpc[`box/${direction}`]?.lpc.name;

describe('a source with a heartbeat', () => {
  it('LPC-901 LPC-903 LPC-TS-017 at power-up the failsafe limits hold, before anything is heard', () => {
    const gateway = boxed();
    gateway.step({ kind: 'tick' });
    expect([gateway.of(DIMMED), gateway.of(FEED_IN), nameOf(gateway)]).toEqual([4_200, 3_000, 'init']);
  });

  it('LPC-TS-036 a limit without a heartbeat in the minute before is refused: no-heartbeat', () => {
    const gateway = boxed();
    expect(gateway.limit(1, 9_000, DIMMED)).toEqual(refused('no-heartbeat'));
    beat(gateway);
    gateway.pass(MINUTE);
    expect(gateway.limit(1, 9_000, DIMMED)).toEqual(done);
  });

  it('LPC-031 LPC-911 LPC-912 C-06 a lost heartbeat is failsafe 120 s after the last, within the next second', () => {
    const gateway = dimmed(9_000);
    gateway.pass(120_000);
    expect(nameOf(gateway)).toBe('limited');
    gateway.pass(1_000);
    expect([nameOf(gateway), gateway.of(DIMMED), gateway.because(DIMMED)]).toEqual(['failsafe', 4_200, 'failsafe']);
  });

  it('LPC-TS-041 one heartbeat and one failsafe duration hold for import and export', () => {
    const gateway = boxed({ afterFailsafe: 'standard', failsafeDuration: 10_800 });
    beat(gateway);
    gateway.limit(1, 9_000, DIMMED);
    gateway.limit(2, 8_000, FEED_IN);
    gateway.pass(121_000);
    expect([nameOf(gateway), nameOf(gateway, 'export')]).toEqual(['failsafe', 'failsafe']);
    gateway.pass(3 * HOUR - 1_001);
    expect([gateway.of(DIMMED), gateway.of(FEED_IN)]).toEqual([4_200, 3_000]);
    gateway.pass(1_000);
    expect([gateway.of(DIMMED), gateway.of(FEED_IN)]).toEqual([null, null]);
  });

  it('LPC-909 a limit with an end is over at its end; the source stays in control', () => {
    const gateway = boxed();
    beat(gateway);
    expect(gateway.limit(1, 4_200, { ...DIMMED, end: NOON + 90_000 })).toEqual(done);
    gateway.pass(89_999);
    expect(gateway.of(DIMMED)).toBe(4_200);
    gateway.pass(1);
    expect([gateway.of(DIMMED), nameOf(gateway)]).toEqual([null, 'unlimited-controlled']);
  });

  it('a box speaks for its own source and no other: a wrong peer lifts nothing, and a limit of others is not its to change (R08)', () => {
    const gateway = dimmed(6_000);
    const from = (peer: string, source = 'box') => {
      gateway.step({ kind: 'signal', id: `${peer}-${source}`, peer, signal: { source, sequence: 9, ...DIMMED, value: { kind: 'none' }, start: NOON, end: null } });
      return gateway.answers.at(-1);
    };
    expect([from('another'), from('ski-of-box', 'local')]).toEqual([expect.objectContaining(refused('unknown-source')), expect.objectContaining(refused('unknown-source'))]);
    expect(gateway.of(DIMMED)).toBe(6_000);
    expect(from('ski-of-box')).toMatchObject(done);
    expect(gateway.of(DIMMED)).toBeNull();
  });

  it('what an LPC write cannot say is refused: a start to come, a series, A a phase, a window, another scope', () => {
    const gateway = dimmed(3_000);
    expect(gateway.limit(2, 9_000, { ...DIMMED, start: NOON + HOUR })).toEqual(refused('unsupported'));
    expect(gateway.limit(2, 9_000, { ...DIMMED, window: 900_000 })).toEqual(refused('unsupported'));
    expect(gateway.signal({ sequence: 2, ...DIMMED, per: 'phase', value: { kind: 'limit', amps: 16 } })).toEqual(refused('unsupported'));
    expect(gateway.limit(2, 9_000, SITE)).toEqual(refused('unknown-source'));
    expect(gateway.limit(1, 9_000, DIMMED)).toEqual(refused('stale-sequence'));
    expect(gateway.of(DIMMED)).toBe(3_000);
  });
});

describe('tighten at once, loosen after it is stored', () => {
  it('a tighter write holds before it is stored, a looser one after', () => {
    const gateway = dimmed(6_000);
    gateway.storage = 'slow';
    gateway.limit(2, 3_000, DIMMED);
    gateway.limit(3, 9_000, DIMMED);
    gateway.limit(4, 5_000, DIMMED);
    expect(gateway.of(DIMMED)).toBe(3_000);
    gateway.flush();
    expect(gateway.of(DIMMED)).toBe(5_000);
    expect(gateway.answers.slice(1).map(({ outcome }) => outcome)).toEqual(['done', 'done', 'done']);
  });

  it('storage-down: what tightens stays, what loosens does not happen, and the source can say it again', () => {
    const gateway = dimmed(6_000);
    gateway.storage = 'down';
    expect(gateway.limit(2, 3_000, DIMMED)).toEqual(refused('storage-down'));
    expect(gateway.of(DIMMED)).toBe(3_000);
    expect(gateway.none(3, DIMMED)).toEqual(refused('storage-down'));
    expect(gateway.limit(3, 9_000, DIMMED)).toEqual(refused('storage-down'));
    expect(gateway.of(DIMMED)).toBe(3_000);
    gateway.storage = 'ok';
    expect(gateway.none(4, DIMMED)).toEqual(done);
    expect(gateway.of(DIMMED)).toBeNull();
  });

  it('storage-down: of two writes that wait, neither frees by way of the other', () => {
    const gateway = dimmed(4_000);
    gateway.storage = 'slow';
    gateway.none(2, DIMMED);
    gateway.limit(3, 4_538, DIMMED);
    gateway.storage = 'down';
    for (let next = gateway.pending.shift(); next; next = gateway.pending.shift()) gateway.store(next);
    expect([gateway.of(DIMMED), gateway.answers.slice(-2).map(({ reason }) => reason)]).toEqual([4_000, ['storage-down', 'storage-down']]);
  });

  it('a write behind one that lifts is a tightening once that is stored: it stays, whatever becomes of itself', () => {
    const gateway = dimmed(4_000);
    gateway.storage = 'slow';
    gateway.none(2, DIMMED);
    gateway.limit(3, 4_538, DIMMED);
    const [lifting] = gateway.pending.splice(0);
    gateway.storage = 'down';
    if (lifting) gateway.step({ kind: 'stored', id: lifting.id });
    expect(gateway.of(DIMMED)).toBe(4_538);
  });

  it('clock-not-trusted: without a clock it tightens only', () => {
    const gateway = dimmed(6_000);
    gateway.trust = 'none';
    expect(gateway.limit(2, 3_000, DIMMED)).toEqual(done);
    expect(gateway.limit(3, 9_000, DIMMED)).toEqual(refused('clock-not-trusted'));
    expect(gateway.of(DIMMED)).toBe(3_000);
  });

  it('a heartbeat lost while a write waits to be stored is failsafe all the same', () => {
    const gateway = dimmed(6_000);
    gateway.storage = 'slow';
    gateway.limit(2, 9_000, DIMMED);
    gateway.pass(121_000);
    expect(gateway.of(DIMMED)).toBe(4_200);
    gateway.flush();
    expect([gateway.of(DIMMED), nameOf(gateway)]).toEqual([4_200, 'failsafe']);
  });
});

describe('C-09 restarts', () => {
  it('limited before, failsafe value after: and not let go for a whole failsafe duration', () => {
    const gateway = dimmed(9_000, { afterFailsafe: 'standard' });
    gateway.restart('b2', gateway.wall, 'none');
    gateway.pass(2 * HOUR - 1);
    expect([nameOf(gateway), gateway.of(DIMMED)]).toEqual(['init', 4_200]);
    gateway.pass(1);
    expect(gateway.of(DIMMED)).toBeNull();
  });

  it.each(['none', 'floor'] as const)('100 of them, the clock %s: the failsafe is not shortened, and longer by no more than a minute each', (trust) => {
    const gateway = dimmed(9_000, { afterFailsafe: 'standard' });
    gateway.pass(121_000);
    for (let n = 0; n < 100; n++) {
      gateway.pass(61_000);
      gateway.restart(`b${n + 2}`, NOON + 1e10, trust);
      expect(gateway.of(DIMMED)).toBe(4_200);
    }
    // 100 times 61 s have been counted; 1100 s of the two hours are left.
    gateway.pass(1_000_000);
    expect(gateway.of(DIMMED)).toBe(4_200);
    gateway.pass(101_000);
    expect(gateway.of(DIMMED)).toBeNull();
  });

  it('with a clock that was set, too: two hours are two hours of the gateway’s own time, error within a minute after 100 restarts', () => {
    const gateway = dimmed(9_000, { afterFailsafe: 'standard' });
    gateway.pass(121_000);
    for (let n = 0; n < 100; n++) {
      gateway.pass(61_000);
      gateway.restart(`b${n + 2}`, gateway.wall + 50_000, 'synced');
    }
    // 100 times 61 s of 7200 s have passed.
    gateway.pass(1_100_000 - 60_000);
    expect(gateway.of(DIMMED)).toBe(4_200);
    gateway.pass(120_000);
    expect(gateway.of(DIMMED)).toBeNull();
  });

  it.each([3 * HOUR, 10 * 365 * 24 * HOUR])('one clock that was set, and shows %d ms later at a restart, does not end a failsafe', (ahead) => {
    const gateway = dimmed(9_000, { afterFailsafe: 'standard' });
    gateway.pass(121_000);
    gateway.pass(60_000);
    gateway.restart('b2', gateway.wall + ahead, 'synced');
    gateway.pass(HOUR);
    expect(gateway.of(DIMMED)).toBe(4_200);
  });

  it.each([HOUR, 14 * 24 * HOUR, -14 * 24 * HOUR, 10 * 365 * 24 * HOUR])('a jump of the wall clock by %i ms frees nothing, running or over a restart without a set clock', (jump) => {
    const gateway = dimmed(9_000, { afterFailsafe: 'standard' });
    gateway.pass(121_000);
    gateway.pass(60_000, jump);
    expect(gateway.of(DIMMED)).toBe(4_200);
    gateway.restart('b2', gateway.wall + jump, 'floor');
    gateway.pass(HOUR);
    expect(gateway.of(DIMMED)).toBe(4_200);
  });

  it('R07 a clock that comes to be set during a boot tells how long the gateway was away, and no heartbeat is lost by it', () => {
    const gateway = dimmed(9_000);
    gateway.restart('b2', 0, 'none');
    beat(gateway);
    gateway.pass(10_000);
    expect(gateway.limit(2, 3_000, DIMMED)).toEqual(done);
    Object.assign(gateway, { wall: NOON + 5 * HOUR, trust: 'synced' });
    gateway.pass(1_000);
    expect([nameOf(gateway), gateway.of(DIMMED)]).toEqual(['limited', 3_000]);
  });

  it('time away before a failsafe began does not shorten it', () => {
    const gateway = dimmed(9_000, { afterFailsafe: 'standard' });
    gateway.restart('b2', NOON + 5 * HOUR, 'floor');
    beat(gateway);
    gateway.limit(2, 4_000, DIMMED);
    gateway.pass(121_000);
    expect(nameOf(gateway)).toBe('failsafe');
    gateway.restart('b3', gateway.wall, 'synced');
    gateway.pass(HOUR);
    expect(gateway.of(DIMMED)).toBe(4_200);
  });

  it('a clock that comes to be set during a boot is believed once, and not when it jumps', () => {
    const gateway = dimmed(9_000, { afterFailsafe: 'standard' });
    gateway.pass(121_000);
    gateway.restart('b2', gateway.wall + HOUR, 'synced');
    gateway.pass(1_000, 10 * HOUR);
    gateway.trust = 'floor';
    gateway.pass(1_000);
    gateway.trust = 'synced';
    gateway.pass(1_000);
    expect(gateway.of(DIMMED)).toBe(4_200);
  });
});
