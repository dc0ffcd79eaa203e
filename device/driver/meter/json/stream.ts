import type { MeterMessage, MeterStream } from '../message.ts';
import { Rejections } from '../rejections.ts';
import { JsonFinder, type JsonFound } from './finder.ts';
import type { JsonReader, JsonTelling } from './kind.ts';
import { unwrap, type Unwrapped } from './unwrap.ts';

/** `not-json`: braces that hold no JSON; `not-this-meter`: a message of something else. */
export type BadMessage = 'cut' | 'too-long' | 'not-json' | 'not-this-meter';
export type Outcome = JsonTelling | BadMessage;

/** What names a device is short; a longer one is searched for nobody's name. */
const LONGEST_TOPIC = 256;

/** The outcomes of what the finder found, for a meter alive and for a capture alike. */
export function outcomes(reader: JsonReader, found: readonly JsonFound[]): Outcome[] {
  return found.flatMap((one): Outcome[] => {
    if (one.kind === 'bad') return [one.reason];
    const messages = unwrap(one);
    return messages?.map((message) => outcome(reader, message)) ?? ['not-json'];
  });
}

function outcome(reader: JsonReader, { topic, body }: Unwrapped): Outcome {
  if (body === undefined) return 'not-json';
  return (topic !== null && topic.length > LONGEST_TOPIC ? null : reader.read(topic, body)) ?? 'not-this-meter';
}

/** The messages of one meter that speaks JSON. */
export class JsonStream implements MeterStream {
  readonly #finder = new JsonFinder();
  readonly #reader: JsonReader;
  readonly #rejected = new Rejections();

  constructor(reader: JsonReader) {
    this.#reader = reader;
  }

  get rejected(): Readonly<Record<string, number>> {
    return this.#rejected.counts;
  }

  push(chunk: Uint8Array): MeterMessage[] {
    return this.#read(this.#finder.push(chunk));
  }

  end(): MeterMessage[] {
    return this.#read(this.#finder.end());
  }

  /** Something kept the line from bringing messages: a wrong token, a certificate. */
  refused(reason: string, count = 1): void {
    this.#rejected.add(reason, count);
  }

  #read(found: readonly JsonFound[]): MeterMessage[] {
    return outcomes(this.#reader, found).flatMap((outcome) => {
      if (typeof outcome === 'string') this.refused(outcome);
      else if (outcome.malformed > 0) this.refused('malformed-value', outcome.malformed);
      return typeof outcome === 'string' || outcome.message === null ? [] : [outcome.message];
    });
  }
}
