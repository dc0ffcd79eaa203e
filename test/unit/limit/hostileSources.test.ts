import { describe, expect, it } from 'vitest';
import type { LimitConfig } from '#domain/limit/standing.ts';
import { done, FLOOR, LimitGateway, NOON, refused, SITE } from '../../fakes/limitGateway.ts';

const HOUR = 3_600_000;
const CONFIG: LimitConfig = { sources: [{ source: 'dso', keys: [SITE] }, { source: 'other', keys: [SITE] }], fixed: [], floor: FLOOR };

describe('one source cannot take the room of another', () => {
  it('words: a source that says all it may under ever new averaging windows leaves the others heard', () => {
    const gateway = new LimitGateway(CONFIG);
    const intervals = Array.from({ length: 288 }, (_, n) => ({ value: { kind: 'limit', w: 9_000 + n }, start: NOON + n * HOUR, end: NOON + (n + 1) * HOUR }));
    const answers = Array.from({ length: 9 }, (_, n) => gateway.signal({ source: 'other', sequence: n + 1, window: 1_000 + n, intervals })?.reason);
    expect(answers).toContain('busy');
    expect(gateway.limit(1, 4_200)).toEqual(done);
    expect(gateway.power).toBe(4_200);
  });

  it('the queue to a slow disk: a flood of one is refused, and the limit of another holds', () => {
    const gateway = new LimitGateway(CONFIG);
    gateway.storage = 'slow';
    for (let n = 1; n <= 40; n += 1) gateway.limit(n, 9_000 - n, { source: 'other' });
    expect(gateway.answers.at(-1)?.reason).toBe('busy');
    gateway.limit(1, 4_200);
    expect(gateway.power).toBe(4_200);
    gateway.flush();
    expect(gateway.answers.at(-1)?.reason).toBeNull();
  });
});

describe('a key that may only ask for less', () => {
  const tighter = (gateway: LimitGateway, sequence: number, of: Record<string, unknown>) => gateway.tighten({ sequence, ...of });

  it.each([
    ['one that begins later', { value: { kind: 'limit', w: 1_000 }, start: NOON + HOUR }],
    ['one that ends', { value: { kind: 'limit', w: 1_000 }, end: NOON + HOUR }],
    ['a larger one', { value: { kind: 'limit', w: 5_000 } }],
  ])('does not replace a limit in force by %s', (_name, of) => {
    const gateway = new LimitGateway(CONFIG);
    gateway.limit(1, 4_200);
    expect(tighter(gateway, 2, of)).toEqual(refused('key-may-not'));
    gateway.pass(1_000);
    expect(gateway.power).toBe(4_200);
  });

  it('does not replace one that is to come by a larger one', () => {
    const gateway = new LimitGateway(CONFIG);
    gateway.limit(1, 4_200, { start: NOON + HOUR, end: NOON + 2 * HOUR });
    expect(tighter(gateway, 2, { value: { kind: 'limit', w: 1_000_000 } })).toEqual(refused('key-may-not'));
    gateway.pass(HOUR + 1_000);
    expect(gateway.power).toBe(4_200);
  });

  it('does not replace one a phase by a larger one', () => {
    const gateway = new LimitGateway(CONFIG);
    gateway.signal({ sequence: 1, per: 'phase', value: { kind: 'limit', amps: 10 } });
    expect(tighter(gateway, 2, { per: 'phase', value: { kind: 'limit', amps: 1_000 } })).toEqual(refused('key-may-not'));
    expect(gateway.facts.phaseLimits?.map(({ amps }) => amps)).toEqual([10]);
  });

  it('tightens what is in force, and what is to come', () => {
    const gateway = new LimitGateway(CONFIG);
    gateway.limit(1, 4_200);
    expect(tighter(gateway, 2, { value: { kind: 'limit', w: 1_000 } })).toEqual(done);
    expect(gateway.power).toBe(1_000);
  });
});
