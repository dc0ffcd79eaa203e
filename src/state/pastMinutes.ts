import * as v from 'valibot';
import type { ChunkRow } from '#wire/history/chunk.ts';
import type { PriceSlot } from '#wire/message/bodies.ts';
import { energy, ofOneMeter, shaped } from './pastRows.ts';
import { pieceOf, type PastPiece } from './pastSums.ts';
import { moneyRate } from './price.ts';

const MINUTE = 60_000;
const MINUTES_PER_HOUR = 60;
/** Registers over a longer silence do not say in which minute it was used. */
const LONGEST_SHARED = 30;

const minuteRow = v.object({ start: v.number(), meter: v.string(), power: energy, imported: v.optional(energy, null), exported: v.optional(energy, null), quality: v.picklist(['measured', 'estimated']) });
type MinuteRow = v.InferOutput<typeof minuteRow>;

/** What a minute moved, mWh. */
type Moved = Pick<PastPiece, 'start' | 'importEnergy' | 'exportEnergy'> & Pick<MinuteRow, 'quality'>;

/** Minutes of the meter that told most of them, priced by the prices that held: by its power, else by its registers. */
export function minutesOf(rows: readonly ChunkRow[], slots: readonly PriceSlot[]): PastPiece[] {
  const told = ofOneMeter(shaped(minuteRow, rows));
  return told.flatMap((row, n) => (row.power === null ? byRegisters(told.slice(0, n), row) : [byPower(row, row.power)])).map((moved) => priced(moved, slots));
}

function byPower({ start, quality }: MinuteRow, power: number): Moved {
  const moved = (Math.abs(power) * 1_000) / MINUTES_PER_HOUR;
  return { start, importEnergy: power > 0 ? moved : 0, exportEnergy: power < 0 ? moved : 0, quality };
}

/** Since the row before that told a register too; over minutes of silence it is shared out and estimated. */
function byRegisters(before: readonly MinuteRow[], row: MinuteRow): readonly Moved[] {
  const last = before.findLast(({ imported }) => imported !== null);
  if (!last || last.imported === null || row.imported === null) return [];
  const minutes = Math.round((row.start - last.start) / MINUTE);
  const bought = row.imported - last.imported;
  const sold = row.exported === null || last.exported === null ? null : row.exported - last.exported;
  // A register that ran back was set anew, or is another meter's.
  if (minutes < 1 || minutes > LONGEST_SHARED || bought < 0 || (sold ?? 0) < 0) return [];
  return Array.from({ length: minutes }, (_, n) => ({
    start: last.start + (n + 1) * MINUTE,
    importEnergy: bought / minutes,
    exportEnergy: sold === null ? null : sold / minutes,
    quality: minutes === 1 ? row.quality : 'estimated',
  }));
}

function priced({ start, importEnergy, exportEnergy, quality }: Moved, slots: readonly PriceSlot[]): PastPiece {
  const slot = slots.find((one) => one.start <= start && start < one.end);
  const power = (((importEnergy ?? 0) - (exportEnergy ?? 0)) * MINUTES_PER_HOUR) / 1_000;
  const rate = slot ? moneyRate(power, slot) : null;
  return pieceOf({ start, end: start + MINUTE, importEnergy, exportEnergy, cost: rate === null ? null : rate / MINUTES_PER_HOUR, quality });
}
