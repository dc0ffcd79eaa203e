import * as v from 'valibot';
import { CHUNK_KINDS, chunkSchema } from './chunk.ts';

/** One chunk that can be had: it never changes; what replaces it has another hash. */
export const chunkEntrySchema = v.object({
  kind: v.picklist(CHUNK_KINDS),
  /** UTC: "2026-01" or "2026-01-15". */
  period: v.string(),
  start: v.number(),
  end: v.number(),
  /** SHA-256 of the chunk's JSON text, 64 hex digits. */
  hash: v.string(),
  /** As it travels, compressed. */
  bytes: v.number(),
});
export type ChunkEntry = v.InferOutput<typeof chunkEntrySchema>;

/** Answer of `GET api/history/index`: newest first, in the order in which a phone wants them. */
export const historyIndexSchema = v.object({ format: v.number(), storeId: v.string(), chunks: v.array(chunkEntrySchema) });
export type HistoryIndex = v.InferOutput<typeof historyIndexSchema>;

/** One local day of the home: mWh and micro of the currency, sums of its slots; null where none of them is known. */
const dayTotalSchema = v.object({
  date: v.string(),
  start: v.number(),
  end: v.number(),
  importEnergy: v.nullable(v.number()),
  exportEnergy: v.nullable(v.number()),
  /** Before standing charge, as priced when each slot closed. */
  cost: v.nullable(v.number()),
  /** ms of the day that slots cover, and of these what is estimated, and what has no price. */
  covered: v.number(),
  estimated: v.number(),
  unpriced: v.number(),
});
export type DayTotal = v.InferOutput<typeof dayTotalSchema>;

/** Answer of `GET api/history/totals`: every day that has a slot, oldest first. */
export const historyTotalsSchema = v.object({ storeId: v.string(), zone: v.string(), days: v.array(dayTotalSchema) });
export type HistoryTotals = v.InferOutput<typeof historyTotalsSchema>;

/** Answer of `GET api/history/piece`: any time of a series, sealed or not. */
export const historyPieceSchema = v.object({ storeId: v.string(), chunk: chunkSchema });
export type HistoryPiece = v.InferOutput<typeof historyPieceSchema>;
