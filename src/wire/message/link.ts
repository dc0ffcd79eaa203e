import * as v from 'valibot';

/** Body of `state/link`: where a break is, so that the badge can tell meter, gateway and internet apart (U37). */
export const linkSchema = v.object({
  meter: v.picklist(['ok', 'silent', 'never', 'ended']),
  /** The meter speaks a kind of its format that no capture was read of; left out where that is not so. */
  meterUnseen: v.optional(v.boolean()),
  /** `unused` until something configured needs it; `failed` only after such a fetch failed. */
  internet: v.picklist(['unused', 'ok', 'failed']),
  storage: v.picklist(['ok', 'failed']),
  /** Room on the gateway's disk: `low` above 90 %, `full` = readings wait, limits are still kept. Gateways before this said nothing. */
  disk: v.optional(v.picklist(['ok', 'low', 'full']), 'ok'),
  /** What took the place of a store that was damaged at the last start: its newest backup, or nothing; null = nothing was damaged. */
  restored: v.optional(v.nullable(v.picklist(['backup', 'empty'])), null),
  planner: v.picklist(['idle', 'planning', 'failed']),
  /** Counts since boot of what came in and could not be used, by reason id. */
  rejected: v.record(v.string(), v.number()),
});
export type LinkMessage = v.InferOutput<typeof linkSchema>;
