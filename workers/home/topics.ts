import * as v from 'valibot';

/** An import limit as a grid operator would send it, `null` lifts it. W and minutes of the home's time. */
const limitSchema = v.object({ w: v.nullable(v.pipe(v.number(), v.minValue(0))), minutes: v.pipe(v.number(), v.minValue(1), v.maxValue(24 * 60)) });
export type DemoLimit = v.InferOutput<typeof limitSchema>;

/** Home seconds in one second; 0 stands still. */
export const FASTEST = 600;
const speedSchema = v.object({ speed: v.pipe(v.number(), v.minValue(0), v.maxValue(FASTEST)) });

/** An operator's offer: minutes of the home's time until it begins, and for which it lasts. */
const offerSchema = v.object({ after: v.pipe(v.number(), v.minValue(0), v.maxValue(24 * 60)), minutes: v.pipe(v.number(), v.minValue(1), v.maxValue(4 * 60)) });
export type DemoOffer = v.InferOutput<typeof offerSchema>;

const parsed = <T>(schema: v.GenericSchema<unknown, T>, payload: string): T | undefined => {
  const result = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), payload);
  return result.success ? result.output : undefined;
};

/** Undefined for a payload that is none. */
export const parseDemoLimit = (payload: string): DemoLimit | undefined => parsed(limitSchema, payload);
export const parseDemoSpeed = (payload: string): number | undefined => parsed(speedSchema, payload)?.speed;
export const parseDemoOffer = (payload: string): DemoOffer | undefined => parsed(offerSchema, payload);
