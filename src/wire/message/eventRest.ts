import * as v from 'valibot';

const minute = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_440));
const most = v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100)));

/**
 * Body of `state/eventRest`, and what a person asks for: how often and when operators may call (U33). Minutes of the day in
 * the home's zone, 1 = Monday, null = every day; a time that ends before it begins ends the next day.
 */
export const eventRestSchema = v.object({
  mostPerDay: most,
  mostPerWeek: most,
  quiet: v.pipe(v.array(v.object({ days: v.nullable(v.pipe(v.array(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(7))), v.maxLength(7))), from: minute, to: minute })), v.maxLength(14)),
});
export type EventRestMessage = v.InferOutput<typeof eventRestSchema>;
