import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import type { GuardState } from '#domain/guard/event.ts';
import type { Instant } from '#domain/time/instant.ts';
import { watts } from '#domain/units/power.ts';
import { limitBody } from '#wire/body/limit.ts';
import { limitSchema } from '#wire/message/limit.ts';

const START = 1_800_000_000_000 as Instant;
const KEPT = { effectiveImport: { kind: 'none' }, binding: false, state: 'kept', excess: 0 } as const;

describe('state/limit', () => {
  it('says of every limit that stands whether it binds, in W and in A a phase', () => {
    const guard: GuardState = {
      ...KEPT,
      limits: [{ source: 'dso', sequence: 4, direction: 'import', scope: 'controllable', value: { kind: 'limit', w: watts(4_200) }, start: START, end: null, origin: 'signal', binds: false }],
      phaseLimits: [{ source: 'dso', sequence: 5, direction: 'import', scope: 'site', amps: 16, start: START, end: null, origin: 'signal', binds: true }],
    };
    const body = limitBody(guard);
    expect(body.limits).toEqual([{ source: 'dso', direction: 'import', scope: 'controllable', value: { kind: 'limit', w: 4_200 }, start: START, end: null, origin: 'signal', binds: false }]);
    expect(body.phaseLimits).toEqual([{ source: 'dso', direction: 'import', scope: 'site', amps: 16, start: START, end: null, origin: 'signal', binds: true }]);
    expect(v.parse(limitSchema, JSON.parse(JSON.stringify(body)))).toEqual(body);
  });

  it('says of an average how its windows lie and what it has been until now', () => {
    const of = { source: 'dso', sequence: 1, direction: 'import', scope: 'site', value: { kind: 'limit', w: watts(5_000) }, start: START, end: null, window: 900_000 } as const;
    const [first, second] = limitBody({ ...KEPT, limits: [{ ...of, mean: 3_100 }, { ...of, averaging: 'aligned', mean: null }] }).limits;
    expect(first).toMatchObject({ window: 900_000, averaging: 'rolling', mean: 3_100 });
    expect(second).toMatchObject({ averaging: 'aligned', mean: null });
  });

  it('tells of a source’s many words of one kind the smallest, and how many others stand', () => {
    const word = (w: number, window?: number) => ({ source: 'dso', sequence: 1, direction: 'import', scope: 'site', value: { kind: 'limit', w: watts(w) }, start: START, end: null, origin: 'signal', binds: false, ...(window === undefined ? {} : { window }) }) as const;
    const of = Array.from({ length: 288 }, (_, n) => word(9_000 - n));
    expect(limitBody({ ...KEPT, limits: [...of, word(5_000, 900_000)] })).toMatchObject({ limits: [{ value: { w: 8_713 } }, { window: 900_000 }], others: 287 });
    const windows = Array.from({ length: 576 }, (_, n) => word(9_000 - n, 60_000 + n));
    const body = limitBody({ ...KEPT, limits: [...windows, { ...word(20_000), binds: true }] });
    expect([body.limits.length, body.limits[0]?.value, body.limits[1]?.value, body.others]).toEqual([32, { kind: 'limit', w: 20_000 }, { kind: 'limit', w: 8_425 }, 545]);
    expect(JSON.stringify(body).length).toBeLessThan(10_000);
  });

  it('is still read as an older gateway wrote it, and without what a newer one adds', () => {
    const older = { ...KEPT, limits: [{ source: 'dso', direction: 'import', scope: 'site', value: { kind: 'limit', w: 4_200 }, start: START, end: null }] };
    expect(v.parse(limitSchema, older)).toEqual(older);
    expect(v.parse(limitSchema, { ...older, phaseLimits: [], later: 1 })).toEqual({ ...older, phaseLimits: [] });
  });
});
