import * as v from 'valibot';
import type { Now } from '#domain/time/now.ts';

const text = v.pipe(v.string(), v.minLength(1), v.maxLength(64));

/** A request on the local socket: `for` in ms of home time, null = until replaced; without a sequence the next one is taken. */
const requestSchema = v.object({
  id: text,
  signal: v.object({
    kind: v.literal('limit'),
    source: v.literal('local'),
    sequence: v.optional(v.number()),
    direction: v.optional(v.picklist(['import', 'export']), 'import'),
    scope: v.optional(v.picklist(['site', 'controllable']), 'site'),
    /** Judged by the limit machine. */
    value: v.unknown(),
    for: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1))),
  }),
});

export const LOCAL_SOURCE = 'local';

/** The next numbers are ours to give: a caller may not take them all at once. */
export const LARGEST_SEQUENCE = 2 ** 52;

export interface LocalSignal {
  readonly id: string;
  /** Whether the caller brought the sequence. */
  readonly numbered: boolean;
  /** As the limit machine reads signals. */
  readonly signal: Readonly<Record<string, unknown>> & { readonly sequence: number };
}

/** The id of a request that cannot be understood otherwise, so that its answer finds it. */
export function idOf(request: unknown): string | null {
  const parsed = v.safeParse(v.object({ id: text }), request);
  return parsed.success ? parsed.output.id : null;
}

/** Undefined for a request of another shape. */
export function readLocalSignal(request: unknown, nextSequence: number, now: Now): LocalSignal | undefined {
  const parsed = v.safeParse(requestSchema, request);
  if (!parsed.success) return undefined;
  const { id, signal } = parsed.output;
  return {
    id,
    numbered: signal.sequence !== undefined,
    signal: {
      source: LOCAL_SOURCE,
      sequence: signal.sequence ?? nextSequence,
      direction: signal.direction,
      scope: signal.scope,
      value: signal.value,
      start: now.wall,
      end: signal.for === null ? null : now.wall + signal.for,
    },
  };
}
