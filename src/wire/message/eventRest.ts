import * as v from 'valibot';
import { windowsSchema } from './windows.ts';

const most = v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100)));

/**
 * Body of `state/eventRest`, and what a person asks for: how often and when operators may call (U33).
 */
export const eventRestSchema = v.object({
  mostPerDay: most,
  mostPerWeek: most,
  quiet: v.pipe(windowsSchema, v.maxLength(14)),
});
export type EventRestMessage = v.InferOutput<typeof eventRestSchema>;
