import { decodeChunk, type Chunk, type ChunkKind, type ChunkRow } from '#wire/history/chunk.ts';
import { HISTORY_MOST } from '#wire/message/history.ts';
import { isFull } from './database.ts';
import { eraseStores } from './erase.ts';
import type { Answers } from './questions.ts';
import type { Sealer } from './sealer.ts';
import type { Segments } from './segments.ts';
import { seriesOf } from './series.ts';
import type { PricedSlot } from '#domain/ledger/pricedSlot.ts';
import type { DayTotal } from '#wire/history/catalogue.ts';
import type { Stores } from './stores.ts';
import { dayTotals } from '#wire/history/dayTotals.ts';

/** What the storage thread answers to house. */
export const answersOf = (stores: Stores): Answers => ({
  slots: ({ from, to, most }) => stores.telemetry.slots.between(from, to, most),
  chunks: () => stores.segments.entries,
  chunk: ({ hash }) => bytesOf(stores.segments, hash),
  rows: ({ kind, from, to }) => rowsBetween(stores, kind, from, to),
  totals: ({ zone }) => totalsOf(stores, zone),
  readings: ({ from, to }) => stores.telemetry.raw.between(from, to),
  excursions: () => stores.telemetry.excursions(),
  records: ({ after, most }) => stores.journal.recordsAfter(after, most),
  recordsBetween: ({ from, to, before, most }) => stores.journal.recordsBetween(from, to, before, most),
  erase: () => eraseStores(stores),
});

function bytesOf(segments: Segments, hash: string): Uint8Array | null {
  const entry = segments.entries.find((one) => one.hash === hash);
  return (entry && segments.bytes(entry)) ?? null;
}

/** On a full disk, where no sums can be kept, they are made of all slots and not kept. */
function totalsOf(stores: Stores, zone: string): readonly DayTotal[] | null {
  try {
    return stores.telemetry.daySums.of(zone);
  } catch (error) {
    if (!isFull(error)) throw error;
    return dayTotals(allSlots(stores), zone);
  }
}

function* allSlots({ telemetry }: Stores): Generator<PricedSlot> {
  for (let from = 0; ; ) {
    const some = telemetry.slots.between(from, Number.MAX_SAFE_INTEGER, HISTORY_MOST);
    yield* some;
    const last = some.at(-1);
    if (!last) return;
    from = last.start + 1;
  }
}

/** What is sealed, and over it what lies in the tables, which is newer. */
function rowsBetween({ segments, sealer }: { readonly segments: Segments; readonly sealer: Sealer }, kind: ChunkKind, from: number, to: number): ChunkRow[] {
  const { key } = seriesOf(kind);
  const [time] = key;
  const isInside = (row: ChunkRow): boolean => Number(row[time]) >= from && Number(row[time]) < to;
  const sealedRows = kind === 'slots' ? [] : segments.entries.filter((entry) => entry.kind === kind && entry.start < to && entry.end > from).flatMap((entry) => decoded(segments.chunk(entry)));
  const all = [...sealedRows, ...sealer.rowsOf(kind, from, to)].filter(isInside);
  const byKey = new Map(all.map((row) => [key.map((name) => row[name]).join(' '), row]));
  return [...byKey.values()].sort((a, b) => Number(a[time]) - Number(b[time]));
}

const decoded = (chunk: Chunk | undefined): ChunkRow[] => (chunk ? decodeChunk(chunk) : []);
