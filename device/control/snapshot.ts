import * as v from 'valibot';
import type { Instant } from '#domain/time/instant.ts';

const snapshotSchema = v.object({
  version: v.literal(1),
  /** Which home's time the states are in: a replay's states are nothing to the real home. */
  timeline: v.string(),
  /** Home's wall time when it was written, ms UTC: the clock is not earlier than this. */
  wall: v.pipe(v.number(), v.safeInteger()),
  /** Last sequence given to a local signal that brought none. */
  localSequence: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  machines: v.record(v.string(), v.unknown()),
});

/** What control needs over a restart. */
export interface Snapshot {
  readonly version: 1;
  readonly timeline: string;
  readonly wall: Instant;
  readonly localSequence: number;
  readonly machines: Readonly<Record<string, unknown>>;
}

/** Null where the content is not of this version, or of another home's time. */
export function readSnapshot(content: unknown, timeline: string): Snapshot | null {
  const parsed = v.safeParse(snapshotSchema, content);
  if (!parsed.success || parsed.output.timeline !== timeline) return null;
  return { ...parsed.output, wall: parsed.output.wall as Instant };
}
