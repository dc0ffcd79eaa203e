/** What a line tells: bytes as they come, and when they belong together. */
export interface ByteListener {
  /** A connection was made: bytes before it have nothing to do with those after. */
  opened(): void;
  bytes(chunk: Uint8Array): void;
  /** The connection was lost; it is made again unless the signal is aborted. @param reason for the installer. */
  lost(reason: string): void;
}

/** A line that brings bytes and no meaning. It calls nobody after the signal is aborted. */
export interface ByteSource {
  start(listener: ByteListener, signal: AbortSignal): void;
}
