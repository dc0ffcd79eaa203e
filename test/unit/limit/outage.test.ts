import { describe, expect, it } from 'vitest';
import { countDown, countedAt, type Held } from '#domain/limit/held.ts';
import { failsafeState } from '#domain/limit/failsafe.ts';
import { limitMachine } from '#domain/limit/machine.ts';
import { EVERY_KEY, issuerSource } from '#domain/limit/sources.ts';
import type { LimitState } from '#domain/limit/state.ts';
import type { Instant } from '#domain/time/instant.ts';
import type { Now } from '#domain/time/now.ts';
import { watts } from '#domain/units/power.ts';
import { LimitGateway } from '../../fakes/limitGateway.ts';

const NOON = Date.UTC(2027, 2, 1, 12);
const HOUR = 3_600_000;
const FLOOR = Date.UTC(2026, 9, 1) as Instant;
const now = (boot: string, wall: number, mono: number, trust: Now['trust']): Now => ({ boot, wall, mono, trust }) as Now;
const held: Held = {
  batch: 1,
  limit: { source: 'dso', sequence: 1, direction: 'import', scope: 'site', value: { kind: 'limit', w: watts(4_200) }, start: NOON as Instant, end: (NOON + HOUR) as Instant },
  startsIn: 0,
  remaining: 40 * 60_000,
};
const before = countedAt(now('b1', NOON + 20 * 60_000, 500_000, 'floor'), FLOOR);
/** ms that the limit still holds after a restart with the clock at `wall`. */
const leftAfter = (wall: number, trust: Now['trust']): number | null => countDown(held, before, countedAt(now('b2', wall, 0, trust), FLOOR), wall as Instant).remaining;

describe('a limit over a restart', () => {
  it.each([0, HOUR, 300 * 24 * HOUR])('with a clock that nobody set and that is %d ms ahead, it holds for all that was left', (ahead) => expect(leftAfter(NOON + 20 * 60_000 + ahead, 'floor')).toBe(40 * 60_000));
  it.each([30 * 60_000, 3 * HOUR, 10 * 365 * 24 * HOUR])('nor with one that was set and shows %d ms more: one word on the time away frees nothing', (away) => expect(leftAfter(NOON + 20 * 60_000 + away, 'synced')).toBe(40 * 60_000));
  it('with a clock that nobody set and that is behind, too: it is nobody’s word', () => expect(leftAfter(NOON - 10 * HOUR, 'floor')).toBe(40 * 60_000));
  it('with a clock that was set and is behind, it holds as long as it is at most', () => expect(leftAfter(NOON - 10 * HOUR, 'synced')).toBe(HOUR));
  const long: Held = { ...held, limit: { ...held.limit, end: (NOON + 40 * 24 * HOUR) as Instant }, remaining: 39 * 24 * HOUR };
  const series: Held = { ...held, limit: { ...held.limit, start: (NOON + 5 * HOUR) as Instant, end: (NOON + 6 * HOUR) as Instant }, startsIn: 5 * HOUR, remaining: 6 * HOUR };
  const onReturn = (of: Held, wall: number): Held => countDown(of, before, countedAt(now('b2', wall, 0, 'synced'), FLOOR), wall as Instant);
  it('one for weeks holds a day more where a clock that was set says that it is over', () => expect(onReturn(long, NOON + 90 * 24 * HOUR).remaining).toBe(24 * HOUR));
  it('and to its end where that clock says that it is not', () => expect(onReturn(long, NOON + 10 * 24 * HOUR).remaining).toBe(30 * 24 * HOUR));
  it('one that would have begun and ended while the gateway was away holds for its own length', () => expect(onReturn(series, NOON + 9 * HOUR)).toMatchObject({ startsIn: 0, remaining: HOUR }));
  it('is freed by no jump ahead while running, even once the clock is believed', () => {
    const later = countedAt(now('b1', NOON + 50 * HOUR, 560_000, 'floor'), FLOOR);
    expect(countDown(held, before, later, (NOON + 50 * HOUR) as Instant).remaining).toBe(39 * 60_000);
  });
});

