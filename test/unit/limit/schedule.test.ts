import { describe, expect, it } from 'vitest';
import type { LimitConfig } from '#domain/limit/standing.ts';
import { watts } from '#domain/units/power.ts';
import { limited } from '../../fakes/limitSources.ts';
import { done, LimitGateway, NOON, refused, SITE } from '../../fakes/limitGateway.ts';

const QUARTER = 900_000;
const HOUR = 4 * QUARTER;
const SCHEDULED: LimitConfig = limited({ source: 'vtn', keys: [SITE], loss: { kind: 'schedule', subscriptions: [{ ...SITE, w: watts(8_000) }] } });
const PLAIN: LimitConfig = limited({ source: 'dso', keys: [SITE, { direction: 'import', scope: 'controllable' }] });
const limit = (w: number): unknown => ({ kind: 'limit', w });
const quarters = (...powers: readonly number[]): unknown[] => powers.map((w, n) => ({ start: NOON + n * QUARTER, end: NOON + (n + 1) * QUARTER, value: limit(w) }));
/** `intervals` in place of one value. */
const series = (gateway: LimitGateway, sequence: number, intervals: unknown, of: Record<string, unknown> = {}) => gateway.signal({ sequence, start: undefined, end: undefined, intervals, ...SITE, ...of });

describe('a schedule that runs out', () => {
  it('the subscription holds where nothing is said, before and after', () => {
    const gateway = new LimitGateway(SCHEDULED, 'vtn');
    gateway.step({ kind: 'tick' });
    expect([gateway.of(SITE), gateway.because(SITE)]).toEqual([8_000, 'subscription']);
    expect(series(gateway, 1, quarters(4_000, 12_000))).toEqual(done);
    expect(gateway.of(SITE)).toBe(4_000);
    gateway.pass(QUARTER);
    expect(gateway.of(SITE)).toBe(12_000);
    gateway.pass(QUARTER);
    expect([gateway.of(SITE), gateway.because(SITE)]).toEqual([8_000, 'subscription']);
  });

  it('seven days of silence and a none leave the subscription', () => {
    const gateway = new LimitGateway(SCHEDULED, 'vtn');
    gateway.limit(1, 4_000, { end: NOON + HOUR });
    gateway.pass(7 * 24 * HOUR);
    expect(gateway.of(SITE)).toBe(8_000);
    gateway.limit(2, 4_000);
    gateway.none(3);
    expect(gateway.of(SITE)).toBe(8_000);
  });

  it('after an outage what was scheduled is not believed until it is said again, over a restart too', () => {
    const gateway = new LimitGateway(SCHEDULED, 'vtn');
    gateway.limit(1, 4_000, { end: NOON + 10 * HOUR });
    gateway.step({ kind: 'supply-returned' });
    expect(gateway.of(SITE)).toBe(8_000);
    expect(gateway.limit(2, 5_000, { end: NOON + 10 * HOUR })).toEqual(done);
    expect(gateway.of(SITE)).toBe(5_000);
  });

  it('a series above the subscription frees: it waits until every store has it, and the subscription holds meanwhile', () => {
    const gateway = new LimitGateway(SCHEDULED, 'vtn');
    gateway.storage = 'slow';
    series(gateway, 1, quarters(9_000));
    expect(gateway.pending.map(({ record }) => (record as { frees: boolean }).frees)).toEqual([true]);
    expect(gateway.of(SITE)).toBe(8_000);
    gateway.flush();
    expect(gateway.of(SITE)).toBe(9_000);
  });

  it('one that stays below it is a tightening, stored by the state alone', () => {
    const gateway = new LimitGateway(SCHEDULED, 'vtn');
    gateway.storage = 'slow';
    series(gateway, 1, quarters(7_000, 8_000));
    expect(gateway.pending.map(({ record }) => (record as { frees: boolean }).frees)).toEqual([false]);
    expect(gateway.of(SITE)).toBe(7_000);
  });

  it('with storage down what was refused holds as far as it tightens, and not beyond the subscription when the series before it is over', () => {
    const gateway = new LimitGateway(SCHEDULED, 'vtn');
    expect(series(gateway, 1, quarters(9_000, 8_500))).toEqual(done);
    gateway.storage = 'down';
    expect(series(gateway, 2, quarters(6_000, 9_500, 9_500))).toEqual(refused('storage-down'));
    expect(gateway.of(SITE)).toBe(6_000);
    gateway.pass(QUARTER);
    expect(gateway.of(SITE)).toBe(8_500);
    gateway.pass(QUARTER);
    expect(gateway.of(SITE)).toBe(8_000);
  });

  it('a key that only tightens, or a clock that nobody believes, lifts nothing above it', () => {
    const gateway = new LimitGateway(SCHEDULED, 'vtn');
    expect(gateway.tighten({ sequence: 1, start: undefined, end: undefined, intervals: quarters(9_000) })).toEqual(refused('key-may-not'));
    gateway.trust = 'none';
    expect(series(gateway, 2, quarters(9_000))).toEqual(refused('clock-not-trusted'));
    expect(series(gateway, 3, quarters(5_000))).toEqual(done);
    expect(gateway.of(SITE)).toBe(5_000);
  });

  it('over a restart, which loses some of the count, the end of a series above the subscription is told by the clock', () => {
    const gateway = new LimitGateway(SCHEDULED, 'vtn');
    expect(series(gateway, 1, quarters(9_000))).toEqual(done);
    gateway.restart('b2', NOON + QUARTER - 1_000);
    expect(gateway.of(SITE)).toBe(9_000);
    gateway.pass(1_000);
    expect([gateway.of(SITE), gateway.because(SITE)]).toEqual([8_000, 'subscription']);
  });

  it('an outage takes nothing from a source without a subscription', () => {
    const gateway = new LimitGateway(PLAIN);
    gateway.limit(1, 4_000);
    gateway.step({ kind: 'supply-returned' });
    expect(gateway.of(SITE)).toBe(4_000);
  });
});

