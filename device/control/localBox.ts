import * as v from 'valibot';
import { SECOND } from '#domain/time/instant.ts';
import type { Now } from '#domain/time/now.ts';
import type { FailsafeEvent, HeartbeatEvent } from '#domain/limit/event.ts';

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(64));
const from = { source: v.pipe(v.string(), v.minLength(1), v.maxLength(40)), peer: v.pipe(v.string(), v.minLength(1), v.maxLength(128)) };
const direction = v.optional(v.picklist(['import', 'export']));

/** What a bridge to a control box (EEBUS) says over the local socket, for a source with a heartbeat; whether it holds is judged by the limit machine. */
const schema = v.strictObject({
  id,
  box: v.variant('say', [
    v.strictObject({ say: v.literal('heartbeat'), ...from }),
    v.strictObject({ say: v.literal('failsafe'), ...from, direction, w: v.optional(v.unknown()), seconds: v.optional(v.unknown()) }),
    v.strictObject({ say: v.literal('limit'), ...from, direction: v.picklist(['import', 'export']), scope: v.optional(v.picklist(['site', 'controllable']), 'controllable'), w: v.unknown(), seconds: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))) }),
  ]),
});

export type BoxSaid = v.InferOutput<typeof schema>['box'];

/** Undefined for a request that is not a control box's; null for one that is, in another shape. */
export function readLocalBox(request: unknown): BoxSaid | null | undefined {
  if (typeof request !== 'object' || request === null || !('box' in request)) return undefined;
  const parsed = v.safeParse(schema, request);
  return parsed.success ? parsed.output.box : null;
}

export const heartbeatOf = ({ source, peer }: BoxSaid): HeartbeatEvent => ({ kind: 'heartbeat', source, peer });

export const failsafeOf = ({ source, peer, direction: side, w, seconds }: Extract<BoxSaid, { say: 'failsafe' }>): Omit<FailsafeEvent, 'id'> => ({ kind: 'failsafe', source, peer, direction: side, w, duration: seconds });

/** A limit write as the limit machine reads signals; `w` null deactivates. */
export function limitOf({ source, direction: side, scope, w, seconds }: Extract<BoxSaid, { say: 'limit' }>, sequence: number, { wall }: Now): Readonly<Record<string, unknown>> {
  return { source, sequence, direction: side, scope, value: w === null ? { kind: 'none' } : { kind: 'limit', w }, start: wall, end: seconds === undefined ? null : wall + seconds * SECOND };
}
