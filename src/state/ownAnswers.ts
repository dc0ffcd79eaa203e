import * as v from 'valibot';
import { alwaysOn, type AlwaysOn } from '#domain/answers/alwaysOn.ts';
import { likelyByMidnight, type LikelyTotal } from '#domain/answers/midnight.ts';
import { pastDays, type PastDay, type PastSlot } from '#domain/answers/pastDay.ts';
import { usualBy, type Usual } from '#domain/answers/usual.ts';
import type { Instant } from '#domain/time/instant.ts';
import type { ChunkRow } from '#wire/history/chunk.ts';
import type { PriceSlot, Tariff, Today, TodayBar } from '#wire/message/bodies.ts';
import type { PastUse } from './past.ts';
import { gasOf, type PastGas } from './pastGas.ts';

/** What a home's own past says of today; null where it does not say yet. */
export interface TodayAnswers {
  readonly usual: Usual | null;
  readonly likely: LikelyTotal | null;
  readonly alwaysOn: AlwaysOn | null;
  readonly gas: PastGas | null;
  /** Days of the past that are known: while there are few, it is said to be learning. */
  readonly days: number;
}

/** Eight weeks of like days, and a day more. */
const BEHIND = 57 * 86_400_000;

const known = v.nullable(v.number());
const slotRow = v.object({ start: v.number(), end: v.number(), importEnergy: known, exportEnergy: known, cost: known, quality: v.string() });

/** Slots of the history as the answers take them; rows of another shape, and what was missing, are left out. */
export const ownSlots = (rows: readonly ChunkRow[]): PastSlot[] =>
  rows.flatMap((row) => {
    const { success, output } = v.safeParse(slotRow, row);
    if (!success || output.quality === 'missing') return [];
    return [{ start: output.start as Instant, end: output.end as Instant, import: output.importEnergy, export: output.exportEnergy, cost: output.cost }];
  });

/** The local days before `now`, as far as the history reaches. */
export async function readDays(past: PastUse, now: number, zone: string, behind = BEHIND): Promise<readonly PastDay[]> {
  const { rows } = await past.read('slots', now - behind, now);
  return pastDays(ownSlots(rows), now as Instant, zone);
}

export interface TodayQuestion {
  readonly today: Today;
  readonly tariff: Tariff | null;
  readonly zone: string;
}

/** Today against this home's own days. */
export async function answerToday(past: PastUse, days: readonly PastDay[], { today, tariff, zone }: TodayQuestion): Promise<TodayAnswers> {
  const until = today.until as Instant;
  const day = { start: today.start as Instant, end: today.end as Instant };
  const slots = tariff?.slots ?? [];
  const { gas } = await gasOf(past, { start: today.start, end: today.end });
  return {
    usual: usualBy(days, until, zone),
    likely: likelyByMidnight(days, { day, until, import: today.importEnergy, cost: today.energyCost }, zone, (at) => slotAt(slots, at)?.importPrice ?? null),
    alwaysOn: alwaysOn(days, meanPrice(slots, today.start, today.end)),
    gas,
    days: days.length,
  };
}

/** Grams of CO₂ of what was bought; null where nobody speaks of a part of it. */
export function carbonOf(bars: readonly TodayBar[], carbon: NonNullable<Tariff['carbon']>): number | null {
  let grams = 0;
  for (const bar of bars) {
    if (bar.importEnergy === null) continue;
    const known = carbon.find(({ start, end }) => start <= bar.start && bar.start < end);
    if (!known) return null;
    grams += (bar.importEnergy / 1e6) * known.grams;
  }
  return bars.length === 0 ? null : grams;
}

const slotAt = (slots: readonly PriceSlot[], at: number): PriceSlot | undefined => slots.find(({ start, end }) => start <= at && at < end);

/** Micro per kWh over a time; null where a part of it has no price. */
export function meanPrice(slots: readonly PriceSlot[], from: number, to: number): number | null {
  let [sum, covered] = [0, 0];
  for (const { start, end, importPrice } of slots) {
    const length = Math.max(0, Math.min(end, to) - Math.max(start, from));
    sum += importPrice * length;
    covered += length;
  }
  return covered < to - from ? null : sum / covered;
}
