import { describe, expect, it } from 'vitest';
import { contract, HOUR, iso, MINUTE, NOON, SignalHome } from './home.ts';

const other = contract({ issuer: 'other' });
const LIMIT = { kind: 'limit', direction: 'import', scope: 'controllable', w: 4_200 };

describe('one issuer cannot take the room of another', () => {
  it('the queue to a slow disk', () => {
    const home = new SignalHome([contract(), other]);
    home.disk = 'slow';
    for (let n = 0; n < 40; n += 1) home.send({ ...home.claims({ kind: 'heartbeat' }), iss: 'other', seq: n + 1, jti: `o${n}` }, { issuer: 'other' });
    expect(home.answers.at(-1)?.reason).toBe('busy');
    home.send(LIMIT);
    expect(home.admitted.map(({ kind }) => kind)).toEqual(['admit-signal']);
  });

  it('calls that are announced', () => {
    const home = new SignalHome([contract(), other]);
    const reasons = Array.from({ length: 64 }, (_, n) => home.send({ ...home.claims(home.event({ id: `e${n}`, start: iso(NOON + (n + 1) * HOUR), end: iso(NOON + (n + 1) * HOUR + MINUTE) })), iss: 'other', seq: n + 1, jti: `o${n}` }, { issuer: 'other' }));
    expect(reasons).toContain('busy');
    expect(home.send(home.event())).toBeNull();
  });
});

it('a withdrawn key stays withdrawn, however many names are withdrawn after it', () => {
  const home = new SignalHome();
  expect(home.send({ kind: 'revoke', key: 'stolen' }, { key: 'k1' })).toBeNull();
  for (let n = 0; n < 20; n += 1) home.send({ kind: 'revoke', key: `nobody${n}` }, { key: 'k1', may: 'tighten' });
  expect(home.send({ kind: 'heartbeat' }, { key: 'stolen' })).toBe('revoked-key');
});

it('a call that a person left while it ran still counts when it is cancelled: consent for a day is not asked twice', () => {
  const home = new SignalHome([contract({ increase: { power: 2_000, energyPerDay: 2_000 }, firmness: 'overridable' })]);
  const more = { demand: 'more-demand', power: 2_000, end: iso(NOON + HOUR), start: iso(NOON) };
  expect(home.send(home.event(more))).toBeNull();
  home.pass(30 * MINUTE);
  expect(home.says('dso/peak', 'opt-out')).toBeNull();
  expect(home.send({ kind: 'cancel', event: 'peak' })).toBeNull();
  expect(home.send(home.event({ ...more, id: 'again', start: iso(NOON + 2 * HOUR), end: iso(NOON + 3 * HOUR) }))).toBe('above-consent');
});
