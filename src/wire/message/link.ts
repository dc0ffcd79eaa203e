import * as v from 'valibot';

/** Body of `state/link`: where a break is, so that the badge can tell meter, gateway and internet apart (U37). */
export const linkSchema = v.object({
  meter: v.picklist(['ok', 'silent', 'never', 'ended']),
  /** `unused` until something configured needs it; `failed` only after such a fetch failed. */
  internet: v.picklist(['unused', 'ok', 'failed']),
  storage: v.picklist(['ok', 'failed']),
  planner: v.picklist(['idle', 'planning', 'failed']),
  /** Counts since boot of what came in and could not be used, by reason id. */
  rejected: v.record(v.string(), v.number()),
});
export type LinkMessage = v.InferOutput<typeof linkSchema>;
