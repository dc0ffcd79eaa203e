import * as v from 'valibot';
import type { RequestReceived } from '#domain/wish/request.ts';
import { parseRequest, peerOf } from '#wire/envelope.ts';
import { requestBodySchema } from '#wire/message/request.ts';

/** A request of the app as an event for house's machines, or why it is none; `id` null where not even that could be read. */
export type ReadRequest =
  | { readonly ok: true; readonly event: Omit<RequestReceived, 'credential' | 'role'> }
  | { readonly ok: false; readonly id: string | null; readonly reason: string };

export function readRequest(payload: string): ReadRequest {
  const envelope = parseRequest(payload);
  if (!envelope.ok) return { ok: false, id: null, reason: envelope.reason };
  const { id, revision, age, timeToLive, v: version } = envelope.value;
  const body = v.safeParse(requestBodySchema, envelope.value.body);
  if (!body.success) return { ok: false, id, reason: 'wrong-shape' };
  // The prices of the demo are part of it.
  if (body.output.kind === 'tariff-typed' || body.output.kind === 'tariff-typed-removed') return { ok: false, id, reason: 'not-in-the-demo' };
  return { ok: true, event: { kind: 'request-received', request: { id, revision, age, timeToLive, peer: peerOf(version) }, body: body.output, waited: 0 } };
}
