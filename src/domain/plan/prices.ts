import { DAY } from './tolerance.ts';
import { incentiveSlots, type IncentiveSlot } from '../tariff/incentive.ts';
import { priceSlots, type PriceSlot } from '../tariff/price.ts';
import { pricedTime } from '../tariff/slotMean.ts';
import { currentTables, type Tariff } from '../tariff/tariff.ts';
import type { Instant, Interval } from '../time/instant.ts';
import { NO_PRICES, priceOver } from '../forecast/prices.ts';
import type { OutlookState } from '../forecast/outlook.ts';
import { at } from './at.ts';

/** Micro per kWh, a number a slot. */
export interface SlotPrices {
  readonly importPrice: readonly number[];
  readonly exportPrice: readonly number[];
  readonly priceKnown: readonly boolean[];
}

/** What the home has learned of its prices. */
type Habits = Pick<OutlookState, 'prices' | 'zone'>;

interface Price {
  readonly importPrice: number;
  readonly exportPrice: number;
  readonly known: boolean;
}

/** Time-weighted mean over what of an interval is priced; undefined where nothing is. */
function meanOver(slots: readonly PriceSlot[], { start, end }: Interval): Price | undefined {
  const { covered, bought, sold, known } = pricedTime(slots, { start, end });
  if (covered === 0) return undefined;
  return { importPrice: Math.round(bought / covered), exportPrice: Math.round(sold / covered), known: known && covered === end - start };
}

const earlier = ({ start, end }: Interval, days: number): Interval => ({ start: (start - days * DAY) as Instant, end: (end - days * DAY) as Instant });

/** Looks this many days back for the price at the same time of day. */
const DAYS_BACK = 7;

/** What prices like this one have been, as an estimate; undefined where none were learned. */
function usualPrice({ prices = NO_PRICES, zone }: Habits, slot: Interval): Price | undefined {
  const usual = priceOver(prices, slot, zone);
  return usual ? { importPrice: Math.round(usual.importPrice.mean), exportPrice: Math.round(usual.exportPrice?.mean ?? 0), known: false } : undefined;
}

/** The price of a slot; where the table has none yet, what is usual, else that of the same time on the last day that has one. */
function priceOf(slots: readonly PriceSlot[], slot: Interval, habits: Habits | undefined): Price | undefined {
  const published = meanOver(slots, slot) ?? (habits && usualPrice(habits, slot));
  if (published) return published;
  for (let days = 1; days <= DAYS_BACK; days++) {
    const price = meanOver(slots, earlier(slot, days));
    if (price) return { ...price, known: false };
  }
  return undefined;
}

/** Prices of a tariff over slots that follow each other; undefined where it prices none of some slot, nor the week before, and nothing was learned. */
export function slotPrices(tariff: Tariff, slots: readonly Interval[], habits?: Habits): SlotPrices | undefined {
  const horizon = { start: at(slots, 0).start, end: at(slots, slots.length - 1).end };
  const table = priceSlots(tariff, { ...horizon, start: earlier(horizon, DAYS_BACK).start });
  const prices: Price[] = [];
  for (const slot of slots) {
    const price = priceOf(table, slot, habits);
    if (!price) return undefined;
    prices.push(price);
  }
  return { importPrice: prices.map(({ importPrice }) => importPrice), exportPrice: prices.map(({ exportPrice }) => exportPrice), priceKnown: prices.map(({ known }) => known) };
}

/** g of CO2 in a kWh of the grid, the mean of what of a slot is told; nothing where no slot has any. */
export function slotCarbon(tariff: Tariff, slots: readonly Interval[]): { readonly carbon?: readonly (number | null)[] } {
  const told = incentiveSlots(tariff, 'co2', { start: at(slots, 0).start, end: at(slots, slots.length - 1).end });
  if (told.length === 0) return {};
  return { carbon: slots.map((slot) => gramsOver(told, slot)) };
}

function gramsOver(told: readonly IncentiveSlot[], { start, end }: Interval): number | null {
  let [covered, sum] = [0, 0];
  for (const one of told) {
    const shared = Math.max(0, Math.min(end, one.end) - Math.max(start, one.start));
    covered += shared;
    sum += shared * one.value;
  }
  return covered === 0 ? null : Math.round(sum / covered);
}

/** The tables a plan can still need: those of the coming horizon, and of the week that stands in for what is not published. */
export const tablesSince = (tariff: Tariff, now: Instant): Tariff => currentTables(tariff, (now - DAYS_BACK * DAY) as Instant);
