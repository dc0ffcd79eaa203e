import { describe, expect, it } from 'vitest';
import { NO_REST } from '#domain/signal/rest.ts';
import { forgetful } from '#domain/signal/state.ts';
import { instant } from '#domain/time/instant.ts';
import { contract, HOUR, iso, MINUTE, NOON, SignalHome } from './home.ts';

const HEARTBEAT = { kind: 'heartbeat' };
const LIMIT = { kind: 'limit', direction: 'import', scope: 'controllable', w: 4_200 };

describe('reliability 2.6: a signed message is the next one of its issuer, to this home, of now', () => {
  const cases: readonly (readonly [string, Readonly<Record<string, unknown>>, string])[] = [
    ['another issuer than the key’s', { iss: 'other' }, 'wrong-issuer'],
    ['another home', { aud: 'home-9' }, 'wrong-audience'],
    ['several other homes', { aud: ['home-8', 'home-9'] }, 'wrong-audience'],
    ['no audience', { aud: [] }, 'wrong-shape'],
    ['one that ended before the clocks can differ', { iat: NOON / 1000 - 3_600, exp: NOON / 1000 - 301 }, 'message-expired'],
    ['one from the future', { iat: NOON / 1000 + 301, exp: NOON / 1000 + 900 }, 'not-yet-valid'],
    ['one that is not valid yet', { nbf: NOON / 1000 + 301 }, 'not-yet-valid'],
    ['a life of more than a day', { exp: NOON / 1000 + 86_401 }, 'lives-too-long'],
    ['an end before its beginning', { exp: NOON / 1000 - 1 }, 'wrong-shape'],
    ['no id', { jti: undefined }, 'wrong-shape'],
    ['a sequence that is a text', { seq: '7' }, 'wrong-shape'],
    ['a sequence of a half', { seq: 0.5 }, 'wrong-shape'],
    ['a sequence beyond counting', { seq: 2 ** 53 }, 'wrong-shape'],
    ['an unknown kind', { kind: 'firmware' }, 'unknown-kind'],
  ];
  it.each(cases)('%s is refused, and nothing is remembered of it', (_name, change, reason) => {
    const home = new SignalHome();
    expect(home.send({ ...home.claims(HEARTBEAT), ...change })).toBe(reason);
    expect(home.state.issuers).toEqual({});
  });

  it('within five minutes of the clock both ways it is heard', () => {
    const home = new SignalHome();
    expect(home.send({ ...home.claims(HEARTBEAT), iat: NOON / 1000 + 299, exp: NOON / 1000 + 900 })).toBeNull();
    expect(home.send({ ...home.claims(HEARTBEAT), iat: NOON / 1000 - 900, exp: NOON / 1000 - 299 })).toBeNull();
  });

  it('the same message again, an older one, and another one of the same number are refused', () => {
    const home = new SignalHome();
    const first = home.claims(HEARTBEAT);
    expect(home.send(first)).toBeNull();
    expect(home.send(first)).toBe('replayed');
    expect(home.send({ ...first, jti: 'other' })).toBe('stale-sequence');
    expect(home.send({ ...first, jti: 'another', seq: 0 })).toBe('stale-sequence');
  });

  it('the sequence rises over all kinds, and a refused message has used up its number', () => {
    const home = new SignalHome([contract({ kinds: ['heartbeat'] })]);
    const refused = home.claims(LIMIT);
    expect(home.send(refused)).toBe('not-contracted');
    expect(home.send({ ...refused, jti: 'new', kind: 'heartbeat' })).toBe('stale-sequence');
    expect(home.kept.issuers['dso']?.keys).toEqual({ k1: 1 });
  });

  it('an issuer without a contract is not heard', () => expect(new SignalHome([]).send(HEARTBEAT)).toBe('unknown-issuer'));

  it('a withdrawn key is not believed any more, also after a restart', () => {
    const home = new SignalHome();
    expect(home.send({ kind: 'revoke', key: 'k1' }, { key: 'k2' })).toBeNull();
    expect(home.send(HEARTBEAT, { key: 'k1' })).toBe('revoked-key');
    home.kill();
    expect(home.send(HEARTBEAT, { key: 'k1' })).toBe('revoked-key');
    expect(home.send(HEARTBEAT, { key: 'k2' })).toBeNull();
  });

  it('with both copies of its state lost, a home hears nothing that was issued before', () => {
    const home = new SignalHome();
    const old = home.claims(HEARTBEAT);
    home.pass(2_000);
    home.state = forgetful(instant(home.wall), NO_REST);
    expect(home.send(old)).toBe('stale-sequence');
    home.pass(1_000);
    expect(home.send(HEARTBEAT)).toBeNull();
  });

  it('a flood is refused when sixteen wait to be stored', () => {
    const home = new SignalHome();
    home.disk = 'slow';
    const answers = Array.from({ length: 20 }, () => home.send(HEARTBEAT));
    expect(answers).toEqual([...Array.from({ length: 16 }, () => undefined), 'busy', 'busy', 'busy', 'busy']);
  });
});

