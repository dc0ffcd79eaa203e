import type { Milliseconds } from '#domain/time/instant.ts';

/** What the wires of an input say. */
export interface WireReading {
  /** Whether each is closed, by contact. */
  readonly closed: ReadonlyMap<string, boolean>;
  /** ms since it was so for sure. */
  readonly age: Milliseconds;
}

/** Where the contacts of a source are wired to: each input reads some of them. */
export interface ContactInput {
  start(): void;
  /** Null when it cannot be read, or says what is neither closed nor open. Never rejects. */
  read(): Promise<WireReading | null>;
  stop(): Promise<void>;
}
