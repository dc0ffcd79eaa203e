import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KINDS } from '#domain/signal/contract.ts';
import { contract, HOUR, iso, MINUTE, SignalHome } from './home.ts';

/** A chance with a seed: the same numbers each run. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

describe('replays across kills (reliability 2.6)', () => {
  it('of 10^5 messages sent again, at any moment around a SIGKILL, none is applied', () => {
    const next = chance(7);
    const home = new SignalHome();
    const sent: Readonly<Record<string, unknown>>[] = [];
    const appliedOnce = new Map<unknown, number>();
    let replays = 0;
    const deliver = (claims: Readonly<Record<string, unknown>>): void => {
      const before = home.admitted.length;
      home.send(claims);
      if (home.admitted.length > before) appliedOnce.set(claims['jti'], (appliedOnce.get(claims['jti']) ?? 0) + 1);
      home.answers.splice(0, home.answers.length - 1);
    };
    while (replays < 100_000) {
      const fresh = home.claims(next() < 0.5 ? { kind: 'heartbeat' } : { kind: 'message', id: 'm', text: 'x' });
      sent.push(fresh);
      deliver(fresh);
      if (sent.length > 50) sent.shift();
      for (let again = 0; again < 20; again += 1, replays += 1) {
        const old = sent[Math.floor(next() * sent.length)];
        if (old) deliver(old);
        if (next() < 0.01) home.kill(Math.floor(next() * 5_000));
      }
      home.admitted.splice(0);
      home.wall += 100;
    }
    expect([...appliedOnce.values()].filter((count) => count !== 1)).toEqual([]);
    expect(appliedOnce.size).toBe(5_000);
  });
});

/** Anything that a valid signature may be put under: a message as it should be, with up to three fields made into something else. */
const number = fc.oneof(fc.constantFrom(0, -0, -1, 1e6, 1e308, Infinity, NaN, 2 ** 53, -(2 ** 53), 0.1), fc.integer(), fc.double());
const time = fc.constantFrom('0001-01-01T00:00:00Z', '9999-12-31T23:59:59Z', '2026-11-19T18:00:00+14:00', '2026-02-30T00:00:00Z', '', 'now');
const anything = fc.oneof(number, time, fc.string(), fc.constantFrom<unknown>(null, true, [], {}, '__proto__', 'constructor', ...KINDS, 'firm', 'more-generation', 'export', 'site'), fc.array(fc.constant({ w: 0 }), { maxLength: 400 }));
const FIELDS = ['kind', 'id', 'demand', 'firmness', 'start', 'end', 'power', 'target', 'text', 'direction', 'scope', 'w', 'intervals', 'event', 'key', 'until', 'iat', 'exp', 'aud', 'seq', 'jti', 'iss', '__proto__'];
const hostile = fc.record({
  kind: fc.constantFrom('event', 'dispatch', 'limit', 'hold', 'release', 'cancel', 'heartbeat', 'message'),
  id: fc.stringMatching(/^[a-z]{1,2}$/),
  demand: fc.constantFrom('less-demand', 'more-demand', 'less-generation'),
  start: fc.integer({ min: -HOUR, max: 3 * HOUR }),
  length: fc.integer({ min: 0, max: 3 * HOUR }),
  power: fc.constantFrom(0, 1_000, 2_000, 1e6),
  changes: fc.array(fc.tuple(fc.constantFrom(...FIELDS), anything), { maxLength: 3 }),
});
const own: Readonly<Record<string, readonly string[]>> = { event: ['id', 'demand', 'firmness', 'start', 'end', 'power'], dispatch: ['id', 'demand', 'end', 'power'], limit: ['direction', 'scope', 'w', 'end'], hold: ['until'], cancel: ['event'], message: ['id', 'text'] };

function bodyOf({ kind, id, demand, start, length, power }: { kind: string; id: string; demand: string; start: number; length: number; power: number }, wall: number): Record<string, unknown> {
  const [from, to] = [wall + start, wall + start + length].map(iso);
  const all: Record<string, unknown> = { id, demand, firmness: 'firm', start: from, end: to, power, direction: 'import', scope: 'controllable', w: power, until: to, event: id, text: 'x' };
  return { kind, ...Object.fromEntries((own[kind] ?? []).map((field) => [field, all[field]])) };
}

describe('the local envelope', () => {
  it('10^4 hostile messages with good signatures break nothing, and the memory of them is bounded', () => {
    const consent = { power: 2_000, energyPerDay: 4_000 };
    const home = new SignalHome([contract({ increase: consent, longest: 2 * HOUR })]);
    const [taken, handedOn] = [new Set<string>(), new Set<string>()];
    let checked = 0;
    const check = fc.property(hostile, fc.constantFrom<'all' | 'tighten'>('all', 'tighten'), fc.integer({ min: 0, max: 30 * MINUTE }), ({ changes, ...said }, may, later) => {
      home.wall += later;
      home.mono += later;
      home.send({ ...home.claims(bodyOf(said, home.wall)), ...Object.fromEntries(changes) }, { may, key: 'k9' });
      home.tell({ kind: 'tick' });
      home.answers.splice(0);
      home.journal.splice(0);
      for (const call of home.calls) {
        taken.add(call.id);
        expect(call.end - call.start).toBeLessThanOrEqual(2 * HOUR);
        if (call.status === 'running') expect(call.end).toBeGreaterThan(home.wall);
        if (call.demand === 'more-demand') expect(call.power).toBeLessThanOrEqual(consent.power);
        expect(['less-demand', 'more-demand']).toContain(call.demand);
      }
      for (const effect of home.admitted.splice(0)) {
        if (effect.kind !== 'admit-signal') continue;
        handedOn.add(JSON.stringify(effect.signal));
        const { source, direction, scope, intervals } = effect.signal as { source: string; direction: string; scope: string; intervals: readonly { value: { w?: number }; end: number | null }[] };
        expect([source, direction, scope]).toEqual([expect.stringMatching(/^dso(\/hold)?$/), 'import', 'controllable']);
        for (const { value } of intervals) if (value.w !== undefined) expect(value.w >= 0 && value.w <= 10_000_000).toBe(true);
        if (source === 'dso/hold' && intervals[0]?.value.w === 0) expect(intervals[0].end).toBeLessThanOrEqual(home.wall + 2 * HOUR);
      }
      checked += 1;
    });
    fc.assert(check, { numRuns: 10_000, seed: 11, endOnFailure: true });
    expect(checked).toBe(10_000);
    // Some of it was as agreed, or nothing was tried.
    expect([taken.size > 20, handedOn.size > 20]).toEqual([true, true]);
    console.log(`${taken.size} calls taken, ${handedOn.size} limits handed on, ${JSON.stringify(home.state).length} bytes kept`);
    expect(home.state.calls.length).toBeLessThanOrEqual(64);
    expect(JSON.stringify(home.state).length).toBeLessThan(150_000);
  });
});
