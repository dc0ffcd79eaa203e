/** Where the contacts of a source are wired to: each input reads some of them. */
export interface ContactInput {
  start(): void;
  /** Whether each of its wires is closed, by contact; null when it cannot be read, or was not heard for too long. Never rejects. */
  read(): Promise<ReadonlyMap<string, boolean> | null>;
  stop(): Promise<void>;
}