describe('a limit to come, over an outage that ends before a clock is set', () => {
  const TWO = { start: NOON + 2 * HOUR, end: NOON + 4 * HOUR };
  /** Accepted at noon for two o'clock; the gateway runs for an hour, is away for 70 min, and comes back in another boot of the machine. */
  function returned(wall: number, trust: Now['trust'], machine: string | null = 'm2', of: Record<string, unknown> = {}): LimitGateway {
    const config = { sources: [issuerSource('dso', EVERY_KEY)], fixed: [], floor: FLOOR };
    const gateway = new LimitGateway({ ...config, machineBoot: 'm1' });
    gateway.limit(1, 4_200, { ...TWO, ...of });
    for (let n = 0; n < 60; n++) gateway.pass(60_000);
    const after = new LimitGateway({ ...config, machineBoot: machine });
    after.disk = gateway.disk;
    after.restart('b2', wall, trust);
    return after;
  }

  it.each([
    ['shows 1970', 0, 'none'],
    ['stands where it stood', NOON + HOUR, 'floor'],
    ['is a day behind', NOON - 23 * HOUR, 'floor'],
  ] as const)('holds at once where the clock %s: it may have begun, and to hold early is safe', (_, wall, trust) => {
    const home = returned(wall, trust);
    expect(home.power).toBe(4_200);
    for (let n = 0; n < 170; n++) home.pass(60_000);
    expect(home.power).toBe(4_200);
    for (let n = 0; n < 20; n++) home.pass(60_000);
    // What was left of it at noon, three hours that the gateway ran.
    expect(home.power).toBeNull();
  });

  it('waits for its time once a clock is set that says that it has not begun', () => {
    const home = returned(NOON + HOUR, 'floor');
    home.wall = NOON + 1.5 * HOUR;
    home.trust = 'synced';
    home.pass(1_000);
    expect(home.power).toBeNull();
    home.pass(29 * 60_000);
    expect(home.power).toBeNull();
    home.pass(60_000);
    expect(home.power).toBe(4_200);
  });

  it('waits no longer for a set clock that is behind than was left to wait', () => {
    const home = returned(NOON - 24 * HOUR, 'floor');
    home.trust = 'synced';
    home.pass(1_000);
    expect(home.power).toBeNull();
    home.pass(HOUR);
    expect(home.power).toBe(4_200);
  });

  it('waits where only the gateway was restarted: the machine’s clock has run on', () => {
    const home = returned(NOON + HOUR + 5_000, 'floor', 'm1');
    expect(home.power).toBeNull();
    home.pass(HOUR);
    expect(home.power).toBe(4_200);
  });

  it('lifts nothing early: a subscription stands until a looser word has surely begun', () => {
    const loss = { kind: 'schedule', subscriptions: [{ direction: 'import', scope: 'site', w: watts(2_000) }] } as const;
    const gateway = new LimitGateway({ sources: [issuerSource('dso', EVERY_KEY, loss)], fixed: [], floor: FLOOR });
    gateway.limit(1, 9_000, TWO);
    gateway.restart('b2', NOON + HOUR, 'floor');
    expect(gateway.power).toBe(9_000);
    expect(gateway.of({ direction: 'import', scope: 'site' })).toBe(2_000);
  });
});

describe('where it is not known any more what limits stood', () => {
  const machine = limitMachine({ sources: [{ source: 'local', keys: [{ direction: 'import', scope: 'site' }] }], fixed: [], floor: FLOOR });
  const say = (state: LimitState, value: unknown): { readonly state: LimitState; readonly outcome: unknown } => {
    const at = now('b1', NOON, 1_000, 'floor');
    const first = machine.step(state, { kind: 'signal', id: 's', signal: { source: 'local', sequence: 1, direction: 'import', scope: 'site', value, start: NOON, end: null } }, at, {});
    const store = first.effects?.find(({ kind }) => kind === 'store');
    const next = machine.step(first.state, { kind: 'stored', id: store?.id ?? '' }, at, {});
    return { state: next.state, outcome: next.facts?.effectiveImport };
  };
  it('import is held to 4200 W and nothing is sent out, for as long as nothing is said', () => {
    const later = machine.step(failsafeState('local', NOON as Instant), { kind: 'tick' }, now('b9', NOON + 9_000 * HOUR, 5, 'floor'), {});
    expect(later.facts?.effectiveImport).toEqual({ kind: 'limit', w: 4_200 });
  });
  it('the next word takes its place, larger or none', () => {
    expect(say(failsafeState('local', NOON as Instant), { kind: 'limit', w: 9_000 }).outcome).toEqual({ kind: 'limit', w: 9_000 });
    const lifted = say(failsafeState('local', NOON as Instant), { kind: 'none' });
    expect(lifted.outcome).toEqual({ kind: 'none' });
    // What is sent out is another matter, and still held.
    expect(lifted.state.held.map(({ limit: { direction, value } }) => ({ direction, value }))).toEqual([{ direction: 'export', value: { kind: 'limit', w: 0 } }]);
  });
});
