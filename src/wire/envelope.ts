import * as v from 'valibot';

/** The wire version written; readers also take the one before it (DESIGN, Ways in). */
export const VERSION = 1;

export type Peer = 'current' | 'previous' | 'unknown';

/** An older app reads on and may not command; anything else is refused with "update". */
export function peerOf(version: number): Peer {
  if (version === VERSION) return 'current';
  return version === VERSION - 1 ? 'previous' : 'unknown';
}

/** What every retained or live message carries, so that its reader can tell fresh from stale and old store from new. */
const stateSchema = v.object({
  v: v.number(),
  /** Names the gateway's store: a new one empties the phone's replica, never its outbox. */
  storeId: v.string(),
  boot: v.string(),
  /** Grows by one a message within a boot and topic. */
  seq: v.number(),
  /** Home's wall time, ms UTC. */
  time: v.number(),
  /** The body is more than a message holds, and not all of it is here; left out where it is. */
  shortened: v.optional(v.literal(true)),
  body: v.unknown(),
});
export type StateEnvelope = v.InferOutput<typeof stateSchema>;

/** What a client asks. Age and time to live are lengths in ms: no clock of the client is believed. */
const requestSchema = v.object({
  v: v.number(),
  id: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
  /** Revision of what it edits; a stale one is a conflict shown, not an overwrite. */
  revision: v.nullable(v.number()),
  /** ms since the person acted, by the client's monotonic clock, when it was sent. */
  age: v.pipe(v.number(), v.minValue(0)),
  timeToLive: v.pipe(v.number(), v.minValue(0)),
  body: v.unknown(),
});
export type RequestEnvelope = v.InferOutput<typeof requestSchema>;

/** The gateway's answer to one request; sent only after what it says is stored. */
const replySchema = v.object({
  v: v.number(),
  id: v.string(),
  outcome: v.picklist(['done', 'refused', 'conflict', 'late']),
  /** Stable reason id, null when done. */
  reason: v.nullable(v.string()),
});
export type ReplyEnvelope = v.InferOutput<typeof replySchema>;

export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string };

function parseWith<T>(schema: v.GenericSchema<unknown, T>, text: string): Parsed<T> {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return { ok: false, reason: 'not-json' };
  }
  const result = v.safeParse(schema, raw);
  return result.success ? { ok: true, value: result.output } : { ok: false, reason: 'wrong-shape' };
}

export const parseState = (text: string): Parsed<StateEnvelope> => parseWith(stateSchema, text);
export const parseRequest = (text: string): Parsed<RequestEnvelope> => parseWith(requestSchema, text);
export const parseReply = (text: string): Parsed<ReplyEnvelope> => parseWith(replySchema, text);

/** Late is dropped: `waited` is ms since the gateway received it, by its own monotonic clock. */
export const isLate = (request: RequestEnvelope, waited = 0): boolean => request.age + waited > request.timeToLive;

/** A newer message of the same topic: another boot or store, or a later number. */
export function isNewer(before: StateEnvelope | undefined, next: StateEnvelope): boolean {
  if (!before || before.storeId !== next.storeId || before.boot !== next.boot) return true;
  return next.seq > before.seq;
}
