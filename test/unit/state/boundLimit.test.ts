import { describe, expect, it } from 'vitest';
import type { Ladder, LimitState } from '#wire/message/bodies.ts';
import { attentionOf } from '../../../src/state/attention.ts';
import { boundLimit, HeldBinds } from '../../../src/state/boundLimit.ts';
import { HomeModel } from '../../../src/state/homeModel.ts';
import { sayAttention } from '../../../src/ui/parts/attentionWords.ts';
import { warnedLadder } from '../../../src/ui/gallery/exampleAttention.ts';
import { bindingLimit, TOLD_AT } from '../../../src/ui/gallery/exampleHome.ts';
import { en } from '../../../src/ui/text/en.ts';

type Row = LimitState['limits'][number];
type PhaseRow = NonNullable<LimitState['phaseLimits']>[number];

const head = { source: 'grid-co', direction: 'import' as const, scope: 'site' as const, start: TOLD_AT, end: null, origin: 'signal' as const, binds: true };
const inWatts = (change: Partial<Row> = {}): Row => ({ ...head, value: { kind: 'limit', w: 3_000 }, ...change });
const inAmps = (change: Partial<PhaseRow> = {}): PhaseRow => ({ ...head, amps: 16, ...change });
const state = (change: Partial<LimitState>): LimitState => ({ limits: [], phaseLimits: [], effectiveImport: { kind: 'none' }, binding: true, state: 'kept', excess: 0, ...change });

const place = { words: en, now: TOLD_AT, zone: 'UTC', currency: 'EUR', titleOf: (issuer: string) => issuer };
/** What Now says after a home has told these, one after the other. */
function said(...told: readonly LimitState[]): readonly string[] {
  const model = new HomeModel(() => 0);
  for (const [n, body] of told.entries()) model.receive('tw/state/limit', JSON.stringify({ v: 1, storeId: 's', boot: 'b', seq: n + 1, time: TOLD_AT, body }));
  return attentionOf(model.facts, TOLD_AT, []).map((one) => sayAttention(place, one).sentence);
}

it('a warning says when nobody sees what flows any more', () => {
  const of = (change: Partial<Ladder>): string => sayAttention(place, { kind: 'ladder', ladder: { ...warnedLadder(), ...change } }).sentence;
  expect(of({ power: null })).toMatch(/The meter is silent or cannot be believed: nothing is interrupted, and nothing given back, until it can\.$/);
  expect(of({})).not.toContain('believed');
});

describe('U30 the limit that holds the home back', () => {
  it('is named in A where it is one of the phases, and as sending out where it is one', () => {
    expect(said(state({ phaseLimits: [inAmps()] }))).toEqual(['Staying under 16 A on each phase, as the grid asks.']);
    expect(said(state({ limits: [inWatts({ direction: 'export' })] }))).toEqual(['Sending out no more than 3.00 kW, as the grid asks.']);
    expect(said(state({ phaseLimits: [inAmps({ amps: 6.5 })], state: 'unkeepable', excess: 700 }))).toEqual(['The grid allows 6.5 A on each phase. All we can turn down is down, still 700 W too much.']);
  });

  it('is not the one that stands beside it and does not bind', () => {
    const both = { limits: [inWatts({ binds: false })], effectiveImport: { kind: 'limit', w: 3_000 } as const, phaseLimits: [inAmps()] };
    expect(said(state(both))).toEqual(['Staying under 16 A on each phase, as the grid asks.']);
    expect(said(state({ ...both, limits: [inWatts()] }))).toEqual(['Staying under 3.00 kW, as the grid asks.']);
  });

  it('is that on all that is drawn where a gateway does not say which one binds', () => expect(boundLimit(bindingLimit())).toEqual({ direction: 'import', most: { w: 3_500 } }));

  it('is the smallest of those that bind, not the smallest that stands', () => {
    const both = [inWatts({ value: { kind: 'limit', w: 9_000 } }), inWatts({ value: { kind: 'limit', w: 6_000 } }), inWatts({ scope: 'controllable', value: { kind: 'limit', w: 4_200 }, binds: false })];
    expect(said(state({ limits: both, effectiveImport: { kind: 'limit', w: 4_200 } }))).toEqual(['Staying under 6.00 kW, as the grid asks.']);
  });

  it('is none that may or may not have bound a moment ago', () => expect(said(state({ limits: [inWatts({ binds: false })] }))).toEqual([]));

  it('is the connection itself, which nobody has asked for, where the fuse holds the home back', () => {
    const fuse = inWatts({ source: 'main-fuse', origin: 'fuse', value: { kind: 'limit', w: 17_250 }, binds: false });
    const whole = { effectiveImport: { kind: 'limit', w: 17_250 } as const };
    expect(said(state({ limits: [fuse], ...whole }))).toEqual(['Staying within what your connection can carry.']);
    expect(said(state({ limits: [{ ...fuse, binds: true }], ...whole }))).toEqual(['Staying within what your connection can carry.']);
    expect(said(state({ phaseLimits: [inAmps({ origin: 'fuse' })] }))).toEqual(['Staying within what your connection can carry.']);
    expect(said(state({ limits: [{ ...fuse, binds: true }], ...whole, state: 'unkeepable', excess: 700 }))).toEqual(['More is used than your connection carries: all we can turn down is down, still 700 W too much.']);
  });

  it('that is not kept is named although the plan asks for less, and a device does not follow', () =>
    expect(said(state({ limits: [inWatts({ binds: false })], binding: false, state: 'unkeepable', excess: 700 }))).toEqual(['The grid allows 3.00 kW. All we can turn down is down, still 700 W too much.']));

  it('is named as long as the guard calls anything binding, although it binds no more just now; and then no more', () => {
    const calm = { phaseLimits: [inAmps({ binds: false })] };
    expect(said(state({ phaseLimits: [inAmps()] }), state(calm))).toEqual(['Staying under 16 A on each phase, as the grid asks.']);
    expect(said(state({ phaseLimits: [inAmps()] }), state({ ...calm, binding: false }), state(calm))).toEqual([]);
  });

  it('held, leaves what it was told as it was', () => {
    const told = state({ phaseLimits: [inAmps({ binds: false })] });
    expect(new HeldBinds().hold(told)).toEqual(told);
  });
});
