import { describe, expect, it } from 'vitest';
import { controlMachines, type ControlEffect, type ControlEvent, type ControlFacts } from '#domain/home/control.ts';
import { initialHome, route, type HomeState } from '#domain/home/home.ts';
import { houseMachines, type HouseEffect, type HouseEvent } from '#domain/home/house.ts';
import { instant } from '#domain/time/instant.ts';
import type { Now } from '#domain/time/now.ts';
import { HouseLoop, type LoopHost } from '../../device/house/loop.ts';

const WALL = instant(Date.UTC(2026, 0, 15, 12));
const now = (): Now => ({ wall: WALL, mono: 1_000, boot: 'b', trust: 'synced' }) as Now;
const ids = (effects: readonly { readonly id: string; readonly kind: string }[], kind: string): string[] => effects.filter((effect) => effect.kind === kind).map(({ id }) => id);

/** House's own list of machines, with everything they want done. */
function house(): { readonly tell: (event: HouseEvent) => HouseEffect[] } {
  const done: HouseEffect[] = [];
  const host: LoopHost = { now, perform: (effect) => void done.push(effect), faults: (faults) => expect(faults).toEqual([]) };
  const loop = new HouseLoop(houseMachines({ zone: 'Europe/London' }), host);
  return {
    tell: (event) => {
      done.length = 0;
      loop.dispatch(event);
      return [...done];
    },
  };
}

const reserve = { kind: 'reserve', id: 'w', device: 'battery', rank: 1, share: 0.3 } as const;
const asked = (id: string, body: object): HouseEvent =>
  ({ kind: 'request-received', credential: 'phone-1', role: 'phone', request: { id, revision: 0, age: 0, timeToLive: 60_000, peer: 'current' }, body, waited: 0 }) as HouseEvent;
const replies = (effects: readonly HouseEffect[]): unknown[] => effects.flatMap((effect) => (effect.kind === 'reply' ? [[effect.requestId, effect.outcome, effect.reason]] : []));

describe('nothing that a phone asked is acknowledged before it is stored', () => {
  it.each([['wish', { kind: 'wish', wish: reserve }], ['pause', { kind: 'pause', until: null }]])('a %s: a record first, the answer on its stored, and once', (_, body) => {
    const home = house();
    const first = home.tell(asked('r1', body));
    expect(replies(first)).toEqual([]);
    const [storeId = ''] = ids(first, 'store');
    expect(replies(home.tell({ kind: 'stored', id: `${storeId}0` }))).toEqual([]);
    expect(replies(home.tell({ kind: 'stored', id: storeId }))).toEqual([['r1', 'done', null]]);
    expect(replies(home.tell({ kind: 'stored', id: storeId }))).toEqual([]);
  });

  it('asked twice while it is on its way it is stored once and answered once', () => {
    const home = house();
    const [storeId = ''] = ids(home.tell(asked('r1', { kind: 'wish', wish: reserve })), 'store');
    expect(home.tell(asked('r1', { kind: 'wish', wish: reserve }))).toEqual([]);
    expect(replies(home.tell({ kind: 'stored', id: storeId }))).toEqual([['r1', 'done', null]]);
  });

  it('that could not be stored is refused, and the home is as it was', () => {
    const home = house();
    const [storeId = ''] = ids(home.tell(asked('r1', { kind: 'wish', wish: reserve })), 'store');
    const effects = home.tell({ kind: 'store-failed', id: storeId, reason: 'storage-down' });
    expect(replies(effects)).toEqual([['r1', 'refused', 'not-stored']]);
    expect(effects.filter((effect) => effect.kind === 'publish' && effect.name === 'wishes')).toEqual([]);
  });
});

/** Control's own list of machines. */
function control(): { readonly tell: (event: ControlEvent) => ControlEffect[]; readonly importLimit: () => unknown } {
  const keys = [{ direction: 'import', scope: 'site' }] as const;
  const machines = controlMachines({
    limit: { sources: [{ source: 'local', keys }], fixed: [], floor: instant(0) },
    follow: { neutral: {} },
    guard: { shedOrder: [], fuse: null, phases: {}, protect: {}, ramp: 100, releaseDelay: 0 as never, seed: 1 },
  });
  let home: HomeState<ControlFacts> = initialHome(machines);
  return {
    tell: (event) => {
      const routed = route(machines, home, event, now());
      expect(routed.faults).toEqual([]);
      home = routed.home;
      return routed.effects as ControlEffect[];
    },
    importLimit: () => home.facts.effectiveImport,
  };
}

const signal = (id: string, sequence: number, w: number | null): ControlEvent =>
  ({ kind: 'signal', id, signal: { source: 'local', sequence, direction: 'import', scope: 'site', value: w === null ? { kind: 'none' } : { kind: 'limit', w }, start: WALL, end: null } }) as ControlEvent;
const answers = (effects: readonly ControlEffect[]): unknown[] => effects.flatMap((effect) => (effect.kind === 'signal-answer' ? [[effect.signal, effect.outcome, effect.reason]] : []));
const limit = (w: number): object => ({ kind: 'limit', w });

describe('no limit is acknowledged before it is stored', () => {
  it('a tightening holds at once and is answered on its stored', () => {
    const home = control();
    const first = home.tell(signal('s1', 1, 2_000));
    expect([answers(first), home.importLimit()]).toEqual([[], limit(2_000)]);
    const [storeId = ''] = ids(first, 'store');
    expect(answers(home.tell({ kind: 'stored', id: storeId }))).toEqual([['s1', 'done', null]]);
  });

  it('a tightening that could not be stored is refused and holds all the same', () => {
    const home = control();
    const [storeId = ''] = ids(home.tell(signal('s1', 1, 2_000)), 'store');
    expect(answers(home.tell({ kind: 'store-failed', id: storeId, reason: 'storage-down' }))).toEqual([['s1', 'refused', 'storage-down']]);
    expect(home.importLimit()).toEqual(limit(2_000));
  });

  it.each([['a looser limit', 5_000, limit(5_000)], ['none', null, { kind: 'none' }]])('%s frees nothing before its stored, and nothing at all when that fails', (_, w, after) => {
    for (const stored of [true, false]) {
      const home = control();
      const [tight = ''] = ids(home.tell(signal('s1', 1, 2_000)), 'store');
      home.tell({ kind: 'stored', id: tight });
      const effects = home.tell(signal('s2', 2, w));
      expect([answers(effects), home.importLimit()]).toEqual([[], limit(2_000)]);
      const [id = ''] = ids(effects, 'store');
      const outcome = home.tell(stored ? { kind: 'stored', id } : { kind: 'store-failed', id, reason: 'storage-down' });
      expect(answers(outcome)).toEqual([stored ? ['s2', 'done', null] : ['s2', 'refused', 'storage-down']]);
      expect(home.importLimit()).toEqual(stored ? after : limit(2_000));
    }
  });
});
