import { describe, expect, it } from 'vitest';
import { NO_REST } from '#domain/signal/rest.ts';
import { forgetful } from '#domain/signal/state.ts';
import { instant } from '#domain/time/instant.ts';
import { contract, HOUR, iso, MINUTE, NOON, SignalHome } from './home.ts';

const LIMIT = { kind: 'limit', direction: 'import', scope: 'controllable', w: 4_200 };
const MORE = { demand: 'more-demand', power: 1_000, firmness: 'overridable' };

/** A home that has lost both copies of its state a second ago. */
function lost(terms: Parameters<typeof contract>[0] = {}): SignalHome {
  const home = new SignalHome([contract(terms)]);
  home.state = forgetful(instant(home.wall), NO_REST);
  home.pass(2_000);
  return home;
}
const confirmed = (home: SignalHome): SignalHome => {
  home.tell({ kind: 'operators-confirmed', id: 'person' });
  expect(home.answers.at(-1)).toEqual({ signed: 'person', outcome: 'done', reason: null });
  return home;
};

describe('after the state was lost', () => {
  it('lost while a clock was years ahead: when it is right and a person has spoken, operators are heard, and nothing from before', () => {
    const home = new SignalHome([contract()]);
    const before = home.claims({ kind: 'release' });
    home.state = forgetful(instant(home.wall + 10 * 365 * 24 * HOUR), NO_REST);
    home.pass(2_000);
    expect(home.send({ kind: 'release' })).toBe('stale-sequence');
    confirmed(home);
    home.pass(2_000);
    home.send(before);
    expect(home.answers.at(-1)?.reason).toBe('stale-sequence');
    expect(home.send({ kind: 'heartbeat' })).toBeNull();
  });

  it('nothing that frees is done until a person of the home has spoken; what tightens is', () => {
    const home = lost({ increase: { power: 2_000, energyPerDay: 9_000 } });
    expect(home.send({ ...LIMIT, end: iso(home.wall + HOUR) })).toBeUndefined();
    home.limits = [{ source: 'dso', direction: 'import', scope: 'controllable', value: { kind: 'limit', w: 4_200 }, end: NOON + HOUR }];
    const freeing = [{ ...LIMIT, w: null }, { ...LIMIT, w: 9_000 }, { kind: 'release' }, { kind: 'cancel', event: 'peak' }, { kind: 'tariff', table: {} }, home.event(MORE), home.event({ demand: 'more-generation' })];
    for (const body of freeing) expect(home.send(body)).toBe('not-confirmed');
    expect(home.send(home.event({ id: 'less' }))).toBeNull();
    expect(home.send({ kind: 'message', id: 'm', text: 'hello' })).toBeUndefined();
    confirmed(home);
    for (const body of [{ ...LIMIT, w: null }, { kind: 'release' }, { kind: 'tariff', table: {} }]) expect(home.send(body)).toBeUndefined();
  });

  it('tells the limit machine, which has the last word, that only what tightens may be done', () => {
    const home = lost();
    home.send({ ...LIMIT, end: iso(home.wall + HOUR) });
    confirmed(home);
    home.send({ ...LIMIT, end: iso(home.wall + HOUR) });
    expect(home.admitted.map((effect) => (effect.kind === 'admit-signal' ? effect.may : null))).toEqual(['tighten', 'all']);
  });

  it('a restart forgets neither the loss nor the word of the person', () => {
    const home = lost();
    home.send({ kind: 'heartbeat' });
    home.kill();
    expect(home.send({ kind: 'release' })).toBe('not-confirmed');
    confirmed(home).kill();
    expect(home.send({ kind: 'release' })).toBeUndefined();
  });

  it('is told to the pages, and ended by the word of a person on a phone, who hears of it when it is stored', () => {
    const home = lost();
    const facts = (): unknown => home.machine.step(home.state, { kind: 'tick' }, home.now, {} as never).facts;
    expect(facts()).toMatchObject({ operators: 'unconfirmed' });
    const said = home.tell({ kind: 'householder', id: 'h', act: { kind: 'operators-confirmed' } });
    expect(said[0]).toMatchObject({ kind: 'householder-answer', act: 'h', outcome: 'later' });
    expect(home.told.at(-1)).toMatchObject({ act: 'h', outcome: 'done', reason: null });
    expect(home.journal).toContainEqual({ kind: 'operators-confirmed' });
    expect(facts()).toMatchObject({ operators: 'heard' });
    expect(home.send({ kind: 'release' })).toBeUndefined();
  });

  it('with storage down the word of a person on a phone does not count either', () => {
    const home = lost();
    home.disk = 'down';
    home.tell({ kind: 'householder', id: 'h', act: { kind: 'operators-confirmed' } });
    expect(home.told.at(-1)).toMatchObject({ act: 'h', outcome: 'refused', reason: 'storage-down' });
    expect(home.send({ kind: 'release' })).toBe('not-confirmed');
  });

  it('with storage down the word of the person does not count', () => {
    const home = lost();
    home.disk = 'down';
    home.tell({ kind: 'operators-confirmed', id: 'person' });
    expect(home.answers.at(-1)).toMatchObject({ outcome: 'refused', reason: 'storage-down' });
    expect(home.state.unconfirmed).toBe(true);
  });

  it('the calls and the consent of a day count as used up, and a call as just over', () => {
    const consent = confirmed(lost({ increase: { power: 2_000, energyPerDay: 9_000 } }));
    expect(consent.send(consent.event(MORE))).toBe('above-consent');
    expect(consent.send(consent.event({ ...MORE, start: iso(NOON + 24 * HOUR), end: iso(NOON + 25 * HOUR) }))).toBeNull();
    const counted = confirmed(lost({ mostPerDay: 3 }));
    expect(counted.send(counted.event())).toBe('too-many-today');
    expect(counted.send(counted.event({ start: iso(NOON + 24 * HOUR), end: iso(NOON + 25 * HOUR) }))).toBeNull();
    const resting = confirmed(lost({ recovery: 3 * HOUR }));
    expect(resting.send(resting.event())).toBe('recovery');
    expect(resting.send(resting.event({ start: iso(NOON + 3 * HOUR + MINUTE), end: iso(NOON + 4 * HOUR) }))).toBeNull();
  });

  it('a key that was withdrawn is known beside the state', () => {
    const home = new SignalHome([contract()], { revoked: { dso: ['stolen'] } });
    home.state = forgetful(instant(home.wall), NO_REST);
    home.pass(2_000);
    expect(home.send(LIMIT, { key: 'stolen' })).toBe('revoked-key');
  });

  it('withdrawn keys are told to be written down when they are stored, and again in each run', () => {
    const home = new SignalHome();
    home.disk = 'slow';
    expect(home.tell({ kind: 'signed', id: 's', issuer: 'dso', key: 'k2', may: 'all', claims: home.claims({ kind: 'revoke', key: 'stolen' }) }).map(({ kind }) => kind)).toEqual(['store']);
    const stored = home.tell({ kind: 'stored', id: home.state.waiting[0]?.store ?? '' });
    expect(stored).toContainEqual(expect.objectContaining({ kind: 'keys-revoked', revoked: { dso: ['stolen'] } }));
    home.boot = 'b2';
    expect(home.tell({ kind: 'tick' })).toContainEqual(expect.objectContaining({ kind: 'keys-revoked', revoked: { dso: ['stolen'] } }));
  });

  it('quiet times that are known beside the state stand; where they are lost, too, only what is firm comes until a person has spoken', () => {
    const known = lost();
    known.state = forgetful(instant(known.wall - 1_000), { mostPerDay: null, mostPerWeek: null, quiet: [{ days: null, from: 0, to: 1_440 }] });
    expect(known.send(known.event())).toBe('quiet-time');
    const unknown = lost();
    unknown.state = forgetful(instant(unknown.wall - 1_000), null);
    expect(unknown.send(unknown.event())).toBe('not-confirmed');
    expect(unknown.send(unknown.event({ id: 'firm', firmness: 'firm' }))).toBeNull();
    confirmed(unknown);
    expect(unknown.send(unknown.event({ id: 'again' }))).toBeNull();
  });
});
