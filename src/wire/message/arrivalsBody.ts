import * as v from 'valibot';

const arrivalSchema = v.object({
  device: v.string(),
  since: v.number(),
  /** mWh that plans assume meanwhile; null = nothing is known of it. */
  usual: v.nullable(v.number()),
  /** When it usually leaves. */
  by: v.number(),
});
export type ArrivalMessage = v.InferOutput<typeof arrivalSchema>;

/** Empty where nothing of the kind was said: an older gateway, or nothing is asked. */
export function readArrivals(body: unknown): readonly ArrivalMessage[] {
  const { success, output } = v.safeParse(v.array(arrivalSchema), body);
  return success ? output : [];
}