describe('with a clock that nobody has set only what tightens is heard', () => {
  it.each(['event', 'dispatch', 'cancel', 'release', 'tariff', 'message'])('%s is refused', (kind) => {
    const home = new SignalHome();
    home.trust = 'none';
    expect(home.send({ ...home.event(), kind, event: 'peak' })).toBe('clock-not-trusted');
  });

  it('a limit and a hold go on to the limit machine, which refuses what would loosen, and a heartbeat counts', () => {
    const home = new SignalHome();
    home.trust = 'none';
    for (const body of [LIMIT, { kind: 'hold' }, HEARTBEAT]) home.send(body);
    expect(home.admitted.map(({ kind }) => kind)).toEqual(['admit-signal', 'admit-signal', 'admit-heartbeat']);
  });

  it('its time is not judged by that clock', () => {
    const home = new SignalHome();
    home.trust = 'none';
    home.wall = NOON + 1_000 * HOUR;
    expect(home.send({ ...home.claims(HEARTBEAT), iat: NOON / 1000, exp: NOON / 1000 + 600 })).toBeNull();
  });
});

describe('a key that may only tighten (reliability 2.6, two keys)', () => {
  const online = { may: 'tighten' } as const;
  it.each([
    ['none', { ...LIMIT, w: null }],
    ['a release', { kind: 'release' }],
    ['a cancel', { kind: 'cancel', event: 'peak' }],
    ['a tariff', { kind: 'tariff', table: {} }],
    ['more demand', { kind: 'event', id: 'e', demand: 'more-demand', firmness: 'advisory', end: iso(NOON + HOUR) }],
  ])('does not sign %s', (_name, body) => expect(new SignalHome().send(body, online)).toBe('key-may-not'));

  it('signs a tighter limit that holds as long, and no looser or shorter one', () => {
    const home = new SignalHome();
    home.limits = [{ source: 'dso', direction: 'import', scope: 'controllable', value: { kind: 'limit', w: 4_200 }, end: NOON + HOUR }];
    const until = (w: number, end: number | null) => ({ ...LIMIT, w, ...(end === null ? {} : { end: iso(end) }) });
    expect(home.send(until(5_000, null), online)).toBe('key-may-not');
    expect(home.send(until(2_000, NOON + HOUR - 1), online)).toBe('key-may-not');
    expect(home.send(until(2_000, NOON + HOUR), online)).toBeUndefined();
    expect(home.send(until(2_000, null), online)).toBeUndefined();
    expect(home.admitted).toHaveLength(2);
  });
});

