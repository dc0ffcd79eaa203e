import * as v from 'valibot';

/** Body of `state/safety`: what is wrong now or was of late with the supply and the meter, newest first (E7, E18, E19, E21). */
export const safetySchema = v.object({
  alarms: v.array(
    v.object({
      id: v.string(),
      kind: v.picklist(['voltage-high', 'voltage-low', 'supply-lost', 'meter-swapped', 'register-back', 'tamper', 'submeter-exceeds', 'neutral-lost', 'voltage-quality', 'link-lost', 'restarted', 'gap-unknown', 'use-power', 'use-energy', 'use-cost']),
      /** Home's wall time; `until` null = it lasts. */
      since: v.number(),
      until: v.nullable(v.number()),
      phase: v.nullable(v.picklist(['L1', 'L2', 'L3'])),
      /** Volts, or W, or mWh, or micro by kind; null where none applies. */
      value: v.nullable(v.number()),
      threshold: v.nullable(v.number()),
      /** Somebody of the home has seen it. */
      acknowledged: v.optional(v.boolean(), false),
    }),
  ),
  /** Sags and swells of the last three months, counted; the list is history. */
  sags: v.number(),
  swells: v.number(),
  /** The meter's own whole-life counts over all phases; null = it counts none. */
  meter: v.optional(v.nullable(v.object({ failures: v.nullable(v.number()), longFailures: v.nullable(v.number()), sags: v.nullable(v.number()), swells: v.nullable(v.number()) })), null),
});
export type SafetyMessage = v.InferOutput<typeof safetySchema>;
