import { describe, expect, it } from 'vitest';
import { isLate, isNewer, parseRequest, parseState, peerOf, VERSION, type StateEnvelope } from '#wire/envelope.ts';
import { credentialOf, stateNameOf } from '#wire/topics.ts';

const state = (change: Partial<StateEnvelope> = {}): StateEnvelope => ({ v: VERSION, storeId: 's1', boot: 'b1', seq: 5, time: 0, body: null, ...change });
const request = { v: VERSION, id: 'r1', revision: 3, age: 0, timeToLive: 5_000, body: {} };

describe('the wire envelope', () => {
  it('is newer by a later number, another boot or another store, and by nothing else', () => {
    expect(isNewer(undefined, state())).toBe(true);
    expect(isNewer(state(), state({ seq: 6 }))).toBe(true);
    expect(isNewer(state(), state({ seq: 5 }))).toBe(false);
    expect(isNewer(state(), state({ seq: 4, time: 99_999 }))).toBe(false);
    expect(isNewer(state(), state({ seq: 1, boot: 'b2' }))).toBe(true);
    expect(isNewer(state(), state({ seq: 1, storeId: 's2' }))).toBe(true);
  });

  it('speaks version N, lets N-1 read, and knows no other', () => {
    expect([VERSION, VERSION - 1, VERSION + 1, VERSION - 2].map(peerOf)).toEqual(['current', 'previous', 'unknown', 'unknown']);
  });

  it('drops what is late by the age it was sent with, and by the time it waited here', () => {
    expect(isLate(request)).toBe(false);
    expect(isLate({ ...request, age: 5_001 })).toBe(true);
    expect(isLate({ ...request, age: 3_000 }, 2_001)).toBe(true);
    expect(isLate({ ...request, age: 3_000 }, 2_000)).toBe(false);
  });

  it.each([
    ['', 'not-json'],
    ['{', 'not-json'],
    ['null', 'wrong-shape'],
    [JSON.stringify({ ...request, id: '' }), 'wrong-shape'],
    [JSON.stringify({ ...request, id: 'x'.repeat(65) }), 'wrong-shape'],
    [JSON.stringify({ ...request, age: -1 }), 'wrong-shape'],
    [JSON.stringify({ ...request, timeToLive: null }), 'wrong-shape'],
    [JSON.stringify({ ...request, revision: 'three' }), 'wrong-shape'],
  ])('refuses the request %j as %s', (text, reason) => expect(parseRequest(text)).toEqual({ ok: false, reason }));

  it('reads what it wrote', () => {
    expect(parseRequest(JSON.stringify(request))).toEqual({ ok: true, value: request });
    expect(parseState(JSON.stringify(state()))).toEqual({ ok: true, value: state() });
  });
});

describe('topics', () => {
  it.each([
    ['tw/state/grid', 'grid'],
    ['tw/state/unheard', undefined],
    ['tw/state/grid/x', undefined],
    ['tw/live/grid', undefined],
  ])('%s is the state %s', (topic, name) => expect(stateNameOf(topic)).toBe(name));

  it.each([
    ['tw/request/phone1', 'phone1'],
    ['tw/reply/phone1', 'phone1'],
    ['tw/request/phone1/x', undefined],
    ['zigbee2mqtt/request/phone1', undefined],
  ])('%s belongs to %s', (topic, credential) => expect(credentialOf(topic)).toBe(credential));
});
