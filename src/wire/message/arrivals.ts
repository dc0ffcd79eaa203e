import * as v from 'valibot';

/** Body of `state/arrivals`: cars of unknown level that were plugged in; read whole with `readArrivals` of `arrivalsBody.ts`, by the part that asks. */
export const arrivalsSchema = v.unknown();
