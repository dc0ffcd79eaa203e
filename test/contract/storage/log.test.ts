import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Archive } from '../../../device/house/archive.ts';
import { answersOf } from '../../../device/house/storage/answers.ts';
import { closeStores, openStores, type Stores } from '../../../device/house/storage/stores.ts';
import { MIDNIGHT, MINUTE, testFolder } from './home.ts';

let home: ReturnType<typeof testFolder>;
let stores: Stores;
let archive: Archive;

beforeEach(() => {
  home = testFolder();
  stores = openStores({ folder: home.folder, ballast: 1_024 });
  archive = new Archive({ storage: { ask: async (kind, asked) => answersOf(stores)[kind](asked as never) as never }, storeId: () => 'store-1', zone: 'Europe/London', tariff: () => null });
});
afterEach(() => {
  closeStores(stores);
  home.remove();
});

const keep = (n: number, record: unknown = { kind: 'wishes', change: { kind: 'resume' } }): void => stores.journal.store(`id-${n}`, MIDNIGHT + n * MINUTE, record, {});

describe('the log of a home', () => {
  it('tells the newest first, of the time asked for, and leaves out what says nothing to people', async () => {
    for (const n of [0, 1, 2, 3]) keep(n);
    keep(4, { kind: 'limit', state: { big: 12n }, frees: false });
    keep(5, { kind: 'act', act: { kind: 'override', device: 'car', want: 'on', until: 9 } });
    const { storeId, records, next } = await archive.log(MIDNIGHT + MINUTE, MIDNIGHT + 6 * MINUTE, Number.MAX_SAFE_INTEGER);
    expect([storeId, next]).toEqual(['store-1', null]);
    expect(records.map(({ at, entry }) => [(at - MIDNIGHT) / MINUTE, entry.kind === 'person' && entry.body.kind])).toEqual([[5, 'act'], [3, 'resume'], [2, 'resume'], [1, 'resume']]);
  });

  it('goes on where an answer ended, and comes to an end', async () => {
    for (let n = 0; n < 9; n += 1) keep(n);
    const pages: number[] = [];
    const seen = new Set<number>();
    for (let before: number | null = Number.MAX_SAFE_INTEGER; before !== null; ) {
      const page = await archive.log(MIDNIGHT, MIDNIGHT + 1_000 * MINUTE, before, 4);
      pages.push(page.records.length);
      page.records.forEach(({ seq }) => seen.add(seq));
      before = page.next;
    }
    expect([pages, seen.size]).toEqual([[4, 4, 1], 9]);
  });
});
