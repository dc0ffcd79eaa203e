import type { PerSlot } from './perSlot.ts';

interface Tiers {
  /** Ascending, where each further tier begins: W of a window's mean, or mWh of a block. */
  readonly above: readonly number[];
  /** A list a further tier: micro per kWh that energy in it costs beside the base price of its slot. */
  readonly more: readonly PerSlot[];
}

/**
 * A part of the tariff whose price depends on how much is taken, as the ledger counts it (`ledger/tierCharge`): by the mean
 * power of each metered window on the UTC grid, or by what a block (a day, a month) has used.
 */
export type PriceTiers =
  | (Tiers & { readonly by: 'power'; /** ms. */ readonly window: number })
  | (Tiers & { readonly by: 'energy'; /** Number of the block that each slot begins in. */ readonly block: PerSlot; /** mWh of each block before the first slot. */ readonly used: PerSlot });

/** A charge on the highest window of a month (`ledger/capacity`): what is below the peak so far costs nothing more. */
export interface PeakCharge {
  /** ms, on the UTC grid. */
  readonly window: number;
  /** Number of the peak (of a month, of a rate) that each slot can raise; null = none. */
  readonly register: readonly (number | null)[];
  /** W of each peak that are owed whatever happens. */
  readonly owed: PerSlot;
  /** Micro per kW above them, of each peak. */
  readonly price: PerSlot;
  /** mWh metered of the window that runs when the first slot begins. */
  readonly begun: number;
}

/** What a problem charges beside the prices of its slots; all of it may be left out. */
export interface Charges {
  readonly tiers?: readonly PriceTiers[] | undefined;
  readonly peaks?: readonly PeakCharge[] | undefined;
}
