import { describe, expect, it } from 'vitest';
import type { Now } from '#domain/time/now.ts';
import type { Asker, RequestTerms } from '#domain/wish/request.ts';
import { requests, type RequestsState } from '#domain/wish/requests.ts';

const now = (boot = 'b1'): Now => ({ wall: 0, mono: 0, boot, trust: 'synced' }) as Now;
const received = (change: Partial<RequestTerms> = {}, { role = 'phone' as Asker, kind = 'resume', waited = 0, credential = 'p1' } = {}) => ({
  kind: 'request-received' as const,
  credential,
  role,
  request: { id: 'r1', revision: null, age: 0, timeToLive: 5_000, peer: 'current' as const, ...change },
  body: { kind },
  waited,
});
const step = (state: RequestsState, event: Parameters<typeof requests.step>[1], at = now()) => requests.step(state, event, at, {});
const effectsOf = (event: ReturnType<typeof received>) => step(requests.initial, event).effects;

describe('judging a request', () => {
  it('lets through what is in time and from one who may ask', () => {
    const { kind: _kind, ...rest } = received();
    expect(effectsOf(received())).toEqual([{ id: 'b1/requests/1', kind: 'admit', event: { kind: 'request', ...rest } }]);
  });

  it.each<[string, ReturnType<typeof received>, string, string]>([
    ['an app one version older, which may read only', received({ peer: 'previous' }), 'refused', 'app-too-old'],
    ['an app of another version', received({ peer: 'unknown' }), 'refused', 'unknown-version'],
    ['a body that cannot be read', received({}, { kind: 'unreadable' }), 'refused', 'wrong-body'],
    ['what was too old when it was sent', received({ age: 5_001 }), 'late', 'too-late'],
    ['what waited too long here', received({ age: 3_000 }, { waited: 2_001 }), 'late', 'too-late'],
    ['a planner that wants anything but to propose', received({}, { role: 'planner', kind: 'wish' }), 'refused', 'not-allowed'],
  ])('refuses %s', (_name, event, outcome, reason) => {
    expect(effectsOf(event)).toEqual([{ id: 'b1/requests/1', kind: 'reply', credential: 'p1', requestId: 'r1', outcome, reason }]);
  });

  it('takes what is just in time, and the proposal of a planner', () => {
    expect(effectsOf(received({ age: 3_000 }, { waited: 2_000 }))?.[0]?.kind).toBe('admit');
    expect(effectsOf(received({}, { role: 'planner', kind: 'proposal' }))?.[0]?.kind).toBe('admit');
  });
});

describe('the same request twice', () => {
  const admitted = step(requests.initial, received()).state;
  const answered = step(admitted, { kind: 'replied', credential: 'p1', requestId: 'r1', outcome: 'done', reason: null } as never).state;

  it('is done once and answered twice', () => {
    expect(step(answered, received()).effects).toEqual([{ id: 'b1/requests/2', kind: 'reply', credential: 'p1', requestId: 'r1', outcome: 'done', reason: null }]);
  });

  it('is answered as before even when the second one is late by now', () => {
    expect(step(answered, received({ age: 9_999_999 })).effects).toMatchObject([{ outcome: 'done' }]);
  });

  it('waits for the first answer while that is under way', () => expect(step(admitted, received()).effects).toBeUndefined());

  it('is another request when another credential sends it', () => {
    expect(step(answered, received({}, { credential: 'p2' })).effects).toMatchObject([{ kind: 'admit' }]);
  });

  it('is still known after a restart; one that was never answered may be asked again', () => {
    const half = step(answered, received({ id: 'r2' })).state;
    const restarted = step(half, { kind: 'tick' }, now('b2')).state;
    expect(step(restarted, received({ id: 'r1' }), now('b2')).effects).toMatchObject([{ kind: 'reply', outcome: 'done' }]);
    expect(step(restarted, received({ id: 'r2' }), now('b2')).effects).toMatchObject([{ kind: 'admit' }]);
  });

  it('is remembered for the last 64 of a credential', () => {
    let state = answered;
    for (let n = 0; n < 63; n++) state = step(state, { kind: 'replied', credential: 'p1', requestId: `x${n}`, outcome: 'done', reason: null } as never).state;
    expect(step(state, received()).effects).toMatchObject([{ kind: 'reply' }]);
    state = step(state, { kind: 'replied', credential: 'p1', requestId: 'one-more', outcome: 'done', reason: null } as never).state;
    expect(step(state, received()).effects).toMatchObject([{ kind: 'admit' }]);
  });
});
