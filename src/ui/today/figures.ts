import type { PriceSlot, TodayBar } from '#wire/message/bodies.ts';

/** Widest a bar can be read: the energy of the tallest, mWh; never 0 so that shares can be made. */
export const tallest = (bars: readonly TodayBar[]): number => Math.max(1, ...bars.map((bar) => bar.importEnergy ?? 0));

/** The bar with most energy; undefined when nothing was used. */
export function mostUsed(bars: readonly TodayBar[]): TodayBar | undefined {
  const [most] = [...bars].sort((a, b) => (b.importEnergy ?? 0) - (a.importEnergy ?? 0));
  return most && (most.importEnergy ?? 0) > 0 ? most : undefined;
}

/** The price that holds when a bar begins. */
export const slotOf = (bar: TodayBar, slots: readonly PriceSlot[]): PriceSlot | undefined => slots.find((slot) => slot.start <= bar.start && bar.start < slot.end);
