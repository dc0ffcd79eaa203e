import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Memory } from '../../../src/state/memory.ts';
import { pieceOf, sumOf } from '../../../src/state/pastSums.ts';
import { Replica } from '../../../src/data/replica.ts';

const HALF_HOUR = 1_800_000;
const bar = (n: number, exportEnergy: number | null) => ({ start: n * HALF_HOUR, end: (n + 1) * HALF_HOUR, importEnergy: 500_000, exportEnergy, cost: 100_000, quality: 'measured' as const });

let memory: Memory;
beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory();
  // The phone takes half-hours of a home that it has heard of.
  const replica = await Replica.open('phone-1');
  await replica.put({ name: 'link', envelope: { v: 1, storeId: 's1', boot: 'b', seq: 1, time: 0, body: {} }, receivedAt: 0 });
  replica.close();
  memory = new Memory('phone-1', () => 0);
  await memory.open();
});
afterEach(() => memory.close());

describe('a half-hour on the phone', () => {
  it.each([
    ['as the day ends', () => memory.keepDay({ start: 0, until: 2 * HALF_HOUR, bars: [bar(0, null), bar(1, 0)] } as never, 's1')],
    ['as the home tells of the fortnight', () => memory.keepHistory({ storeId: 's1', intervals: [bar(0, null), bar(1, 0)] } as never)],
  ])('whose export nobody has told stays without one, and a known nothing is 0: %s', async (_name, keep) => {
    await keep();
    const slots = await memory.slots(0, 2 * HALF_HOUR);
    expect(slots.map(({ exportEnergy }) => exportEnergy)).toEqual([null, 0]);
    const [untold, nothing] = slots.map(pieceOf);
    expect([untold, nothing].map((piece) => piece && sumOf(piece, [piece]).exportEnergy)).toEqual([null, 0]);
  });

  it('whose export nobody has told counts in the band by what it bought', async () => {
    await memory.keepDay({ start: 0, until: 2 * HALF_HOUR, bars: [bar(0, null), bar(1, 100_000)] } as never, 's1');
    // 500 Wh and 400 Wh in half an hour.
    expect(memory.past.value).toEqual([{ start: 0, power: 1_000 }, { start: HALF_HOUR, power: 800 }]);
  });
});
