import { afterEach, describe, expect, it, vi } from 'vitest';
import type { StateName } from '#wire/topics.ts';
import { parseState, type StateEnvelope } from '#wire/envelope.ts';
import { Publisher } from '../../../../device/house/publisher.ts';

/** A publisher, and what the phones keep of each topic. */
function house() {
  const kept = new Map<string, string>();
  const faults: string[] = [];
  const publisher = new Publisher({ send: (topic, payload) => void kept.set(topic, payload), fault: (name, reason) => void faults.push(`${name} ${reason}`) }, () => ({ storeId: 's', boot: 'b', time: 1 }));
  const read = (name: StateName): StateEnvelope | undefined => {
    const text = kept.get(`tw/state/${name}`);
    const parsed = text === undefined ? undefined : parseState(text);
    return parsed?.ok ? parsed.value : undefined;
  };
  return { publisher, kept, faults, read };
}

const limits = (n: number, binding: boolean) => ({
  limits: Array.from({ length: n }, (_, k) => ({ source: 'dso', direction: 'import', scope: 'site', value: { kind: 'limit', w: k }, start: 1_800_000_000_000, end: null, origin: 'signal', binds: false })),
  phaseLimits: [], effectiveImport: binding ? { kind: 'limit', w: 0 } : { kind: 'none' }, binding, state: 'kept', excess: 0, delayedUntil: null,
});

afterEach(() => vi.useRealTimers());

describe('a state that is more than one message holds', () => {
  it('replaces the one before it, shortened and marked so, from the less important end', () => {
    vi.useFakeTimers();
    const { publisher, kept, faults, read } = house();
    publisher.publish('limit', limits(0, false));
    publisher.publish('limit', limits(2_000, true));
    vi.advanceTimersByTime(100);
    const body = read('limit')?.body as ReturnType<typeof limits> | undefined;
    expect([read('limit')?.shortened, body?.binding, body?.effectiveImport]).toEqual([true, true, { kind: 'limit', w: 0 }]);
    expect(body?.limits[0]?.value).toEqual({ kind: 'limit', w: 0 });
    expect(Buffer.byteLength(kept.get('tw/state/limit') ?? '')).toBeLessThanOrEqual(65_000);
    expect(faults).toEqual(['limit too-large']);
    publisher.stop();
  });

  it('keeps every call and cuts what operators wrote, before it leaves out the oldest', () => {
    const { publisher, read } = house();
    const call = (n: number, text: string) => ({ id: `dso/e${n}`, text });
    publisher.publish('events', Array.from({ length: 64 }, (_, n) => call(n, '‽'.repeat(400))));
    const body = read('events')?.body as { id: string; text: string }[] | undefined;
    expect([body?.length, body?.[0]?.text]).toEqual([64, `${'‽'.repeat(80)}…`]);
    publisher.stop();
    const other = house();
    other.publisher.publish('events', Array.from({ length: 400 }, (_, n) => call(n, '‽'.repeat(400))));
    expect((other.read('events')?.body as { id: string }[] | undefined)?.at(-1)?.id).toBe('dso/e399');
    other.publisher.stop();
  });

  it('is not cut where a part of it would be another word: the one before stands, and the fault is reported', () => {
    const { publisher, kept, faults } = house();
    publisher.publish('plan', { acts: Array.from({ length: 9_000 }, () => 'twelve bytes') });
    expect([kept.size, faults]).toEqual([0, ['plan too-large']]);
    publisher.stop();
  });

  it('is said as it is where it fits', () => {
    const { publisher, read } = house();
    publisher.publish('limit', limits(20, true));
    expect(read('limit')?.shortened).toBeUndefined();
    expect((read('limit')?.body as { limits: unknown[] } | undefined)?.limits).toHaveLength(20);
    publisher.stop();
  });
});
