import * as v from 'valibot';

const value = v.variant('kind', [v.object({ kind: v.literal('none') }), v.object({ kind: v.literal('limit'), w: v.number() })]);

/** What every limit says of itself; fields that older gateways left out may be missing. */
const standing = {
  source: v.string(),
  direction: v.picklist(['import', 'export']),
  scope: v.picklist(['site', 'controllable']),
  start: v.number(),
  end: v.nullable(v.number()),
  /** ms over which it is averaged; left out = at each moment. */
  window: v.optional(v.number()),
  /** How its windows lie: by the clock, or everywhere; left out = everywhere. */
  averaging: v.optional(v.picklist(['aligned', 'rolling'])),
  /** Why a limit holds that nobody has sent just so; left out where a source's own word holds. */
  because: v.optional(v.string()),
  /** What lies behind it; left out by older gateways. */
  origin: v.optional(v.picklist(['fuse', 'contract', 'signal'])),
  /** What is wanted now does not fit under it; false = it stands, and the home is below it; left out by older gateways. */
  binds: v.optional(v.boolean()),
};

/** Body of `state/limit`: every limit that stands, binding or not, and what the guard makes of them. W, positive; `none` is not 0. */
export const limitSchema = v.object({
  limits: v.array(
    v.object({
      ...standing,
      value,
      /** W towards the limit, on average over its window until now; null = less than half of it was seen; only with `window`. */
      mean: v.optional(v.nullable(v.number())),
    }),
  ),
  /** Limits in A on each phase, positive; left out by older gateways. */
  phaseLimits: v.optional(v.array(v.object({ ...standing, amps: v.number() }))),
  effectiveImport: value,
  /** A request was cut by a limit within the last minute. */
  binding: v.boolean(),
  state: v.picklist(['kept', 'settling', 'unkeepable']),
  /** W that base load leaves above the limit when everything controllable is at its floor. */
  excess: v.number(),
  /** Until when something waits by chance before it may start again; null = nothing does, left out by older gateways. */
  delayedUntil: v.optional(v.nullable(v.number())),
  /** Limits that stand and are not in the lists, for a smaller one of the same source and kind is, or for there are too many; left out = none. */
  others: v.optional(v.number()),
});
export type LimitMessage = v.InferOutput<typeof limitSchema>;
