import * as v from 'valibot';

const interval = v.object({ start: v.number(), end: v.number() });

export const policySchema = v.variant('kind', [
  v.object({ kind: v.literal('hold'), power: v.number() }),
  v.object({ kind: v.literal('follow'), min: v.number(), max: v.number(), grid: v.number() }),
  v.object({ kind: v.literal('atLeast'), power: v.number(), max: v.number() }),
  v.object({ kind: v.literal('run') }),
]);
export const actSchema = v.object({ device: v.string(), interval, policy: policySchema });

export const reasonSchema = v.object({
  device: v.string(),
  interval,
  cause: v.picklist(['cheap-slot', 'dear-slot', 'surplus', 'limit', 'deadline', 'reserve', 'neutral']),
  price: v.number(),
  nextBestPrice: v.nullable(v.number()),
  saving: v.number(),
  /** These three are left out by older planners. */
  own: v.optional(v.number()),
  flip: v.optional(v.number()),
  weighed: v.optional(v.picklist(['peak', 'tier', 'carbon', 'independence'])),
});

export const proposalSchema = v.object({
  revision: v.number(),
  author: v.string(),
  acts: v.array(actSchema),
  reasons: v.array(reasonSchema),
});

/** Body of `state/plan`: what was committed, by whom, and what it is worth; null = no plan, devices at their own defaults. */
export const planSchema = v.nullable(
  v.object({
    revision: v.number(),
    author: v.string(),
    committedAt: v.number(),
    from: v.number(),
    until: v.number(),
    acts: v.array(actSchema),
    reasons: v.array(reasonSchema),
    /** Micro over the horizon by the evaluator, and of doing nothing. */
    cost: v.number(),
    nothing: v.number(),
    broken: v.array(
      v.object({
        wish: v.string(),
        by: v.number(),
        cure: v.string(),
        /** These are left out where they say nothing, and by older gateways. */
        device: v.optional(v.string()),
        at: v.optional(v.number()),
        best: v.optional(v.number()),
      }),
    ),
    /** What each store is expected to hold, mWh at instants in order of time; left out by older gateways. */
    levels: v.optional(v.array(v.object({ device: v.string(), at: v.array(v.number()), stored: v.array(v.number()) }))),
    /** What it had to do without, and from when on prices are estimates; left out by older gateways. */
    basis: v.optional(v.object({ withoutLoad: v.boolean(), withoutGeneration: v.boolean(), pricesUntil: v.nullable(v.number()) })),
  }),
);
export type PlanMessage = v.InferOutput<typeof planSchema>;
