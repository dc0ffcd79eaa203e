import * as v from 'valibot';
import type { Asker, RequestReceived } from '#domain/wish/request.ts';
import { UNREADABLE_BODY } from '#domain/wish/requests.ts';
import { parseRequest, peerOf } from '#wire/envelope.ts';
import { requestBodySchema } from '#wire/message/request.ts';
import { credentialOf } from '#wire/topics.ts';

export type ReadRequest = { readonly ok: true; readonly event: RequestReceived } | { readonly ok: false; readonly reason: string };

/**
 * A request as it came from the broker, which has seen to it that only its own credential can write its topic.
 * @param roleOf the role of a credential, undefined for one that may not ask; @param waited ms it may have lain in the broker or in this process.
 */
export function readRequest(topic: string, payload: string, roleOf: (credential: string) => Asker | undefined, waited: number): ReadRequest {
  const credential = credentialOf(topic);
  const role = credential === undefined ? undefined : roleOf(credential);
  if (credential === undefined || role === undefined) return { ok: false, reason: 'request-of-nobody' };
  const parsed = parseRequest(payload);
  if (!parsed.ok) return { ok: false, reason: `request-${parsed.reason}` };
  const { v: version, id, revision, age, timeToLive, body } = parsed.value;
  const known = v.safeParse(requestBodySchema, body);
  const request = { id, revision, age, timeToLive, peer: peerOf(version) };
  return { ok: true, event: { kind: 'request-received', credential, role, request, body: known.success ? known.output : UNREADABLE_BODY, waited } };
}
