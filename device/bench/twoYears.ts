import { encodeChunk, type Chunk, type ChunkRow } from '#wire/history/chunk.ts';

const HALF_HOUR = 1_800_000;
const DAY = 48 * HALF_HOUR;
const YEARS = 2;
/** A chunk of the history is a month. */
const MONTH = 30.5 * DAY;
const COLUMNS = ['start', 'end', 'revision', 'importEnergy', 'exportEnergy', 'cost', 'currency', 'rate', 'quality'];

/** Figures that do not repeat, as a meter's: the same at every run. */
function meter(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
}

const slots = (start: number, chance: () => number): ChunkRow[] =>
  Array.from({ length: MONTH / HALF_HOUR }, (_, n) => ({ start: start + n * HALF_HOUR, end: start + (n + 1) * HALF_HOUR, revision: 1, importEnergy: Math.round(chance() * 900_000), exportEnergy: Math.round(chance() * 300_000), cost: Math.round(chance() * 250_000), currency: 'EUR', rate: chance() > 0.3 ? 'day' : 'night', quality: chance() > 0.02 ? 'measured' : 'estimated' }));

/** Two years of half-hours before a day, as a phone keeps them: chunks of a month, newest first, and the sums of the days. @param start the day's first instant, ms UTC. */
export function twoYearsBefore(start: number): { readonly chunks: readonly Chunk[]; readonly days: readonly object[] } {
  const chance = meter(7);
  const chunks = Array.from({ length: YEARS * 12 }, (_, n) => {
    const from = start - (n + 1) * MONTH;
    return encodeChunk({ kind: 'slots', start: from, end: from + MONTH }, COLUMNS, slots(from, chance));
  });
  const days = Array.from({ length: YEARS * 366 }, (_, n) => {
    const from = start - (n + 1) * DAY;
    return { date: new Date(from + DAY / 2).toISOString().slice(0, 10), start: from, end: from + DAY, importEnergy: 21_600_000, exportEnergy: 0, cost: 6_000_000, covered: DAY, estimated: 0, unpriced: 0 };
  });
  return { chunks, days };
}
