import { describe, expect, it } from 'vitest';
import type { LimitState } from '#domain/limit/state.ts';
import { watts } from '#domain/units/power.ts';
import { box, DIMMED, FEED_IN, limited } from '../../fakes/limitSources.ts';
import { done, LimitGateway, NOON, refused, SITE } from '../../fakes/limitGateway.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const boxed = (of: Parameters<typeof box>[0] = {}): LimitGateway => new LimitGateway(limited(box(of)), 'box');
const beat = (gateway: LimitGateway): void => gateway.beat('box', 'ski-of-box');
/** A heartbeat a minute over `length`. */
function beaten(gateway: LimitGateway, length: number): void {
  for (let passed = 0; passed < length; passed += MINUTE) {
    gateway.pass(MINUTE);
    beat(gateway);
  }
}
/** Heard, and dimmed to `w` for ever. */
function dimmed(w: number, of: Parameters<typeof box>[0] = {}): LimitGateway {
  const gateway = boxed(of);
  beat(gateway);
  expect(gateway.limit(1, w, DIMMED)).toEqual(done);
  return gateway;
}
const stateOf = (gateway: LimitGateway, direction = 'import'): LimitState['lpc'][string]['lpc']['name'] | undefined => gateway.state.lpc[`box/${direction}`]?.lpc.name;

