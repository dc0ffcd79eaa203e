import * as v from 'valibot';

const amount = v.pipe(v.string(), v.maxLength(24));
const name = v.pipe(v.string(), v.maxLength(200));
const minute = v.number();

/** A tariff as a person reads it off a bill; see `#domain/tariff/typed.ts`, which says what of it can be taken. */
export const typedTariffSchema = v.object({
  name,
  validFrom: v.pipe(v.string(), v.maxLength(10)),
  vat: v.nullable(v.object({ percent: amount, included: v.boolean() })),
  rates: v.pipe(v.array(v.object({ name, price: amount, days: v.picklist(['all', 'workdays', 'weekend']), from: minute, to: minute })), v.maxLength(24)),
  standingPerDay: v.nullable(amount),
  exportPrice: v.nullable(amount),
  // Older apps say nothing of gas.
  gas: v.exactOptional(v.nullable(v.object({ price: amount, standingPerDay: v.nullable(amount), perCubicMetre: v.nullable(amount) }))),
});
export type TypedTariffMessage = v.InferOutput<typeof typedTariffSchema>;
