import * as v from 'valibot';
import { ROOT } from './topics.ts';

/** What passes over the MessagePort to a demo home: the same topics and payloads as over MQTT. */
export interface PortMessage {
  readonly topic: string;
  readonly payload: string;
}

/** The credential name under which an app asks its demo home. */
export const DEMO_CREDENTIAL = 'demo';

/** What only a demo home can be told; a gateway knows none of these. `{"w":1000,"minutes":10}`, `{"speed":60}`, `{"after":5,"minutes":30}`. */
export const DEMO_LIMIT = `${ROOT}/demo/limit`;
export const DEMO_SPEED = `${ROOT}/demo/speed`;
export const DEMO_OFFER = `${ROOT}/demo/offer`;

/** How much a demo home has lived of the days before its first moment: `{"share":0.4}`, 1 when it runs. */
export const DEMO_PAST = `${ROOT}/demo/past`;

const pastSchema = v.object({ share: v.pipe(v.number(), v.minValue(0), v.maxValue(1)) });

/** 0..1; undefined for a payload that is none. */
export function parseDemoPast(payload: string): number | undefined {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), pastSchema), payload);
  return parsed.success ? parsed.output.share : undefined;
}
