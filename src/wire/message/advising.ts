import * as v from 'valibot';

/** Body of `state/advising`: its screen reads it whole, with `readAdvising` of `advisingBody.ts`, so that the first view need not carry its shape. */
export const advisingSchema = v.unknown();
