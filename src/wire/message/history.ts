import * as v from 'valibot';

/** One slot that is over: ms UTC, mWh, micro of the currency before standing charge. */
const historyInterval = v.object({
  start: v.number(),
  end: v.number(),
  /** Null where the meter did not measure that direction. */
  importEnergy: v.nullable(v.number()),
  exportEnergy: v.nullable(v.number()),
  /** Under the tariff that holds when asked; null where it prices none of it. */
  cost: v.nullable(v.number()),
  /** The tariff's name for the price at its start when it was closed; null where it had none. */
  rate: v.nullable(v.string()),
  quality: v.picklist(['measured', 'estimated', 'missing']),
  /** Grows when a late reading or another price changed the slot. */
  revision: v.number(),
});
export type HistoryInterval = v.InferOutput<typeof historyInterval>;

/** Answer of `GET history?from=MS&to=MS`: slots (half-hours, or shorter where the tariff changes price more often) with `start` in [from, to), in order of time, latest revisions. */
export const historySchema = v.object({ storeId: v.string(), intervals: v.array(historyInterval) });
export type HistoryMessage = v.InferOutput<typeof historySchema>;

/** Most intervals of one answer: 62 days of half-hours. A longer question is answered from its start. */
export const HISTORY_MOST = 2_976;
