import * as v from 'valibot';
import { typedTariffSchema } from './typedTariff.ts';

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

/** Null where nothing is known of it. */
const figure = v.nullable(v.number());

/** One of the home's sources, by what it gives: what it said last, ms UTC, and why it says nothing now; null = it does. */
const source = v.object({
  gives: v.picklist(['import', 'export', 'gas', 'carbon']),
  kind: v.string(),
  /** Nothing is known beyond; null before it has said anything. */
  until: figure,
  /** When it said last what it is known by. */
  at: figure,
  reason: v.nullable(v.string()),
});

/** What gas costs. */
const gas = v.object({
  name: v.string(),
  source: v.string(),
  /** Of now, micro per kWh as paid. */
  price: figure,
  /** Of now, micro per local day as paid. */
  standingCharge: figure,
  /** mWh that a cubic metre holds; `estimated` by a usual calorific value. */
  perCubicMetre: v.optional(v.nullable(v.object({ energy: v.number(), estimated: v.boolean() })), null),
  /** From when on, ms UTC, which price held, each until the next. */
  past: v.optional(v.array(v.tuple([v.number(), figure]))),
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
    // Older gateways say nothing of these.
    /** g of CO2 a kWh of the grid, over the same time as the prices. */
    carbon: v.optional(v.array(v.object({ start: v.number(), end: v.number(), grams: v.number(), known: v.boolean() }))),
    gas: v.optional(v.nullable(gas)),
    sources: v.optional(v.array(source)),
    /** What people have typed in, in order of the dates from which each holds. */
    typed: v.optional(v.array(typedTariffSchema)),
  }),
);
export type TariffMessage = v.InferOutput<typeof tariffSchema>;
export type PriceSlot = v.InferOutput<typeof priceSlot>;
