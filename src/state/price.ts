import type { PriceSlot, Tariff } from '#wire/message/bodies.ts';

/** Where a price stands among the known ones of the table: by thirds of their span. `flat` when there is only one. */
export type PriceLevel = 'cheap' | 'usual' | 'dear' | 'flat';

export interface PriceNow {
  readonly slot: PriceSlot;
  readonly level: PriceLevel;
  /** The next slot at another import price; null when none is known. */
  readonly next: PriceSlot | null;
}

/** @param at ms UTC. Undefined when the table has no price then. */
export function priceAt(tariff: Tariff, at: number): PriceNow | undefined {
  const index = tariff.slots.findIndex((slot) => slot.start <= at && at < slot.end);
  const slot = tariff.slots[index];
  if (!slot) return undefined;
  const next = tariff.slots.slice(index + 1).find((later) => later.importPrice !== slot.importPrice) ?? null;
  return { slot, next, level: levelOf(slot.importPrice, tariff.slots) };
}

export function levelOf(price: number, slots: readonly Pick<PriceSlot, 'importPrice'>[]): PriceLevel {
  const prices = slots.map((slot) => slot.importPrice);
  const low = Math.min(...prices);
  const span = Math.max(...prices) - low;
  if (span <= 0) return 'flat';
  const share = (price - low) / span;
  if (share <= 1 / 3) return 'cheap';
  return share >= 2 / 3 ? 'dear' : 'usual';
}

/** 0 (cheapest) to 1 (dearest) among the slots; 0.5 when all are the same. */
export function shareOf(price: number, slots: readonly PriceSlot[]): number {
  const prices = slots.map((slot) => slot.importPrice);
  const low = Math.min(...prices);
  const span = Math.max(...prices) - low;
  return span <= 0 ? 0.5 : (price - low) / span;
}

/** Micro of the currency an hour at a power in W; sending out is negative, null where it has no price. */
export function moneyRate(power: number, slot: PriceSlot): number | null {
  const price = power < 0 ? slot.exportPrice : slot.importPrice;
  return price === null ? null : (power * price) / 1000;
}
