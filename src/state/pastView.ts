import * as v from 'valibot';
import type { ChunkRow } from '#wire/history/chunk.ts';
import type { PriceSlot } from '#wire/message/bodies.ts';
import type { PastUse } from './past.ts';
import { barsOf, likeOf, periodAt, type Against, type Period, type Stretch } from './period.ts';
import { gasOf, NO_GAS, type PastGas } from './pastGas.ts';
import { minutesOf } from './pastMinutes.ts';
import { energy, shaped } from './pastRows.ts';
import { pieceOf, sumOf, type PastPiece } from './pastSums.ts';

/** A period with its bars and their sum. */
export interface Summed {
  readonly period: Period;
  readonly bars: readonly PastPiece[];
  readonly whole: PastPiece;
  /** Up to here it is over, ms UTC: bars after it are yet to come. */
  readonly until: number;
  /** Parts that the home keeps and that were not fetched, ms UTC: not the same as a gap. */
  readonly unread: readonly Stretch[];
}

export interface PastView {
  readonly now: Summed;
  /** What it is held against, as far as `now` has come; null where nothing was asked, or there is no such like. */
  readonly like: Summed | null;
  readonly gas: PastGas | null;
  /** Parts of `now` are kept by the home, which did not answer. */
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
  return { now: ours, like: theirs, gas: gas.gas, away: ours.unread.length > 0, gasAway: gas.away };
}

async function summed(past: PastUse, question: PastQuestion, period: Period, until: number): Promise<Summed> {
  const { pieces, unread } = await piecesOf(past, question, period, until);
  const over = pieces.filter(({ start }) => start < until);
  return { period, bars: barsOf(period, question.zone).map((bar) => sumOf(bar, over)), whole: sumOf(period, over), until, unread };
}

/** Minutes for an hour, slots for a day; days for what is longer, and slots since the last day that is known. */
async function piecesOf(past: PastUse, { zone, slots }: PastQuestion, period: Period, until: number): Promise<Pieces> {
  const { span, start, end } = period;
  if (span === 'hour') return lastHour(past, slots, start, Math.min(end, until));
  if (span === 'day') return slotsBetween(past, start, Math.min(end, until));
  const running = until < end ? periodAt('day', until, zone, period).start : end;
  const known = await past.days();
  if (known === null) return { pieces: (await slotsBetween(past, Math.max(start, running), until)).pieces, unread: [{ start, end: until }] };
  const days = known.filter((day) => day.start >= start && day.end <= running);
  // Whether nothing was used since, or this phone did not fetch it, is known where those half-hours are.
  const since = Math.min(running, Math.max(start, known.findLast((day) => day.end <= running)?.end ?? running));
  const rest = await slotsBetween(past, since, until);
  return { pieces: [...days, ...rest.pieces], unread: rest.unread };
}

async function slotsBetween(past: PastUse, start: number, end: number): Promise<Pieces> {
  if (start >= end) return { pieces: [], unread: [] };
  const { rows, unread } = await past.read('slots', start, end);
  return { pieces: slotsOf(rows), unread };
}

/** With the minute before, from which a register of the first one counts. */
async function lastHour(past: PastUse, slots: readonly PriceSlot[], start: number, end: number): Promise<Pieces> {
  const { rows, unread } = await past.read('minutes', start - MINUTE, end);
  return { pieces: minutesOf(rows, slots).filter((piece) => piece.start >= start), unread: unread.filter((one) => one.end > start) };
}

interface Pieces {
  readonly pieces: readonly PastPiece[];
  readonly unread: readonly Stretch[];
}

const slotRow = v.object({ start: v.number(), end: v.number(), importEnergy: energy, exportEnergy: energy, cost: energy, quality: v.picklist(['measured', 'estimated', 'missing']) });

export const slotsOf = (rows: readonly ChunkRow[]): PastPiece[] => shaped(slotRow, rows).map(pieceOf);
