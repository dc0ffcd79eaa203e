import * as v from 'valibot';
import { KINDS } from '#domain/signal/contract.ts';

/**
 * Body of `state/contracts`: what this home has agreed with whom (E13), as it is enforced. Lengths in ms, W, Wh; minutes of
 * the day in the home's zone, 1 = Monday; null = no bound agreed, and no consent for `increase`.
 */
export const contractsSchema = v.array(
  v.object({
    issuer: v.string(),
    title: v.string(),
    audience: v.array(v.string()),
    kinds: v.array(v.picklist(KINDS)),
    limits: v.array(v.object({ direction: v.picklist(['import', 'export']), scope: v.picklist(['site', 'controllable']) })),
    demands: v.array(v.picklist(['less-demand', 'more-demand', 'less-generation', 'more-generation'])),
    windows: v.nullable(v.array(v.object({ days: v.nullable(v.array(v.number())), from: v.number(), to: v.number() }))),
    longest: v.number(),
    recovery: v.nullable(v.number()),
    mostPerDay: v.nullable(v.number()),
    mostPerYear: v.nullable(v.number()),
    firmness: v.picklist(['advisory', 'overridable', 'firm']),
    enrolled: v.boolean(),
    basis: v.nullable(v.string()),
    longestHold: v.number(),
    holdOnlyAfterOutage: v.boolean(),
    increase: v.nullable(v.object({ power: v.number(), energyPerDay: v.number() })),
    prices: v.object({ least: v.number(), most: v.number() }),
  }),
);
export type ContractsMessage = v.InferOutput<typeof contractsSchema>;
