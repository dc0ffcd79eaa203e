import type { PaidPrices } from '../tariff/price.ts';
import { EXACT_PRICE_PER_MICRO } from '../units/money.ts';
import { MWH_PER_KWH } from '../units/energy.ts';
import type { Range } from './midnight.ts';
import type { PastDay, PastSlot } from './pastDay.ts';

/** What was supposed about a home that moves some of its use: said beside the range. */
export interface ShiftAssumptions {
  /** Shares of a day's energy that can be moved, from little to much, within the same local day. */
  readonly least: number;
  readonly most: number;
  /** W that may be added in a cheap slot. */
  readonly room: number;
}

/** Washing, dishes and a little heat; and with a car or hot water that waits. A socket of 16 A takes what is moved. */
export const SHIFT: ShiftAssumptions = { least: 0.05, most: 0.2, room: 3_000 };

interface PricedSlot extends Pick<PastSlot, 'start' | 'end'> {
  readonly energy: number;
  /** Micro per kWh. */
  readonly price: number;
}

/**
 * What moving some use into the cheapest slots of the same day would have saved: micro over all the days, as a range.
 * Null where no day is wholly priced. @param prices of the time of the days, in order.
 */
export function shiftSaves(days: readonly PastDay[], prices: readonly PaidPrices[], assumed: ShiftAssumptions = SHIFT): (Range & { readonly days: number }) | null {
  const next = priced(prices);
  const known = days.flatMap(({ slots }) => {
    const of = next(slots);
    return of === null ? [] : [of];
  });
  if (known.length === 0) return null;
  const saved = (share: number): number => Math.round(known.reduce((sum, slots) => sum + movedGain(slots, share, assumed.room), 0));
  return { low: saved(assumed.least), high: saved(assumed.most), days: known.length };
}

/** Takes the days in order, so that ten years of prices are walked once. */
function priced(prices: readonly PaidPrices[]): (slots: readonly PastSlot[]) => readonly PricedSlot[] | null {
  let at = 0;
  return (slots) => {
    const found: PricedSlot[] = [];
    for (const { start, end, import: bought } of slots) {
      while ((prices[at]?.end ?? Infinity) <= start) at++;
      const price = prices[at];
      if (!price || price.start > start || price.importPrice === null) return null;
      found.push({ start, end, energy: bought ?? 0, price: price.importPrice / EXACT_PRICE_PER_MICRO });
    }
    return found;
  };
}

/** Energy goes from the dearest slots to the cheapest, as long as it gains and there is room. */
function movedGain(slots: readonly PricedSlot[], share: number, room: number): number {
  const byPrice = [...slots].sort((a, b) => a.price - b.price);
  let left = share * slots.reduce((sum, { energy }) => sum + energy, 0);
  let gain = 0;
  let [low, high] = [0, byPrice.length - 1];
  let [takes, gives] = [spaceOf(byPrice[low], room), byPrice[high]?.energy ?? 0];
  while (low < high && left > 0) {
    const [cheap, dear] = [byPrice[low], byPrice[high]];
    if (!cheap || !dear || dear.price <= cheap.price) break;
    const moved = Math.min(left, takes, gives);
    gain += (moved / MWH_PER_KWH) * (dear.price - cheap.price);
    left -= moved;
    takes -= moved;
    gives -= moved;
    if (takes <= 0) takes = spaceOf(byPrice[++low], room);
    if (gives <= 0) gives = byPrice[--high]?.energy ?? 0;
  }
  return gain;
}

/** mWh that a slot can take besides. */
const spaceOf = (slot: PricedSlot | undefined, room: number): number => (slot ? (room * (slot.end - slot.start)) / 3_600 : 0);
