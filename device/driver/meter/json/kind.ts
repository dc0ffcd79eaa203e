import type { Instant, Milliseconds } from '#domain/time/instant.ts';
import type { HttpWish } from '../../../transport/http/wish.ts';
import type { MeterMessage } from '../message.ts';
import type { Told } from './told.ts';

/** What one message says. */
export interface JsonTelling {
  /** Of the whole message, where it has one. */
  readonly time: Instant | null;
  readonly told: readonly Told[];
  /** Values that are none. */
  readonly malformed: number;
  /** Of the connection; null when the message is about something else. */
  readonly message: MeterMessage | null;
}

/** One meter that speaks in messages; it may remember what an earlier one said. */
export interface JsonReader {
  /** @param topic null for what came without one. @returns null for what is none of this meter's messages. */
  read(topic: string | null, body: unknown): JsonTelling | null;
}

export interface ReaderOptions {
  /** IANA zone of times without an offset. */
  readonly zone: string;
  /** Of a meter with several clamps, the one at the connection, from 0; null = the first, or all three phases. */
  readonly channel: number | null;
}

/** A kind of meter that speaks in JSON messages, over MQTT or HTTP: its folder, and a line in each of index.ts and captures.ts. */
export interface JsonKind {
  readonly name: string;
  /** As a person says it: "a Glow display". */
  readonly called: string;
  /** How often it speaks before anything has been learned. */
  readonly period: Milliseconds;
  /** Zone of its clock where nobody says it. */
  readonly zone: string;
  reader(options: ReaderOptions): JsonReader;
  /** What to subscribe to below a base topic; null where that cannot be one, or where the kind does not speak MQTT. */
  readonly topics: ((base: string) => readonly string[] | null) | null;
  /** What to ask; undefined when the address cannot be one. Null where it does not speak HTTP. @param key the meter's token or password; @param user who asks, where it has users. */
  readonly http: ((address: URL, key: string | null, user: string) => HttpWish | undefined) | null;
  /** Members whose values name the household, for `--redact`. */
  readonly secrets: RegExp;
  /** Parts of a topic that do. */
  readonly secretTopic: RegExp | null;
}
