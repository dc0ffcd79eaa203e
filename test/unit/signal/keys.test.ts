import { describe, expect, it } from 'vitest';
import { contract, HOUR, iso, MINUTE, NOON, SignalHome } from './home.ts';

const LIMIT = { kind: 'limit', direction: 'import', scope: 'controllable', w: 4_200, end: iso(NOON + HOUR) };
const less = { key: 'reduce', may: 'tighten' } as const;
const all = { key: 'raise', may: 'all' } as const;
const LARGEST = Number.MAX_SAFE_INTEGER;

describe('the numbers of one key are its own (reliability 2.6, two keys)', () => {
  it('a key that may only tighten and takes the largest number there is leaves the other one to lift, to cancel and to withdraw it', () => {
    const home = new SignalHome();
    expect(home.send({ ...home.claims(LIMIT), seq: LARGEST }, less)).toBeUndefined();
    expect(home.send({ ...home.claims({ kind: 'revoke', key: 'reduce' }), seq: 5 }, all)).toBeNull();
    home.pass(2_000);
    expect(home.send({ ...home.claims({ ...LIMIT, w: null, end: undefined }), seq: 6 }, all)).toBeUndefined();
    expect(home.admitted).toHaveLength(2);
    expect(home.send({ ...home.claims(LIMIT), seq: LARGEST }, less)).toBe('revoked-key');
  });

  it('within one key a number counts once, also after a SIGKILL', () => {
    const home = new SignalHome();
    expect(home.send({ ...home.claims({ kind: 'heartbeat' }), seq: 7 }, less)).toBeNull();
    home.kill();
    expect(home.send({ ...home.claims({ kind: 'heartbeat' }), seq: 7 }, less)).toBe('stale-sequence');
    expect(home.send({ ...home.claims({ kind: 'heartbeat' }), seq: 6 }, all)).toBeNull();
  });

  it('a state kept when all keys counted together goes on above its number for each of them', () => {
    const home = new SignalHome();
    home.state = { ...home.state, issuers: { dso: { sequence: 100, ids: [], activations: [], revoked: ['old'] } as never } };
    home.boot = 'b2';
    for (const key of [less, all]) {
      expect(home.send({ ...home.claims({ kind: 'heartbeat' }), seq: 100 }, key)).toBe('stale-sequence');
      expect(home.send({ ...home.claims({ kind: 'heartbeat' }), seq: 101 }, key)).toBeNull();
    }
    expect(home.send({ ...home.claims({ kind: 'heartbeat' }), seq: 102 }, { key: 'old' })).toBe('revoked-key');
  });

  it('what frees and was kept back on its way is late when another key has spoken since', () => {
    const home = new SignalHome();
    const lifted = home.claims({ kind: 'release' });
    home.pass(MINUTE);
    expect(home.send(LIMIT, less)).toBeUndefined();
    expect(home.send(lifted, all)).toBe('stale-sequence');
    expect(home.send({ kind: 'release' }, all)).toBeUndefined();
  });

  it('a time of issue that is still to come makes nothing of another key late', () => {
    const home = new SignalHome();
    expect(home.send({ ...home.claims(LIMIT), iat: NOON / 1_000 + 299 }, less)).toBeUndefined();
    expect(home.send({ kind: 'release' }, all)).toBeUndefined();
  });

  it('remembers 32 keys and no more', () => {
    const home = new SignalHome([contract({ kinds: ['heartbeat'] })]);
    for (let n = 0; n < 100; n += 1) home.send({ kind: 'heartbeat' }, { key: `k-${n}` });
    expect(Object.keys(home.state.issuers['dso']?.keys ?? {})).toHaveLength(32);
    expect(home.state.issuers['dso']?.issued).toHaveLength(32);
  });
});
