import * as v from 'valibot';
import { PROBLEM_VERSION } from '#domain/plan/problem.ts';
import { actSchema, policySchema } from './plan.ts';
import { slotChoiceSchema, wishSchema } from './wishes.ts';

const numbers = v.array(v.number());
const primitive = v.variant('kind', [
  v.object({
    kind: v.literal('store'),
    capacity: v.number(),
    maxCharge: v.number(),
    maxDischarge: v.number(),
    chargeEfficiency: v.number(),
    dischargeEfficiency: v.number(),
    wear: v.number(),
  }),
  v.object({ kind: v.literal('profile'), powers: numbers, step: v.number() }),
  v.object({ kind: v.literal('envelope'), min: v.number(), max: v.number() }),
  v.object({ kind: v.literal('modes'), powers: numbers }),
  v.object({ kind: v.literal('inflexible') }),
]);

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
    devices: v.array(
      v.object({ id: v.string(), primitive, stored: v.nullable(v.number()), runningSince: v.nullable(v.number()), neutral: policySchema }),
    ),
    wishes: v.array(wishSchema),
    choices: v.optional(v.array(slotChoiceSchema)),
    limits: v.array(v.object({ direction: v.picklist(['import', 'export']), w: v.array(v.nullable(v.number())) })),
    endValue: v.number(),
    running: v.nullable(v.object({ acts: v.array(actSchema), revision: v.number() })),
  }),
);
export type ProblemMessage = v.InferOutput<typeof problemSchema>;
