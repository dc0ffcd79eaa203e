import * as v from 'valibot';

const value = v.variant('kind', [v.object({ kind: v.literal('none') }), v.object({ kind: v.literal('limit'), w: v.number() })]);

/** Body of `state/limit`: every limit that stands and what the guard makes of them. W, positive; `none` is not 0. */
export const limitSchema = v.object({
  limits: v.array(
    v.object({
      source: v.string(),
      direction: v.picklist(['import', 'export']),
      scope: v.picklist(['site', 'controllable']),
      value,
      start: v.number(),
      end: v.nullable(v.number()),
      /** ms over which the power is averaged; left out = at each moment. */
      window: v.optional(v.number()),
      /** Why a limit holds that nobody has sent just so; left out where a source's own word holds. */
      because: v.optional(v.string()),
    }),
  ),
  effectiveImport: value,
  /** A request was cut by a limit within the last minute. */
  binding: v.boolean(),
  state: v.picklist(['kept', 'settling', 'unkeepable']),
  /** W that base load leaves above the limit when everything controllable is at its floor. */
  excess: v.number(),
  /** Until when something waits by chance before it may start again; null = nothing does, left out by older gateways. */
  delayedUntil: v.optional(v.nullable(v.number())),
});
export type LimitMessage = v.InferOutput<typeof limitSchema>;
