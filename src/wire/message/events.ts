import * as v from 'valibot';
import { DEVICE_CLASSES } from '#domain/signal/call.ts';

const target = v.variant('kind', [
  v.object({ kind: v.literal('all') }),
  v.object({ kind: v.literal('class'), class: v.picklist(DEVICE_CLASSES) }),
  v.object({ kind: v.literal('circuit'), circuit: v.string() }),
]);

/** What was asked, delivered and left out of the count (E16). mWh, ms; null = not known. */
const receipt = v.object({
  asked: v.nullable(v.number()),
  delivered: v.nullable(v.number()),
  /** ms from the start until half of what was asked was seen at the meter. */
  response: v.nullable(v.number()),
  /** mWh used more than usual in the two hours after. */
  rebound: v.nullable(v.number()),
  /** Key of the method by which "what would have been used" was made. */
  baseline: v.string(),
  /** ms of the event without a reading. */
  missing: v.number(),
  /** Ids of prices and events that overlap: the effect cannot be told apart. */
  overlaps: v.array(v.string()),
  reward: v.nullable(v.number()),
});

/** Body of `state/events`: an operator's calls, those of late and those to come, oldest first. W, instants of home's wall time. */
export const eventsSchema = v.array(
  v.object({
    id: v.string(),
    issuer: v.string(),
    demand: v.picklist(['less-demand', 'more-demand', 'less-generation', 'more-generation']),
    target,
    firmness: v.picklist(['advisory', 'overridable', 'firm']),
    start: v.number(),
    end: v.number(),
    power: v.nullable(v.number()),
    reward: v.nullable(v.object({ micro: v.number(), per: v.picklist(['event', 'kWh']) })),
    text: v.nullable(v.string()),
    status: v.picklist(['offered', 'joined', 'skipped', 'scheduled', 'running', 'opted-out', 'over', 'cancelled']),
    devices: v.array(v.string()),
    receivedAt: v.number(),
    basis: v.nullable(v.string()),
    receipt: v.nullable(receipt),
  }),
);
export type EventsMessage = v.InferOutput<typeof eventsSchema>;
