import * as v from 'valibot';

export const wishSchema = v.variant('kind', [
  v.object({ kind: v.literal('reserve'), id: v.string(), device: v.string(), rank: v.number(), share: v.pipe(v.number(), v.minValue(0), v.maxValue(1)) }),
  v.object({ kind: v.literal('readyBy'), id: v.string(), device: v.string(), rank: v.number(), from: v.number(), by: v.number() }),
  v.object({ kind: v.literal('storedBy'), id: v.string(), device: v.string(), rank: v.number(), by: v.number(), share: v.pipe(v.number(), v.minValue(0), v.maxValue(1)) }),
]);

export const slotChoiceSchema = v.object({ device: v.pipe(v.string(), v.minLength(1), v.maxLength(64)), start: v.pipe(v.number(), v.safeInteger()), end: v.pipe(v.number(), v.safeInteger()), want: v.picklist(['on', 'off']) });

/** Body of `state/wishes`: what the people of the home asked for; edits name the revision they saw. */
export const wishesSchema = v.object({ revision: v.number(), wishes: v.array(wishSchema), /** Left out by older gateways. */ choices: v.optional(v.array(slotChoiceSchema)), pausedUntil: v.nullable(v.number()) });
export type WishesMessage = v.InferOutput<typeof wishesSchema>;
