import * as v from 'valibot';

/** A run of time at one price: micro of the currency per kWh. */
const priceSlot = v.object({
  start: v.number(),
  end: v.number(),
  importPrice: v.number(),
  exportPrice: v.nullable(v.number()),
  /** Name of the rate as the tariff calls it ("night"). */
  rate: v.string(),
  known: v.boolean(),
});

/** Body of `state/tariff`: prices from the start of the local day to the end of the horizon; null = no tariff. */
export const tariffSchema = v.nullable(
  v.object({
    name: v.string(),
    source: v.string(),
    currency: v.string(),
    /** Micro per local day. */
    standingCharge: v.nullable(v.number()),
    vatIncluded: v.boolean(),
    slots: v.array(priceSlot),
  }),
);
export type TariffMessage = v.InferOutput<typeof tariffSchema>;
export type PriceSlot = v.InferOutput<typeof priceSlot>;
