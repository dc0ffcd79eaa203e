import { describe, expect, it } from 'vitest';
import { acts, type ActBody } from '#domain/wish/acts.ts';
import type { RequestEvent } from '#domain/wish/request.ts';
import type { Now } from '#domain/time/now.ts';

const now = { wall: 1_700_000_000_000, mono: 1_000, boot: 'b', trust: 'synced' } as unknown as Now;
const request = (id: string): RequestEvent<ActBody> => ({
  kind: 'request', credential: 'phone-1', role: 'phone', waited: 0,
  request: { id, revision: null, age: 0, timeToLive: 60_000, peer: 'current' },
  body: { kind: 'act', act: { kind: 'skip-delay' } },
});

describe('an act that control must know at once', () => {
  it('is passed on to control, and control’s word is the answer', () => {
    const asked = acts.step(acts.initial, request('r1'), now, {});
    expect(asked.effects).toEqual([{ id: 'b/acts/1', kind: 'ask-control', act: { kind: 'skip-delay' } }]);
    const answered = acts.step(asked.state, { kind: 'act-answered', id: 'b/acts/1', outcome: 'refused', reason: 'unknown-act' } as never, now, {});
    expect(answered.effects).toEqual([{ id: 'b/acts/2', kind: 'reply', credential: 'phone-1', requestId: 'r1', outcome: 'refused', reason: 'unknown-act' }]);
    expect(answered.state.asked).toEqual([]);
  });

  it('is answered once, and a word about nothing is dropped', () => {
    expect(acts.step(acts.initial, { kind: 'act-answered', id: 'b/acts/1', outcome: 'done', reason: null } as never, now, {}).effects).toBeUndefined();
  });

  it('is refused as busy when sixteen are open, and what an earlier run had open does not count', () => {
    const full = Array.from({ length: 16 }, (_, n) => request(`r${n}`)).reduce((state, one) => acts.step(state, one, now, {}).state, acts.initial);
    expect(acts.step(full, request('r16'), now, {}).effects).toMatchObject([{ kind: 'reply', outcome: 'refused', reason: 'busy' }]);
    expect(acts.step(full, request('r17'), { ...now, boot: 'c' }, {}).effects).toMatchObject([{ kind: 'ask-control' }]);
  });
});
