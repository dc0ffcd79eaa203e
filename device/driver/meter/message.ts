import type { MeterKindName } from '#domain/meter/kinds.ts';
import type { MeterReading } from '#domain/meter/reading.ts';
import type { Instant, Milliseconds } from '#domain/time/instant.ts';

/** What one message of a meter says of the connection, before it has its place in the home's time. */
export interface MeterMessage extends Omit<MeterReading, 'at' | 'period' | 'quality'> {
  /** By the meter's own clock; null where it has none (DSMR 2 and 3). */
  readonly at: Instant | null;
  /** How often this meter speaks by its standard, until its own pace is known. */
  readonly period: Milliseconds;
}

/** Bytes in, messages out, for one meter on one line: pieces of any size give the same messages. */
export interface MeterStream {
  /** What kind of meter of its format it is, where frames tell; null or left out = the usual one. */
  readonly kind?: MeterKindName | null;
  /** How many frames, and of good frames how many values, were not used, by reason. */
  readonly rejected: Readonly<Record<string, number>>;
  push(chunk: Uint8Array): MeterMessage[];
  /** The line was lost or the capture ended: a frame that was begun is given up. */
  end(): MeterMessage[];
}
