import { createHash } from 'node:crypto';
import * as v from 'valibot';
import type { Instant } from '#domain/time/instant.ts';

const snapshotSchema = v.object({
  version: v.literal(1),
  /** Which home's time the states are in: a replay's states are nothing to the real home. */
  timeline: v.string(),
  /** An instant that has surely passed, ms UTC: the clock is not earlier than this. */
  floor: v.pipe(v.number(), v.safeInteger()),
  /** Last sequence given to a local signal that brought none. */
  localSequence: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  /** Which boot of the machine it was; left out where it cannot be told. */
  machineBoot: v.optional(v.nullable(v.string()), null),
  machines: v.record(v.string(), v.unknown()),
});

/** What control needs over a restart. */
export interface Snapshot {
  readonly version: 1;
  readonly timeline: string;
  readonly floor: Instant;
  readonly localSequence: number;
  readonly machineBoot?: string | null;
  readonly machines: Readonly<Record<string, unknown>>;
}

/** The slot files of a home's time: a replay, the simulated home and a meter in one folder leave each other's alone. */
export const slotsOf = (timeline: string): string => `control-${createHash('sha256').update(timeline).digest('hex').slice(0, 12)}`;

/** Null where the content is not of this version, or of another home's time. */
export function readSnapshot(content: unknown, timeline: string): Snapshot | null {
  const parsed = v.safeParse(snapshotSchema, content);
  if (!parsed.success || parsed.output.timeline !== timeline) return null;
  return { ...parsed.output, floor: parsed.output.floor as Instant };
}
