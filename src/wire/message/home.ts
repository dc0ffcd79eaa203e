import * as v from 'valibot';

/** Body of `state/home`: who this home is and what time it is there. */
export const homeSchema = v.object({
  name: v.string(),
  /** IANA zone, local days are made in it. */
  zone: v.string(),
  currency: v.string(),
  /** `speed` is home seconds per real second: pages run their clock by it. */
  clock: v.object({ wall: v.number(), speed: v.number(), trust: v.picklist(['none', 'floor', 'synced']) }),
  source: v.picklist(['meter', 'replay', 'capture', 'simulated']),
  gateway: v.string(),
  /** As after `--format`, of a meter that lives; left out where there is none. */
  meterFormat: v.optional(v.string()),
});
export type HomeMessage = v.InferOutput<typeof homeSchema>;
