import { describe, expect, it } from 'vitest';
import type { Effect } from '#domain/machine/machine.ts';
import { instant } from '#domain/time/instant.ts';
import type { Now } from '#domain/time/now.ts';
import type { WishBody } from '#domain/wish/request.ts';
import { UNTIL_RESUMED, type Wish } from '#domain/wish/wish.ts';
import { wishes, type WishesState } from '#domain/wish/wishes.ts';

const now = (wall = 1_000, boot = 'b1'): Now => ({ wall, mono: 0, boot, trust: 'synced' }) as Now;
const reserve: Wish = { kind: 'reserve', id: 'w1', device: 'battery', rank: 1, share: 0.3 };
const ask = (body: WishBody, revision: number | null = 0, id = 'r1') => ({
  kind: 'request' as const,
  credential: 'p1',
  role: 'phone' as const,
  request: { id, revision, age: 0, timeToLive: 5_000, peer: 'current' as const },
  body,
  waited: 0,
});

/** The machine after its first tick, with what it said since. */
function run(events: readonly Parameters<typeof wishes.step>[1][], from: WishesState = wishes.initial, at = now()): { state: WishesState; said: Effect[] } {
  let { state } = wishes.step(from, { kind: 'tick' }, at, {});
  const said: Effect[] = [];
  for (const event of events) {
    const stepped = wishes.step(state, event, at, {});
    state = stepped.state;
    said.push(...(stepped.effects ?? []));
  }
  return { state, said };
}
const stored = (id: string) => ({ kind: 'stored' as const, id });
const failed = (id: string) => ({ kind: 'store-failed' as const, id, reason: 'SQLITE_FULL' });
// The first tick of a new home says one thing, its state: the first store has number 2.
const FIRST = 'b1/wishes/2';

describe('a wish', () => {
  it('is answered, published and counted only when it is stored', () => {
    const before = run([ask({ kind: 'wish', wish: reserve })]);
    expect(before.said.map(({ kind }) => kind)).toEqual(['store']);
    expect(before.state).toMatchObject({ revision: 0, wishes: [] });
    const after = run([ask({ kind: 'wish', wish: reserve }), stored(FIRST)]);
    expect(after.said.slice(1)).toEqual([
      { id: 'b1/wishes/3', kind: 'publish', name: 'wishes', body: { revision: 1, wishes: [reserve], choices: [], intent: { mode: 'cheapest', carbonPrice: null }, pausedUntil: null } },
      { id: 'b1/wishes/4', kind: 'reply', credential: 'p1', requestId: 'r1', outcome: 'done', reason: null },
    ]);
  });

  it('that could not be stored is refused and changes nothing', () => {
    const { state, said } = run([ask({ kind: 'wish', wish: reserve }), failed(FIRST)]);
    expect(said.slice(1)).toEqual([{ id: 'b1/wishes/3', kind: 'reply', credential: 'p1', requestId: 'r1', outcome: 'refused', reason: 'not-stored' }]);
    expect(state).toMatchObject({ revision: 0, wishes: [], pending: [] });
  });

  it.each([[1], [-1], [null]])('edited from revision %s is a conflict, not an overwrite', (revision) => {
    expect(run([ask({ kind: 'wish', wish: reserve }, revision)]).said).toMatchObject([{ kind: 'reply', outcome: 'conflict', reason: 'edited-meanwhile' }]);
  });

  it('of two people at once is taken from the first', () => {
    const { said } = run([ask({ kind: 'wish', wish: reserve }), ask({ kind: 'wish', wish: { ...reserve, share: 0.5 } }, 0, 'r2')]);
    expect(said[1]).toMatchObject({ requestId: 'r2', outcome: 'conflict' });
  });

  it('with the id of another takes its place; removed it is gone; an unknown one cannot be removed', () => {
    const changed = run([ask({ kind: 'wish', wish: reserve }), stored(FIRST), ask({ kind: 'wish', wish: { ...reserve, share: 0.5 } }, 1), stored('b1/wishes/5')]);
    expect(changed.state).toMatchObject({ revision: 2, wishes: [{ id: 'w1', share: 0.5 }] });
    const removed = run([ask({ kind: 'wish-removed', id: 'w1' }, 2), stored('b1/wishes/8')], changed.state);
    expect(removed.state.pending).toEqual([]);
    expect(removed.state).toMatchObject({ revision: 3, wishes: [] });
    expect(run([ask({ kind: 'wish-removed', id: 'w9' })]).said).toMatchObject([{ outcome: 'refused', reason: 'unknown-wish' }]);
  });
});

describe('pausing everything', () => {
  it('holds at once, is stored, and only then acknowledged', () => {
    const { said } = run([ask({ kind: 'pause', until: null }, null), stored(FIRST)]);
    expect(said.map(({ kind }) => kind)).toEqual(['store', 'publish', 'pause', 'publish', 'reply']);
    expect(said[1]).toMatchObject({ body: { pausedUntil: UNTIL_RESUMED } });
    expect(said[2]).toMatchObject({ on: true, until: null });
  });

  it('holds even when it cannot be stored, and says that it was not kept', () => {
    const { state, said } = run([ask({ kind: 'pause', until: null }, null), failed(FIRST)]);
    expect(state.pausedUntil).toBe(UNTIL_RESUMED);
    expect(said.at(-1)).toMatchObject({ outcome: 'refused', reason: 'not-stored' });
  });

  it('ends by itself at its moment, and by resume only when that is stored', () => {
    const paused = run([ask({ kind: 'pause', until: 2_000 as never }, null), stored(FIRST)]).state;
    expect(wishes.step(paused, { kind: 'tick' }, now(1_999), {}).effects).toBeUndefined();
    expect(wishes.step(paused, { kind: 'tick' }, now(2_000), {}).effects).toMatchObject([{ kind: 'publish', body: { pausedUntil: null } }, { kind: 'pause', on: false, until: null }]);
    expect(run([ask({ kind: 'resume' }, null)], paused).state.pausedUntil).toBe(2_000);
  });

  it('is said again after a restart', () => {
    const paused = run([ask({ kind: 'pause', until: null }, null), stored(FIRST)]).state;
    expect(wishes.step(paused, { kind: 'tick' }, now(1_000, 'b2'), {}).effects).toMatchObject([{ kind: 'publish' }, { kind: 'pause', on: true, until: null }]);
  });
});

