import * as v from 'valibot';

/** Body of `state/notices`: what an operator says to the people of the home, newest first; a planned outage has its times (E18). */
export const noticesSchema = v.array(
  v.object({
    id: v.string(),
    issuer: v.string(),
    text: v.string(),
    receivedAt: v.number(),
    outage: v.nullable(v.object({ start: v.number(), end: v.number(), cancelled: v.boolean() })),
  }),
);
export type NoticesMessage = v.InferOutput<typeof noticesSchema>;
