import { VERSION, type RequestEnvelope } from '#wire/envelope.ts';
import type { RequestBody } from '#wire/message/request.ts';
import type { RequestTerms } from './link.ts';

/** A request as it goes over either link. */
export function requestText(body: RequestBody, terms: RequestTerms): string {
  const envelope: RequestEnvelope = {
    v: VERSION,
    id: terms.id,
    revision: terms.revision,
    age: terms.age,
    timeToLive: terms.timeToLive,
    body,
  };
  return JSON.stringify(envelope);
}

/** 96 bits by chance as text: ids of requests and of tabs. Works without a secure context, unlike randomUUID. */
export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
