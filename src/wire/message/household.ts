import * as v from 'valibot';
import { windowsSchema } from './windows.ts';

/** Body of `state/household`: what only people of the home can decide, and whether they have. */
export const householdSchema = v.object({
  /** `unconfirmed`: the gateway has lost its state, and operators may only tighten until a person says that they are right. */
  operators: v.picklist(['heard', 'unconfirmed']),
  /** Local hours in which vehicles do not charge by themselves, and whether a person has chosen them; null where there is no vehicle. */
  charging: v.nullable(v.object({ except: windowsSchema, chosen: v.boolean() })),
  /** Most W that the home generates beside its devices, as its file says; null = nobody has said, and a meter that is turned round is believed. Left out by older gateways, and where the meter is none. */
  generation: v.optional(v.nullable(v.number())),
});
export type HouseholdMessage = v.InferOutput<typeof householdSchema>;
