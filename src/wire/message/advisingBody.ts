import * as v from 'valibot';

const advisedDaySchema = v.object({
  date: v.string(),
  start: v.number(),
  end: v.number(),
  /** Micro: had the day's first plan been followed, had devices been left to themselves, and what was paid. */
  planned: v.number(),
  left: v.number(),
  paid: v.nullable(v.number()),
  /** 0..1 of the time. */
  heard: v.number(),
});

const bodySchema = v.object({ on: v.boolean(), since: v.nullable(v.number()), /** These two are left out by older gateways. */ until: v.optional(v.nullable(v.number())), offer: v.optional(v.boolean()), days: v.array(advisedDaySchema) });
export type AdvisingMessage = v.InferOutput<typeof bodySchema>;
export type AdvisedDayMessage = AdvisingMessage['days'][number];

/** Null where nothing of the kind was said: an older gateway. */
export function readAdvising(body: unknown): AdvisingMessage | null {
  const { success, output } = v.safeParse(bodySchema, body);
  return success ? output : null;
}
