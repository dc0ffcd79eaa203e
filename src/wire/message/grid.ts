import * as v from 'valibot';

const phase = v.object({ power: v.nullable(v.number()), volts: v.nullable(v.number()), amps: v.nullable(v.number()) });

/** Body of `state/grid` and `live/grid`: W with + = import, mWh whole-life registers, ms UTC; unknown is null. */
export const gridSchema = v.object({
  at: v.number(),
  power: v.nullable(v.number()),
  /** VA of a meter that measures apparent power; and W by its registers over the last minute or two where it tells no power. Left out by an earlier gateway. */
  apparentPower: v.optional(v.nullable(v.number())),
  estimatedPower: v.optional(v.nullable(v.number())),
  quality: v.picklist(['measured', 'estimated', 'missing']),
  /** Declared period of the meter in ms: stale after max(15 s, 3 periods). */
  period: v.number(),
  phases: v.record(v.string(), phase),
  importEnergy: v.nullable(v.number()),
  exportEnergy: v.nullable(v.number()),
  /** When the two were last told. */
  registersAt: v.optional(v.nullable(v.number())),
  /** Mean power of the half-hour now running, so far, and of the one before. */
  averageNow: v.nullable(v.number()),
  averageBefore: v.nullable(v.number()),
});
export type GridMessage = v.InferOutput<typeof gridSchema>;
