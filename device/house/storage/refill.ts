import { decodeChunk, type ChunkRow } from '#wire/history/chunk.ts';
import * as v from 'valibot';
import type { Instant } from '#domain/time/instant.ts';
import { transact } from './database.ts';
import type { Segments } from './segments.ts';
import type { PricedSlot } from '#domain/ledger/pricedSlot.ts';
import type { Telemetry } from './telemetry.ts';

const energy = v.nullable(v.number());
const slotSchema = v.object({
  start: v.number(), end: v.number(), revision: v.number(), importEnergy: energy, exportEnergy: energy, cost: v.nullable(v.number()),
  currency: v.nullable(v.string()), rate: v.nullable(v.string()), quality: v.picklist(['measured', 'estimated', 'missing']),
});

/** Puts the slots of sealed chunks back into a telemetry store that lost them; those that it has stay. */
export function refillSlots({ database, slots }: Telemetry, segments: Segments): void {
  for (const entry of segments.entries.filter(({ kind }) => kind === 'slots')) {
    const chunk = segments.chunk(entry);
    if (chunk) transact(database, () => decodeChunk(chunk).forEach((row) => slots.add(slotOf(row), null)));
  }
}

function slotOf(row: ChunkRow): PricedSlot {
  const { start, end, importEnergy, exportEnergy, ...rest } = v.parse(slotSchema, row);
  return { start: start as Instant, end: end as Instant, import: importEnergy, export: exportEnergy, ...rest };
}