describe('what went wrong elsewhere (reliability 1.2)', () => {
  it('R01 APCL_DUR_02 a limit without duration holds for thirty days of heartbeats, over restarts of the wall clock', () => {
    const gateway = dimmed(3_000);
    for (let day = 0; day < 30; day++) {
      beaten(gateway, 2 * HOUR);
      for (let hour = 2; hour < 24; hour++) for (let half = 0; half < 32; half++) (gateway.pass(112_500), beat(gateway));
      if (day === 10) gateway.wall -= 14 * DAY;
      if (day === 20) gateway.wall += 400 * DAY;
      expect(gateway.of(DIMMED)).toBe(3_000);
    }
  });

  it('R02 LPC-916 in failsafe a heartbeat alone frees nothing', () => {
    const gateway = dimmed(9_000);
    gateway.pass(2 * MINUTE + 1);
    expect([stateOf(gateway), gateway.of(DIMMED)]).toEqual(['failsafe', 4_200]);
    beat(gateway);
    for (let second = 0; second < 119; second++) {
      gateway.pass(1_000);
      expect(gateway.of(DIMMED)).toBe(4_200);
    }
    expect(stateOf(gateway)).toBe('failsafe');
  });

  it('R03 LPC-919 LPC-TS-012 heartbeat and limit in failsafe: the new limit is effective in the same step once it is stored', () => {
    const gateway = dimmed(9_000);
    gateway.pass(10 * MINUTE);
    beat(gateway);
    expect(gateway.limit(2, 11_000, DIMMED)).toEqual(done);
    expect([stateOf(gateway), gateway.of(DIMMED)]).toEqual(['limited', 11_000]);
  });

  it.each([2, 24])('R04 seven days of silence never free, with a failsafe duration of %i hours', (hours) => {
    const gateway = dimmed(9_000, { failsafeDuration: hours * 3_600 });
    for (let minute = 0; minute < 7 * 24 * 60; minute += 10) {
      gateway.pass(10 * MINUTE);
      expect(gateway.of(DIMMED)).toBe(4_200);
      expect(gateway.of(FEED_IN)).toBe(3_000);
    }
    expect(stateOf(gateway)).toBe('unlimited-autonomous');
    expect(gateway.because(DIMMED)).toBe('autonomous');
  });

  it('R04 only the standard behaviour, which somebody has to choose, lets go after the failsafe duration', () => {
    const gateway = dimmed(9_000, { afterFailsafe: 'standard' });
    gateway.pass(2 * MINUTE + 1);
    gateway.pass(2 * HOUR - 1_000);
    expect(gateway.of(DIMMED)).toBe(4_200);
    gateway.pass(2_000);
    expect(gateway.of(DIMMED)).toBeNull();
  });

  it('R05 every state is left again by heartbeat and limit, and without a restart', () => {
    const gateway = boxed();
    const free = (sequence: number): void => {
      beat(gateway);
      expect(gateway.none(sequence, DIMMED)).toEqual(done);
      expect(stateOf(gateway)).toBe('unlimited-controlled');
      expect(gateway.of(DIMMED)).toBeNull();
    };
    expect(stateOf(gateway)).toBeUndefined();
    free(1);
    gateway.pass(3 * MINUTE);
    expect(stateOf(gateway)).toBe('failsafe');
    free(2);
    expect(gateway.limit(3, 4_200, DIMMED)).toEqual(done);
    expect(stateOf(gateway)).toBe('limited');
    gateway.pass(3 * MINUTE);
    free(4);
    gateway.pass(HOUR);
    expect(stateOf(gateway)).toBe('failsafe');
    gateway.pass(5 * HOUR);
    expect(stateOf(gateway)).toBe('unlimited-autonomous');
    free(5);
  });

  it.each([
    ['negative', -1],
    ['not-a-number', Number.NaN],
    ['not-a-number', Number.POSITIVE_INFINITY],
    ['too-large', 1e308],
    ['not-a-number', '4200'],
    ['not-a-number', null],
  ])('R06 LPC-001 %s: a limit of %j is refused, and frees nothing that held', (reason, w) => {
    const held = dimmed(3_000);
    expect(held.signal({ sequence: 2, ...DIMMED, value: { kind: 'limit', w } })).toEqual(refused(reason));
    expect([stateOf(held), held.of(DIMMED)]).toEqual(['limited', 3_000]);
    const lost = dimmed(9_000);
    lost.pass(10 * MINUTE);
    beat(lost);
    expect(lost.signal({ sequence: 2, ...DIMMED, value: { kind: 'limit', w } })).toEqual(refused(reason));
    expect([stateOf(lost), lost.of(DIMMED)]).toEqual(['unlimited-controlled', 4_200]);
  });

  it('R07 whenever the first heartbeats come, within 120 s of each other, a start is never a failsafe', () => {
    for (let order = 0; order < 1_000; order++) {
      const gateway = boxed();
      gateway.step({ kind: 'tick' });
      let sequence = 0;
      for (let beatNumber = 0; beatNumber < 6; beatNumber++) {
        gateway.pass(1_000 + ((order * 7_919 + beatNumber * 104_729) % 118_000));
        beat(gateway);
        if ((order + beatNumber) % 3 === 0) gateway.limit(++sequence, 6_000, DIMMED);
        expect(stateOf(gateway)).not.toBe('failsafe');
      }
    }
  });

  it('R08 two control boxes in a storm of reconnections: a heartbeat counts for the key that sent it', () => {
    const gateway = new LimitGateway(limited(box(), box({ peer: 'ski-of-other' }, 'other')), 'box');
    gateway.beat('box', 'ski-of-box');
    gateway.beat('other', 'ski-of-other');
    expect(gateway.limit(1, 9_000, DIMMED)).toEqual(done);
    expect(gateway.limit(1, 8_000, { ...DIMMED, source: 'other' })).toEqual(done);
    for (let second = 0; second < 130; second++) {
      gateway.pass(1_000);
      // The other one's beats come in by either connection, under its own key.
      gateway.beat(second % 2 === 0 ? 'box' : 'other', 'ski-of-other');
    }
    expect([gateway.state.lpc['box/import']?.lpc.name, gateway.state.lpc['other/import']?.lpc.name]).toEqual(['failsafe', 'limited']);
  });

  it('R09 the home’s own heartbeat, heard as an echo, proves nothing', () => {
    const gateway = dimmed(9_000);
    for (let second = 0; second <= 121; second++) {
      gateway.pass(1_000);
      gateway.beat('box', 'ski-of-this-home');
    }
    expect(stateOf(gateway)).toBe('failsafe');
  });

  it('R10 the failsafe applied is the one configured, in both directions, not the last one sent', () => {
    const gateway = boxed();
    beat(gateway);
    expect(gateway.limit(1, 1_000, DIMMED)).toEqual(done);
    expect(gateway.limit(2, 7_000, FEED_IN)).toEqual(done);
    expect([gateway.of(DIMMED), gateway.of(FEED_IN)]).toEqual([1_000, 7_000]);
    gateway.pass(2 * MINUTE + 1);
    expect([gateway.of(DIMMED), gateway.of(FEED_IN)]).toEqual([4_200, 3_000]);
  });

  it('R11 LPC-913 LPC-921 a control box that connects and never states a limit leaves the home protected, and it says why', () => {
    const gateway = boxed();
    gateway.step({ kind: 'tick' });
    expect(gateway.because(DIMMED)).toBe('init');
    beaten(gateway, HOUR);
    expect([gateway.of(DIMMED), gateway.because(DIMMED)]).toEqual([4_200, 'autonomous']);
  });

  it('R12 contacts that are not read any more have no word: the failsafe holds until they are read again', () => {
    const gateway = new LimitGateway(
      limited({
        source: 'relay',
        keys: [],
        loss: { kind: 'contact', rows: [{ contact: 'W3', ...DIMMED, value: { kind: 'limit', w: watts(6_000) } }], open: 'none', failsafe: [{ ...DIMMED, w: watts(4_200) }], maxAge: 30_000, debounce: 0 },
      }),
    );
    gateway.contact('relay', 'W3');
    expect(gateway.of(DIMMED)).toBe(6_000);
    gateway.pass(30_000);
    expect(gateway.of(DIMMED)).toBe(6_000);
    gateway.pass(1);
    expect([gateway.of(DIMMED), gateway.because(DIMMED)]).toEqual([4_200, 'contact-lost']);
    gateway.pass(7 * DAY);
    expect(gateway.of(DIMMED)).toBe(4_200);
    gateway.contact('relay');
    expect(gateway.of(DIMMED)).toBeNull();
  });

  it('R13 0 W is a limit, of words and of LPC', () => {
    expect(dimmed(0).of(DIMMED)).toBe(0);
    const gateway = new LimitGateway(limited({ source: 'dso', keys: [SITE] }));
    expect(gateway.limit(1, 0, { start: NOON })).toEqual(done);
    expect(gateway.facts.effectiveImport).toEqual({ kind: 'limit', w: 0 });
  });
});
