import type { Interval } from '../time/instant.ts';
import type { PriceSlot } from './price.ts';

/** What slots say over an interval: ms of it that they price, and price times ms, micro per kWh. */
export interface PricedTime {
  readonly covered: number;
  readonly bought: number;
  /** Where a slot has no price for export it is given away. */
  readonly sold: number;
  /** Some of it has no price for export. */
  readonly unsold: boolean;
  /** All of what is priced was published. */
  readonly known: boolean;
}

/** Adds up the slots by the time that each shares with the interval. */
export function pricedTime(slots: readonly PriceSlot[], { start, end }: Interval): PricedTime {
  let [covered, bought, sold, unsold, known] = [0, 0, 0, false, true];
  for (const slot of slots) {
    const shared = Math.min(end, slot.end) - Math.max(start, slot.start);
    if (shared <= 0) continue;
    covered += shared;
    bought += shared * slot.importPrice;
    sold += shared * (slot.exportPrice ?? 0);
    unsold ||= slot.exportPrice === null;
    known &&= slot.known;
  }
  return { covered, bought, sold, unsold, known };
}
