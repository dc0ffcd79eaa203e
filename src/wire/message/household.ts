import * as v from 'valibot';
import { windowsSchema } from './windows.ts';

/** Body of `state/household`: what only people of the home can decide, and whether they have. */
export const householdSchema = v.object({
  /** `unconfirmed`: the gateway has lost its state, and operators may only tighten until a person says that they are right. */
  operators: v.picklist(['heard', 'unconfirmed']),
  /** Local hours in which vehicles do not charge by themselves, and whether a person has chosen them; null where there is no vehicle. */
  charging: v.nullable(v.object({ except: windowsSchema, chosen: v.boolean() })),
  /** Most W that the home generates beside its devices; null = nobody has said. Left out by older gateways, and where the meter is none, as what follows. */
  generation: v.optional(v.nullable(v.number())),
  /** The home file says so: in the app it cannot be changed. */
  generationByFile: v.optional(v.boolean()),
  /** The meter goes against the steps of the devices behind it, and is not heard. */
  meterDoubted: v.optional(v.boolean()),
});
export type HouseholdMessage = v.InferOutput<typeof householdSchema>;
