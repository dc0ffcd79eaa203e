import type { PriceSlot } from '../tariff/price.ts';
import { pricedTime } from '../tariff/slotMean.ts';
import type { Instant, Interval } from '../time/instant.ts';
import { meanOver, type Estimate } from './estimate.ts';
import { HALF_HOUR } from './habit.ts';
import { learnHalfHour, NO_SERIES, seriesAt, type Series } from './series.ts';

/** What published prices have been like, micro per kWh by kind of day and half-hour. */
export interface PriceHabits {
  readonly bought: Series;
  /** Null where export has had no price. */
  readonly sold: Series | null;
  /** Published prices are learned up to here. */
  readonly until: Instant | null;
}

/** Micro per kWh; `published` false where it is our estimate. */
export interface PriceEstimate {
  readonly importPrice: Estimate;
  readonly exportPrice: Estimate | null;
  readonly published: boolean;
}

export const NO_PRICES: PriceHabits = { bought: NO_SERIES, sold: null, until: null };

/** Micro per kWh that a price is taken to vary by before anything was learned: 5 of the small coin. */
const FIRST_DEVIATION = 50_000;

/** Learns each half-hour that is published whole, once; estimates teach nothing. @param slots in order of time. */
export function learnPrices(before: PriceHabits, slots: readonly PriceSlot[], zone: string): PriceHabits {
  const published = slots.filter(({ known, end }) => known && end > (before.until ?? -Infinity));
  const [first, last] = [published[0], published.at(-1)];
  if (!first || !last) return before;
  let habits = before;
  const from = Math.max(Math.ceil(first.start / HALF_HOUR) * HALF_HOUR, before.until ?? -Infinity);
  for (let start = from; start + HALF_HOUR <= last.end; start += HALF_HOUR) habits = learnOne(habits, published, start as Instant, zone);
  return habits;
}

function learnOne({ bought, sold, until }: PriceHabits, slots: readonly PriceSlot[], start: Instant, zone: string): PriceHabits {
  const end = (start + HALF_HOUR) as Instant;
  const prices = meanPrices(slots, { start, end });
  if (!prices) return { bought, sold, until };
  const learned = (series: Series, price: number): Series => learnHalfHour(series, start, price, zone, FIRST_DEVIATION);
  return { bought: learned(bought, prices.bought), sold: prices.sold === null ? sold : learned(sold ?? NO_SERIES, prices.sold), until: end };
}

/** Time-weighted means of an interval that slots fill; undefined where they do not. */
function meanPrices(slots: readonly PriceSlot[], { start, end }: Interval): { readonly bought: number; readonly sold: number | null } | undefined {
  const { covered, bought, sold, unsold } = pricedTime(slots, { start, end });
  return covered === end - start ? { bought: bought / covered, sold: unsold ? null : sold / covered } : undefined;
}

/** What a slot beyond the published prices is expected to cost and earn; null where nothing was learned. */
export function priceOver({ bought, sold }: PriceHabits, slot: Interval, zone: string): PriceEstimate | null {
  if (!seriesAt(bought, slot.start, zone)) return null;
  const over = (series: Series) => meanOver(slot, (at) => seriesAt(series, at, zone) ?? UNHEARD);
  return { importPrice: over(bought), exportPrice: sold ? over(sold) : null, published: false };
}

const UNHEARD = { mean: 0, spread: FIRST_DEVIATION, p10: 0, p50: 0, p90: 0 };
