import * as v from 'valibot';

export const wishSchema = v.variant('kind', [
  v.object({ kind: v.literal('reserve'), id: v.string(), device: v.string(), rank: v.number(), share: v.pipe(v.number(), v.minValue(0), v.maxValue(1)) }),
  v.object({ kind: v.literal('readyBy'), id: v.string(), device: v.string(), rank: v.number(), from: v.number(), by: v.number() }),
  v.object({ kind: v.literal('storedBy'), id: v.string(), device: v.string(), rank: v.number(), by: v.number(), share: v.pipe(v.number(), v.minValue(0), v.maxValue(1)) }),
]);

/** Body of `state/wishes`: what the people of the home asked for; edits name the revision they saw. */
export const wishesSchema = v.object({ revision: v.number(), wishes: v.array(wishSchema), pausedUntil: v.nullable(v.number()) });
export type WishesMessage = v.InferOutput<typeof wishesSchema>;