describe('a series', () => {
  it('each interval holds in its time, without a gap between them', () => {
    const gateway = new LimitGateway(PLAIN);
    expect(series(gateway, 1, quarters(5_000, 4_000, 6_000))).toEqual(done);
    const seen: (number | null)[] = [];
    for (let minute = 0; minute < 50; minute++) {
      seen.push(gateway.of(SITE));
      gateway.pass(60_000);
    }
    expect(seen).toEqual([...Array<number>(15).fill(5_000), ...Array<number>(15).fill(4_000), ...Array<number>(15).fill(6_000), ...Array<null>(5).fill(null)]);
  });

  it('its last interval may be open, a none in it is a hole, and what is over is left out', () => {
    const gateway = new LimitGateway(PLAIN);
    const intervals = [
      { start: NOON - QUARTER, end: NOON, value: limit(1_000) },
      { start: NOON, end: NOON + QUARTER, value: { kind: 'none' } },
      { start: NOON + QUARTER, end: null, value: limit(3_000) },
    ];
    expect(series(gateway, 1, intervals)).toEqual(done);
    expect(gateway.of(SITE)).toBeNull();
    gateway.pass(QUARTER);
    gateway.pass(300 * HOUR);
    expect(gateway.of(SITE)).toBe(3_000);
  });

  it('288 intervals are taken, more are refused, and so is one that is bad, with all of it', () => {
    const gateway = new LimitGateway(PLAIN);
    const many = quarters(...Array<number>(289).fill(4_000));
    expect(series(gateway, 1, many)).toEqual(refused('too-many-intervals'));
    expect(series(gateway, 1, Array<unknown>(10_000).fill(many[0]))).toEqual(refused('too-many-intervals'));
    expect(series(gateway, 1, [...quarters(4_000), ...quarters(-1)])).toEqual(refused('negative'));
    expect(series(gateway, 1, [])).toEqual(refused('wrong-shape'));
    expect(series(gateway, 1, [null])).toEqual(refused('wrong-shape'));
    expect(series(gateway, 1, [{ start: NOON - HOUR, end: NOON - QUARTER, value: limit(1) }])).toEqual(refused('expired'));
    expect(series(gateway, 1, many.slice(0, 288))).toEqual(done);
    expect(JSON.stringify(gateway.state).length).toBeLessThan(100_000);
  });

  it('replaces what was said before as a whole, tightening at once and loosening when it is stored', () => {
    const gateway = new LimitGateway(PLAIN);
    series(gateway, 1, quarters(5_000, 5_000));
    gateway.storage = 'slow';
    series(gateway, 2, quarters(4_000, 7_000));
    expect(gateway.of(SITE)).toBe(4_000);
    gateway.pass(QUARTER);
    expect(gateway.of(SITE)).toBe(5_000);
    gateway.flush();
    expect(gateway.of(SITE)).toBe(7_000);
  });

  it('cut into more pieces of the same values it loosens nothing, and is taken without a clock', () => {
    const gateway = new LimitGateway(PLAIN);
    gateway.limit(1, 5_000, { end: NOON + 3 * QUARTER });
    gateway.trust = 'none';
    expect(series(gateway, 2, quarters(5_000, 4_000, 5_000))).toEqual(done);
    expect(series(gateway, 3, quarters(5_000, 4_000))).toEqual(refused('clock-not-trusted'));
  });
});

describe('limits a phase, and averaged ones', () => {
  it('A a phase stand in a list of their own, and a limit in W neither replaces nor lifts them', () => {
    const gateway = new LimitGateway(PLAIN);
    expect(gateway.signal({ sequence: 1, per: 'phase', value: { kind: 'limit', amps: 16 } })).toEqual(done);
    expect(gateway.limit(2, 4_000)).toEqual(done);
    expect(gateway.facts.phaseLimits).toEqual([{ source: 'dso', sequence: 1, ...SITE, amps: 16, start: NOON, end: null, origin: 'signal' }]);
    expect(gateway.none(3)).toEqual(done);
    expect(gateway.of(SITE)).toBeNull();
    expect(gateway.facts.phaseLimits).toHaveLength(1);
    expect(gateway.signal({ sequence: 4, per: 'phase', value: { kind: 'none' } })).toEqual(done);
    expect(gateway.facts.phaseLimits).toEqual([]);
  });

  it.each([
    ['negative', -1],
    ['too-large', 10_001],
    ['not-a-number', '16'],
    ['not-a-number', undefined],
  ])('%s: %j A', (reason, amps) => expect(new LimitGateway(PLAIN).signal({ sequence: 1, per: 'phase', value: { kind: 'limit', amps } })).toEqual(refused(reason)));

  it('an average over a quarter of an hour holds beside a limit at each moment, and is published with its window', () => {
    const gateway = new LimitGateway(PLAIN);
    expect(gateway.limit(1, 6_000, { window: QUARTER })).toEqual(done);
    expect(gateway.limit(2, 9_000)).toEqual(done);
    expect(gateway.facts.limits?.map(({ value, window }) => [value, window])).toEqual([
      [limit(6_000), QUARTER],
      [limit(9_000), undefined],
    ]);
    expect(gateway.limit(3, 5_000, { window: QUARTER })).toEqual(done);
    expect(gateway.facts.limits).toHaveLength(2);
    expect(gateway.limit(4, 5_000, { window: 10 })).toEqual(refused('wrong-shape'));
  });
});