describe('a house that starts without what it kept', () => {
  it('says its state, and nothing of a pause that control may have kept', () => {
    expect(wishes.step(wishes.initial, { kind: 'tick' }, now(), {}).effects).toMatchObject([{ kind: 'publish', name: 'wishes' }]);
  });

  it('nor after another restart, while nobody has paused or resumed', () => {
    expect(wishes.step(run([]).state, { kind: 'tick' }, now(1_000, 'b2'), {}).effects).toMatchObject([{ kind: 'publish' }]);
  });

  it('ends the pause that control kept when somebody resumes, and says so again after a restart', () => {
    const { state, said } = run([ask({ kind: 'resume' }, null), stored(FIRST)]);
    expect(said).toContainEqual(expect.objectContaining({ kind: 'pause', on: false }));
    expect(wishes.step(state, { kind: 'tick' }, now(1_000, 'b2'), {}).effects).toMatchObject([{ kind: 'publish' }, { kind: 'pause', on: false }]);
  });
});

describe('after a restart', () => {
  const asked = run([ask({ kind: 'wish', wish: reserve })]).state;

  it('a wish that got into the journal holds, and is answered', () => {
    const { state, effects } = wishes.step(asked, stored(FIRST), now(1_000, 'b2'), {});
    expect(state).toMatchObject({ revision: 1, wishes: [reserve] });
    expect(effects?.at(-1)).toMatchObject({ kind: 'reply', outcome: 'done' });
  });

  it('one that did not is forgotten', () => expect(wishes.step(asked, { kind: 'tick' }, now(1_000, 'b2'), {}).state).toMatchObject({ revision: 0, pending: [] }));
});

describe('a half-hour decided by a person', () => {
  const choice = { device: 'battery', start: instant(10_000), end: instant(20_000), want: 'off' as const };
  const decided = (): WishesState => run([ask({ kind: 'slot', choice }), stored(FIRST)]).state;

  it('is kept when it is stored, as an edit of its own revision', () => {
    const { state, said } = run([ask({ kind: 'slot', choice }), stored(FIRST)]);
    expect(state).toMatchObject({ revision: 1, choices: [choice] });
    expect(said.slice(1)).toMatchObject([{ kind: 'publish', body: { revision: 1, choices: [choice] } }, { kind: 'reply', outcome: 'done' }]);
  });

  it('edited from a revision that is not the last is a conflict', () => {
    expect(run([ask({ kind: 'slot', choice }, 4)]).said).toMatchObject([{ outcome: 'conflict', reason: 'edited-meanwhile' }]);
    expect(run([ask({ kind: 'slot-freed', device: 'battery', start: choice.start }, 0)], decided()).said).toMatchObject([{ outcome: 'conflict' }]);
  });

  it('takes the place of an earlier one of the same slot, and can be given back', () => {
    const other = run([ask({ kind: 'slot', choice: { ...choice, want: 'on' } }, 1), stored('b1/wishes/5')], decided()).state;
    expect(other.choices).toEqual([{ ...choice, want: 'on' }]);
    expect(run([ask({ kind: 'slot-freed', device: 'battery', start: choice.start }, 1), stored('b1/wishes/5')], decided()).state.choices).toEqual([]);
    expect(run([ask({ kind: 'slot-freed', device: 'plug', start: choice.start }, 1)], decided()).said).toMatchObject([{ outcome: 'refused', reason: 'unknown-wish' }]);
  });

  it('ends by itself and is told, without making the edit of somebody else a conflict', () => {
    const over = wishes.step(decided(), { kind: 'tick' }, now(20_000), {});
    expect([over.state.choices, over.state.revision]).toEqual([[], 1]);
    expect(over.effects).toMatchObject([{ kind: 'publish', body: { choices: [] } }]);
    expect(wishes.step(decided(), { kind: 'tick' }, now(19_999), {}).effects).toBeUndefined();
  });

  it('that is over already is refused, and so are more than a home can mean', () => {
    expect(run([ask({ kind: 'slot', choice: { ...choice, end: instant(900) } })]).said).toMatchObject([{ outcome: 'refused', reason: 'already-over' }]);
    const many = Array.from({ length: 96 }, (_, n) => ({ ...choice, device: `d${n}` }));
    expect(run([ask({ kind: 'slot', choice }, 1)], { ...decided(), choices: many }).said).toMatchObject([{ outcome: 'refused', reason: 'too-many-wishes' }]);
  });

  it('survives a restart, and a state that an earlier version kept has none', () => {
    const restarted = wishes.step(decided(), { kind: 'tick' }, now(1_000, 'b2'), {});
    expect(restarted.effects).toMatchObject([{ kind: 'publish', body: { choices: [choice] } }]);
    const { choices: _none, ...old } = decided();
    expect(wishes.step(old, { kind: 'tick' }, now(1_000, 'b2'), {}).effects).toMatchObject([{ body: { choices: [] } }]);
  });
});
