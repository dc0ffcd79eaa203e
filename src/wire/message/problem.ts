import * as v from 'valibot';
import { PROBLEM_VERSION } from '#domain/plan/problem.ts';
import { actSchema, policySchema } from './plan.ts';
import { planWishSchema, slotChoiceSchema } from './wishes.ts';

const numbers = v.array(v.number());
const ranges = v.optional(v.array(v.object({ min: v.number(), max: v.number() })));
const segments = v.array(v.object({ upTo: v.number(), efficiency: v.number() }));
const primitive = v.variant('kind', [
  v.object({
    kind: v.literal('store'),
    capacity: v.number(),
    maxCharge: v.number(),
    maxDischarge: v.number(),
    chargeEfficiency: v.number(),
    dischargeEfficiency: v.number(),
    wear: v.number(),
    charges: ranges,
    discharges: ranges,
    exports: v.optional(v.boolean()),
    curve: v.optional(v.object({ standby: v.number(), charge: segments, discharge: segments })),
    window: v.optional(v.object({ least: v.number(), most: v.number() })),
    reserved: v.optional(v.number()),
    loss: v.optional(v.number()),
    lossShare: v.optional(v.number()),
  }),
  v.object({ kind: v.literal('profile'), powers: numbers, step: v.number(), pausable: v.optional(v.boolean()) }),
  v.object({ kind: v.literal('envelope'), min: v.number(), max: v.number() }),
  v.object({
    kind: v.literal('modes'),
    powers: numbers,
    heat: v.optional(numbers),
    burns: v.optional(numbers),
    fuelPrice: v.optional(v.number()),
    minRun: v.optional(v.number()),
    minRest: v.optional(v.number()),
    startCost: v.optional(v.number()),
  }),
  v.object({ kind: v.literal('inflexible') }),
]);
const device = v.object({
  id: v.string(),
  primitive,
  stored: v.nullable(v.number()),
  runningSince: v.nullable(v.number()),
  neutral: policySchema,
  present: v.optional(v.array(v.object({ start: v.number(), end: v.number() }))),
  demand: v.optional(numbers),
  cop: v.optional(numbers),
  feeds: v.optional(v.string()),
  generation: v.optional(numbers),
  ran: v.optional(v.number()),
  after: v.optional(v.string()),
});

const above = { above: numbers, more: v.array(numbers) };
const tiers = v.variant('by', [
  v.object({ by: v.literal('power'), window: v.number(), ...above }),
  v.object({ by: v.literal('energy'), block: numbers, used: numbers, ...above }),
]);
const peak = v.object({ window: v.number(), register: v.array(v.nullable(v.number())), owed: numbers, price: numbers, begun: v.number() });

/** Body of `state/problem` and the FILE of `plan FILE`: see `#domain/plan/problem.ts` for units. */
export const problemSchema = v.nullable(
  v.object({
    version: v.literal(PROBLEM_VERSION),
    revision: v.number(),
    issued: v.number(),
    slots: v.array(v.object({ start: v.number(), end: v.number() })),
    importPrice: numbers,
    exportPrice: numbers,
    priceKnown: v.array(v.boolean()),
    carbon: v.optional(v.array(v.nullable(v.number()))),
    inflexible: numbers,
    spread: numbers,
    loadKnown: v.optional(v.array(v.boolean())),
    pvKnown: v.optional(v.array(v.boolean())),
    devices: v.array(device),
    wishes: v.array(planWishSchema),
    choices: v.optional(v.array(slotChoiceSchema)),
    limits: v.array(v.object({ direction: v.picklist(['import', 'export']), w: v.array(v.nullable(v.number())) })),
    endValue: v.number(),
    tiers: v.optional(v.array(tiers)),
    peaks: v.optional(v.array(peak)),
    weights: v.optional(v.object({ carbon: v.number(), independence: v.number(), switching: v.number(), change: v.number() })),
    running: v.nullable(v.object({ acts: v.array(actSchema), revision: v.number() })),
  }),
);
export type ProblemMessage = v.InferOutput<typeof problemSchema>;
