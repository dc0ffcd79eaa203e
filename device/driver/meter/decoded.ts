import type { MeterKindName } from '#domain/meter/kinds.ts';
import type { Phase } from '#domain/meter/reading.ts';
import type { Instant } from '#domain/time/instant.ts';

export type QuantityUnit = 'W' | 'Wh' | 'V' | 'A' | 'var' | 'varh' | 'VA' | 'Hz' | 'm3';

/** One object of a frame as `decode` tells it (FORMATS, decode); null is what the frame does not say. */
export interface DecodedLine {
  readonly time: Instant | null;
  /** Medium, channel and code: "1-0:1.8.1"; null where the format has no such codes and none is meant by it. */
  readonly obis: string | null;
  readonly name: string | null;
  readonly value: number | string;
  readonly unit: QuantityUnit | null;
  readonly phase: Phase | null;
}

/** What a capture was made of; every byte is in a frame or skipped. */
export interface CaptureSummary {
  /** Frames whose check value is right. */
  readonly ok: number;
  /** Frames that carry no check value. */
  readonly unchecked: number;
  /** Frames that are not read, by reason. */
  readonly bad: Readonly<Partial<Record<string, number>>>;
  /** In no frame, or in one that the beginning or the end of the capture cuts. */
  readonly bytesSkipped: number;
  /** Of good frames: what is no object, or has no value. */
  readonly linesSkipped: number;
}

export interface DecodedCapture {
  readonly lines: readonly DecodedLine[];
  readonly summary: CaptureSummary;
  /** What kind of meter of this format it is, where frames tell; null or left out = the usual one. */
  readonly kind?: MeterKindName | null;
}

export interface DecodeOptions {
  /** IANA zone of the meter's clock; null = where most of these meters stand. */
  readonly zone: string | null;
  /** Of an encrypted meter, in hexadecimal digits; null = none was given. */
  readonly key: string | null;
}

/** A format whose captures `decode` reads: its file, and a line in captures.ts. */
export interface CaptureFormat {
  readonly name: string;
  /** Whether a key is of any use to it. */
  readonly encrypts: boolean;
  /** What to do when nothing in a capture could be read, for the person who made it. */
  readonly remedy: string;
  /** @throws Refusal when the key cannot be one. */
  decode(capture: Uint8Array, options: DecodeOptions): DecodedCapture;
  /** The capture with serial numbers masked and checks made right again. @throws Refusal when the key cannot be one. */
  redact(capture: Uint8Array, options: DecodeOptions): Uint8Array;
}
