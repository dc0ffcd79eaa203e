import * as v from 'valibot';
import type { ContactEvent } from '#domain/limit/event.ts';

/** The contacts of one source, as whoever reads them (a relay input, a control box) tells them over the local socket. */
const schema = v.strictObject({
  id: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
  contact: v.strictObject({
    source: v.pipe(v.string(), v.minLength(1), v.maxLength(40)),
    /** Names of the contacts that are closed; all others are open. */
    closed: v.pipe(v.array(v.pipe(v.string(), v.maxLength(12))), v.maxLength(16)),
  }),
});

/** Undefined for a request that is not about contacts; null for one that is, in another shape. */
export function readLocalContact(request: unknown): Omit<ContactEvent, 'id'> | null | undefined {
  if (typeof request !== 'object' || request === null || !('contact' in request)) return undefined;
  const parsed = v.safeParse(schema, request);
  return parsed.success ? { kind: 'contact', ...parsed.output.contact } : null;
}
