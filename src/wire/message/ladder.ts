import * as v from 'valibot';

/** Body of `state/ladder`: one entry a power threshold (E11). W, ms, instants of home's wall time. */
export const ladderSchema = v.array(
  v.object({
    id: v.string(),
    direction: v.picklist(['import', 'export']),
    threshold: v.number(),
    window: v.nullable(v.number()),
    power: v.nullable(v.number()),
    step: v.picklist(['below', 'warned', 'shedding', 'interrupted', 'waiting', 'restoring']),
    since: v.number(),
    shedsAt: v.nullable(v.number()),
    interruptsAt: v.nullable(v.number()),
    restartsFrom: v.optional(v.nullable(v.number())),
    trips: v.number(),
    acknowledged: v.boolean(),
    where: v.picklist(['gateway', 'meter']),
    reaches: v.array(v.picklist(['wall', 'sounder', 'relay', 'mqtt'])),
  }),
);
export type LadderMessage = v.InferOutput<typeof ladderSchema>;
