import * as v from 'valibot';
import type { ChunkRow } from '#wire/history/chunk.ts';
import type { PriceSlot } from '#wire/message/bodies.ts';
import type { PastUse } from './past.ts';
import { barsOf, likeOf, periodAt, type Against, type Period, type Stretch } from './period.ts';
import { pieceOf, sumOf, type PastPiece } from './pastSums.ts';
import { moneyRate } from './price.ts';

/** A period with its bars and their sum. */
export interface Summed {
  readonly period: Period;
  readonly bars: readonly PastPiece[];
  readonly whole: PastPiece;
  /** Up to here it is over, ms UTC: bars after it are yet to come. */
  readonly until: number;
}

/** Gas of a period by its own meter. */
export interface PastGas {
  /** Null where the meter counts only the other. */
  readonly litres: number | null;
  /** mWh. */
  readonly energy: number | null;
  /** When the meter last told, ms UTC. */
  readonly at: number;
}

export interface PastView {
  readonly now: Summed;
  /** What it is held against, as far as `now` has come; null where nothing was asked, or there is no such like. */
  readonly like: Summed | null;
  readonly gas: PastGas | null;
  /** Parts of it are kept by the home, which did not answer: not the same as a gap. */
  readonly away: boolean;
  /** The same of gas. */
  readonly gasAway: boolean;
}

export interface PastQuestion {
  readonly period: Period;
  readonly against: Against | null;
  readonly zone: string;
  /** The home's time, ms UTC. */
  readonly now: number;
  /** Prices of the last hour's minutes. */
  readonly slots: readonly PriceSlot[];
}

const MINUTE = 60_000;
const HALF_HOUR = 30 * MINUTE;
const HOUR = 60 * MINUTE;

/** What is known of a period, with what it is compared with. */
export async function readView(past: PastUse, question: PastQuestion): Promise<PastView> {
  const { period, against, zone, now } = question;
  // A half-hour that still runs is not missing: it is not over.
  const until = Math.min(period.end, Math.floor(now / (period.span === 'hour' ? MINUTE : HALF_HOUR)) * (period.span === 'hour' ? MINUTE : HALF_HOUR));
  const like = against === null ? undefined : likeOf(period, against, zone);
  const [ours, theirs, gas] = await Promise.all([
    summed(past, question, period, until),
    like ? summed(past, question, like, until >= period.end ? like.end : Math.min(like.end, like.start + until - period.start)) : null,
    period.span === 'hour' ? NO_GAS : gasOf(past, period),
  ]);
  return { now: ours.summed, like: theirs?.summed ?? null, gas: gas.gas, away: ours.away, gasAway: gas.away };
}

async function summed(past: PastUse, question: PastQuestion, period: Period, until: number): Promise<{ readonly summed: Summed; readonly away: boolean }> {
  const known = await piecesOf(past, question, period, until);
  const pieces = known.pieces.filter(({ start }) => start < until);
  return { summed: { period, bars: barsOf(period, question.zone).map((bar) => sumOf(bar, pieces)), whole: sumOf(period, pieces), until }, away: known.away };
}

/** Minutes for an hour, slots for a day; days for what is longer, and slots for the day that is not over. */
async function piecesOf(past: PastUse, { zone, slots }: PastQuestion, period: Period, until: number): Promise<Pieces> {
  const { span, start, end } = period;
  if (span === 'hour' || span === 'day') {
    const { rows, unread } = await past.read(span === 'hour' ? 'minutes' : 'slots', start, Math.min(end, until));
    return { pieces: span === 'hour' ? minutesOf(rows, slots) : slotsOf(rows), away: unread.length > 0 };
  }
  const running = until < end ? periodAt('day', until, zone, period).start : end;
  const [days, rest] = await Promise.all([past.days(), running < until ? past.read('slots', Math.max(start, running), until) : NOTHING]);
  return { pieces: [...(days ?? []).filter((day) => day.start >= start && day.end <= running), ...slotsOf(rest.rows)], away: days === null || rest.unread.length > 0 };
}

interface Pieces {
  readonly pieces: readonly PastPiece[];
  readonly away: boolean;
}
const NOTHING = { rows: [], unread: [] };

const energy = v.nullable(v.number());
const slotRow = v.object({ start: v.number(), end: v.number(), importEnergy: energy, exportEnergy: energy, cost: energy, quality: v.picklist(['measured', 'estimated', 'missing']) });
const minuteRow = v.object({ start: v.number(), meter: v.string(), power: v.number(), quality: v.picklist(['measured', 'estimated']) });
const gasRow = v.object({ at: v.number(), meter: v.string(), medium: v.literal('gas'), litres: energy, energy });

/** Rows of a shape; others are left out. */
const shaped = <T>(schema: v.GenericSchema<unknown, T>, rows: readonly ChunkRow[]): T[] =>
  rows.flatMap((row) => {
    const parsed = v.safeParse(schema, row);
    return parsed.success ? [parsed.output] : [];
  });

export const slotsOf = (rows: readonly ChunkRow[]): PastPiece[] => shaped(slotRow, rows).map(pieceOf);

/** Minutes of the meter that told most of them, priced by the prices that held. */
function minutesOf(rows: readonly ChunkRow[], slots: readonly PriceSlot[]): PastPiece[] {
  return ofOneMeter(shaped(minuteRow, rows)).map(({ start, power, quality }) => {
    const slot = slots.find((one) => one.start <= start && start < one.end);
    const rate = slot ? moneyRate(power, slot) : null;
    const moved = (Math.abs(power) * 1_000 * MINUTE) / HOUR;
    return pieceOf({ start, end: start + MINUTE, importEnergy: power > 0 ? moved : 0, exportEnergy: power < 0 ? moved : 0, cost: rate === null ? null : rate / 60, quality });
  });
}

function ofOneMeter<Row extends { readonly meter: string }>(rows: readonly Row[]): Row[] {
  const counts = new Map<string, number>();
  for (const { meter } of rows) counts.set(meter, (counts.get(meter) ?? 0) + 1);
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  return rows.filter(({ meter }) => meter === most?.[0]);
}

export interface GasRead {
  readonly gas: PastGas | null;
  readonly away: boolean;
}
const NO_GAS: GasRead = { gas: null, away: false };

/** Between the last register before the period and the last within it: gas meters tell by the hour. */
export async function gasOf(past: PastUse, { start, end }: Stretch): Promise<GasRead> {
  const { rows, unread } = await past.read('others', start - 2 * HOUR, end);
  const told = ofOneMeter(shaped(gasRow, rows));
  // Where no gas was ever told, none is missing.
  return { gas: gasIn(told, start), away: told.length > 0 && unread.length > 0 };
}

function gasIn(told: readonly v.InferOutput<typeof gasRow>[], start: number): PastGas | null {
  const first = told.findLast(({ at }) => at <= start) ?? told[0];
  const last = told.at(-1);
  if (!first || !last || last.at < start) return null;
  const used = (from: number | null, to: number | null): number | null => (from === null || to === null || first === last ? null : to - from);
  return { litres: used(first.litres, last.litres), energy: used(first.energy, last.energy), at: last.at };
}
