import * as v from 'valibot';

/** One slot that is over: ms UTC, mWh, micro of the currency before standing charge. */
const historyInterval = v.object({
  start: v.number(),
  end: v.number(),
  importEnergy: v.number(),
  exportEnergy: v.number(),
  /** Null where no tariff prices it. */
  cost: v.nullable(v.number()),
  quality: v.picklist(['measured', 'estimated', 'missing']),
  /** Grows when a late reading or another price changed the slot. */
  revision: v.number(),
});
export type HistoryInterval = v.InferOutput<typeof historyInterval>;

/** Answer of `GET history?from=MS&to=MS`: half-hours with `start` in [from, to), in order of time, latest revisions. */
export const historySchema = v.object({ storeId: v.string(), intervals: v.array(historyInterval) });
export type HistoryMessage = v.InferOutput<typeof historySchema>;

/** Most intervals of one answer: 62 local days of half-hours. A longer question is answered from its start. */
export const HISTORY_MOST = 2_976;
