import * as v from 'valibot';
import { MODES } from '#domain/wish/intent.ts';

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const minute = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(1440));
/** Of every local day; `from` after `to` goes past midnight. */
const hours = v.pipe(v.object({ from: minute, to: minute }), v.check(({ from, to }) => from !== to));
const amount = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const common = { id: v.string(), device: v.string(), rank: v.number() };
const reserve = v.object({ kind: v.literal('reserve'), ...common, share });
const readyBy = v.object({ kind: v.literal('readyBy'), ...common, from: v.number(), by: v.number() });
const storedBy = v.object({ kind: v.literal('storedBy'), ...common, by: v.number(), share });

export const wishSchema = v.variant('kind', [
  reserve,
  readyBy,
  storedBy,
  v.object({ kind: v.literal('addedBy'), ...common, by: v.number(), energy: v.pipe(amount, v.minValue(1)) }),
  v.object({ kind: v.literal('leaves'), ...common, days: v.pipe(v.array(v.nullable(minute)), v.length(7)), in: v.picklist(['share', 'energy']), need: v.pipe(v.number(), v.minValue(0)) }),
  v.object({ kind: v.literal('comfort'), ...common, low: share, high: share, hours: v.nullable(hours) }),
  v.object({ kind: v.literal('budget'), ...common, of: v.picklist(['money', 'energy']), limit: amount }),
  v.object({ kind: v.literal('quiet'), ...common, hours }),
]);

/** As a problem has it: hours of days are instants. */
export const planWishSchema = v.variant('kind', [
  reserve,
  readyBy,
  storedBy,
  v.object({ kind: v.literal('comfort'), ...common, share, times: v.array(v.object({ start: v.number(), end: v.number() })) }),
  v.object({ kind: v.literal('budget'), ...common, of: v.picklist(['money', 'energy']), limit: v.pipe(v.number(), v.minValue(0)), start: v.number(), end: v.number() }),
]);

/** What plans are for; `carbonPrice` in micro per kg, null = the product's own. */
export const intentSchema = v.object({ mode: v.picklist(MODES), carbonPrice: v.nullable(amount) });

export const slotChoiceSchema = v.object({ device: v.pipe(v.string(), v.minLength(1), v.maxLength(64)), start: v.pipe(v.number(), v.safeInteger()), end: v.pipe(v.number(), v.safeInteger()), want: v.picklist(['on', 'off']) });

/** Body of `state/wishes`: what the people of the home asked for; edits name the revision they saw. */
export const wishesSchema = v.object({ revision: v.number(), wishes: v.array(wishSchema), /** Left out by older gateways. */ choices: v.optional(v.array(slotChoiceSchema)), /** Left out by older gateways. */ intent: v.optional(intentSchema), pausedUntil: v.nullable(v.number()) });
export type WishesMessage = v.InferOutput<typeof wishesSchema>;
