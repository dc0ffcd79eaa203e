import type { JsonFound } from './finder.ts';
import { isObject, jsonOf } from './pick.ts';

/** One message out of a text: a recording may hold many of them in an array, or say the topic as a member. */
export interface Unwrapped {
  readonly topic: string | null;
  readonly body: unknown;
}

/** As many as a text can hold that say anything. */
const MOST_RECORDED = 1_000;

/** Undefined where the text is no JSON and has no topic either. */
export function unwrap({ topic, text }: Extract<JsonFound, { kind: 'message' }>): readonly Unwrapped[] | undefined {
  const body = jsonOf(text);
  if (topic !== null) return [{ topic, body: body === undefined && !/^[{[]/.test(text) ? text : body }];
  if (body === undefined) return undefined;
  return (Array.isArray(body) && body.length <= MOST_RECORDED ? body : [body]).map(recorded);
}

/** As `mosquitto_sub -F %j` and like recorders write it. */
function recorded(body: unknown): Unwrapped {
  if (!isObject(body) || typeof body['topic'] !== 'string' || body['payload'] === undefined) return { topic: null, body };
  const { topic, payload } = body;
  return { topic, body: typeof payload === 'string' ? (jsonOf(payload) ?? payload) : payload };
}
