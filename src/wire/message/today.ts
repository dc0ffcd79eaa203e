import * as v from 'valibot';

/** One slot of the day: mWh, micro of the currency before standing charge; null where unknown. */
const barSchema = v.object({
  start: v.number(),
  end: v.number(),
  importEnergy: v.nullable(v.number()),
  exportEnergy: v.nullable(v.number()),
  cost: v.nullable(v.number()),
  quality: v.picklist(['measured', 'estimated', 'missing']),
});

/** Body of `state/today`: the local day so far. */
export const todaySchema = v.object({
  /** Local date, YYYY-MM-DD, and its half-open UTC interval (23, 24 or 25 h). */
  day: v.string(),
  start: v.number(),
  end: v.number(),
  until: v.number(),
  importEnergy: v.number(),
  exportEnergy: v.number(),
  /** Micro, energy only; null when no tariff prices it. */
  energyCost: v.nullable(v.number()),
  standingCharge: v.nullable(v.number()),
  unpricedEnergy: v.number(),
  estimatedEnergy: v.number(),
  bars: v.array(barSchema),
});
export type TodayMessage = v.InferOutput<typeof todaySchema>;
export type TodayBar = v.InferOutput<typeof barSchema>;