describe('what goes on to others', () => {
  it('a limit is handed on at once, before its number is stored: it may tighten', () => {
    const home = new SignalHome();
    home.disk = 'slow';
    const effects = home.tell({ kind: 'signed', id: 's', issuer: 'dso', key: 'k1', may: 'all', claims: home.claims({ ...LIMIT, end: iso(NOON + HOUR) }) });
    expect(effects.map(({ kind }) => kind)).toEqual(['admit-signal', 'store']);
    expect(effects[0]).toMatchObject({
      signed: 's',
      signal: { source: 'dso', sequence: 1, direction: 'import', scope: 'controllable', per: 'total', window: null, intervals: [{ value: { kind: 'limit', w: 4_200 }, start: NOON, end: NOON + HOUR }] },
    });
  });

  it('none is null and not 0 W; amps are a phase’s; a series keeps its times', () => {
    const home = new SignalHome();
    home.send({ ...LIMIT, w: null });
    home.send({ ...LIMIT, w: 0 });
    home.send({ kind: 'limit', direction: 'import', scope: 'controllable', per: 'phase', amps: 16, windowSeconds: 900 });
    home.send({ kind: 'limit', direction: 'import', scope: 'controllable', intervals: [{ w: 1, start: iso(NOON), end: iso(NOON + HOUR) }, { w: null, start: iso(NOON + HOUR) }] });
    const signals = home.admitted.map((effect) => (effect.kind === 'admit-signal' ? (effect.signal as { intervals: unknown; window: unknown }) : null));
    expect(signals.map((signal) => signal?.intervals)).toEqual([
      [{ value: { kind: 'none' }, start: NOON, end: null }],
      [{ value: { kind: 'limit', w: 0 }, start: NOON, end: null }],
      [{ value: { kind: 'limit', amps: 16 }, start: NOON, end: null }],
      [{ value: { kind: 'limit', w: 1 }, start: NOON, end: NOON + HOUR }, { value: { kind: 'none' }, start: NOON + HOUR, end: null }],
    ]);
    expect(signals[2]?.window).toBe(900_000);
  });

  it.each([
    ['a key that is not agreed', { ...LIMIT, scope: 'site' }, 'not-contracted'],
    ['R06 a negative limit', { ...LIMIT, w: -1 }, 'negative'],
    ['R06 a text', { ...LIMIT, w: '4200' }, 'not-a-number'],
    ['R06 1e308 W', { ...LIMIT, w: 1e308 }, 'too-large'],
    ['no value', { kind: 'limit', direction: 'import', scope: 'controllable' }, 'wrong-shape'],
    ['a field that nobody reads', { ...LIMIT, ramp: 3 }, 'wrong-shape'],
    ['ten thousand intervals', { kind: 'limit', direction: 'import', scope: 'controllable', intervals: Array.from({ length: 10_000 }, () => ({ w: 0 })) }, 'too-many-intervals'],
  ])('a limit of %s is refused', (_name, body, reason) => {
    const home = new SignalHome();
    expect([home.send(body), home.admitted]).toEqual([reason, []]);
  });

  it('E6 a hold is 0 W for what can be commanded, no longer than agreed, by a source of its own', () => {
    const home = new SignalHome();
    home.send({ kind: 'hold' });
    home.send({ kind: 'hold', until: iso(NOON + HOUR) });
    home.send({ kind: 'hold', until: '9999-01-01T00:00:00Z' });
    home.send({ kind: 'release' });
    const said = home.admitted.map((effect) => (effect.kind === 'admit-signal' ? (effect.signal as { source: string; intervals: readonly { value: unknown; end: unknown }[] }) : null));
    expect(said.map((signal) => [signal?.source, signal?.intervals[0]?.value, signal?.intervals[0]?.end])).toEqual([
      ['dso/hold', { kind: 'limit', w: 0 }, NOON + 2 * HOUR],
      ['dso/hold', { kind: 'limit', w: 0 }, NOON + HOUR],
      ['dso/hold', { kind: 'limit', w: 0 }, NOON + 2 * HOUR],
      ['dso/hold', { kind: 'none' }, null],
    ]);
  });

  it('E6 a hold an hour after the machine was started is refused where the contract has it for outages', () => {
    const home = new SignalHome([contract()], { upBefore: 59 * MINUTE });
    expect(home.send({ kind: 'hold' })).toBeUndefined();
    home.mono = MINUTE + 1;
    expect(home.send({ kind: 'hold' })).toBe('no-outage');
    expect(new SignalHome([contract({ holdOnlyAfterOutage: false })], { upBefore: 90 * HOUR }).send({ kind: 'hold' })).toBeUndefined();
  });

  it('a heartbeat counts for its issuer when its number is stored, and also with storage down', () => {
    const home = new SignalHome();
    home.disk = 'slow';
    home.send(HEARTBEAT);
    expect(home.admitted).toEqual([]);
    home.disk = 'down';
    expect(home.send(HEARTBEAT)).toBe('storage-down');
    expect(home.admitted).toMatchObject([{ kind: 'admit-heartbeat', source: 'dso', peer: 'dso' }]);
  });

  it('a tariff and a message are handed on to house once their number is stored', () => {
    const home = new SignalHome();
    home.send({ kind: 'message', id: 'm', text: 'hello' });
    expect(home.admitted).toMatchObject([{ kind: 'forward', issuer: 'dso', body: { kind: 'message', id: 'm', text: 'hello' } }]);
    home.disk = 'down';
    expect(home.send({ kind: 'tariff', table: {} })).toBe('storage-down');
    expect(home.admitted).toHaveLength(1);
  });

  it('the journal is told of what came and what became of it, not of heartbeats', () => {
    const home = new SignalHome();
    home.send(HEARTBEAT);
    home.send({ kind: 'release' });
    home.send(home.event({ demand: 'more-demand' }));
    expect(home.journal).toEqual([
      null,
      { kind: 'signed', issuer: 'dso', sequence: 2, what: 'release', refused: null },
      { kind: 'signed', issuer: 'dso', sequence: 3, what: 'event', refused: 'no-consent' },
    ]);
  });
});
