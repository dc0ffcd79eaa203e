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
  return parsedAs(pastSchema, payload)?.share;
}

/** A question after the demo home's history, in the paths of a gateway's HTTP, and its answer: `{"id":"1","path":"api/history/index"}`, `{"id":"1","status":200,"text":"…"}`. */
export const DEMO_HISTORY = `${ROOT}/demo/history`;
export const DEMO_HISTORY_ANSWER = `${ROOT}/demo/history-answer`;

const questionSchema = v.object({ id: v.string(), path: v.string() });
export type DemoQuestion = v.InferOutput<typeof questionSchema>;
const answerSchema = v.object({ id: v.string(), status: v.number(), text: v.string() });
export type DemoAnswer = v.InferOutput<typeof answerSchema>;

const parsedAs = <T>(schema: v.GenericSchema<unknown, T>, payload: string): T | undefined => {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), payload);
  return parsed.success ? parsed.output : undefined;
};

/** Undefined for a payload that is none. */
export const parseDemoQuestion = (payload: string): DemoQuestion | undefined => parsedAs(questionSchema, payload);
export const parseDemoAnswer = (payload: string): DemoAnswer | undefined => parsedAs(answerSchema, payload);
