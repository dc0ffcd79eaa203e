import type { OwnSlot } from '#domain/meter/file/book.ts';
import { decodeChunk, encodeChunk, type ChunkRow } from '#wire/history/chunk.ts';
import { HistoryStore } from '../data/historyStore.ts';
import type { Replica } from '../data/replica.ts';
import { OwnDays } from './ownDays.ts';

/** Names the copy of a home without a gateway: no gateway's store is called so. */
export const OWN = 'own';

const COLUMNS = ['start', 'end', 'importEnergy', 'exportEnergy', 'cost', 'currency', 'rate', 'quality', 'revision'];

/** The UTC month that an instant is in, ms. */
function monthOf(at: number): { readonly start: number; readonly end: number } {
  const date = new Date(at);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  return { start: Date.UTC(year, month, 1), end: Date.UTC(year, month + 1, 1) };
}

const rowOf = (slot: OwnSlot): ChunkRow => ({ ...slot, cost: null, currency: null, rate: null, revision: 0 });

/** Of a half-hour told by two files the newer counts, direction by direction: one file may tell what is bought, one what is sent. */
function merged(held: readonly ChunkRow[], fresh: readonly ChunkRow[]): ChunkRow[] {
  const rows = new Map(held.map((row) => [Number(row['start']), row]));
  for (const row of fresh) {
    const before = rows.get(Number(row['start']));
    rows.set(Number(row['start']), { ...row, importEnergy: row['importEnergy'] ?? before?.['importEnergy'] ?? null, exportEnergy: row['exportEnergy'] ?? before?.['exportEnergy'] ?? null });
  }
  return [...rows.values()].sort((a, b) => Number(a['start']) - Number(b['start']));
}

const DAYS_AT_ONCE = 20;

/** The page draws and answers between two months. */
const breath = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** Adds what a file told to the copy, month by month; then the sums of its days are made anew. */
export async function addToCopy({ database }: Replica, slots: readonly OwnSlot[], zone: string): Promise<void> {
  const store = new HistoryStore(database);
  for (let first = 0; first < slots.length; ) {
    const month = monthOf(slots[first]?.start ?? 0);
    let next = first;
    while ((slots[next]?.start ?? Infinity) < month.end) next += 1;
    const held = await readMonths(store, month.start);
    await store.put(encodeChunk({ kind: 'slots', ...month }, COLUMNS, merged(held, slots.slice(first, next).map(rowOf))), OWN, OWN);
    first = next;
    await breath();
  }
  await sumDays(store, zone);
}

/** The rows of the month that begins there. */
async function readMonths(store: HistoryStore, start: number): Promise<readonly ChunkRow[]> {
  const keys = (await store.known()).filter((key) => key[0] === 'slots' && key[1] === start);
  return (await store.read(keys)).flatMap(({ chunk }) => decodeChunk(chunk));
}

async function sumDays(store: HistoryStore, zone: string): Promise<void> {
  const days = new OwnDays(zone);
  for (const key of await store.known()) {
    days.add((await store.read([key])).flatMap(({ chunk }) => decodeChunk(chunk)));
    await breath();
  }
  for (const some of days.totals(DAYS_AT_ONCE)) {
    await store.putDays(some, OWN);
    await breath();
  }
}
