import type { PricedSlot } from '#domain/ledger/pricedSlot.ts';

/** Columns of a chunk of slots, in order. */
export const SLOT_COLUMNS = ['start', 'end', 'revision', 'importEnergy', 'exportEnergy', 'cost', 'currency', 'rate', 'quality'] as const;

/** A slot as it travels. */
export const slotRow = ({ start, end, revision, import: importEnergy, export: exportEnergy, cost, currency, rate, quality }: PricedSlot): Record<(typeof SLOT_COLUMNS)[number], number | string | null> => ({
  start, end, revision, importEnergy, exportEnergy, cost, currency, rate, quality,
});
