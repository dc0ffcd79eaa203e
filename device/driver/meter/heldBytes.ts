/** The bytes of a stream that have come and are not used up yet. */
export class HeldBytes {
  #bytes: Uint8Array = new Uint8Array(0);
  #origin = 0;

  get bytes(): Uint8Array {
    return this.#bytes;
  }

  /** Where the first held byte lies in the stream. */
  get origin(): number {
    return this.#origin;
  }

  add(chunk: Uint8Array): void {
    const joined = new Uint8Array(this.#bytes.length + chunk.length);
    joined.set(this.#bytes);
    joined.set(chunk, this.#bytes.length);
    this.#bytes = joined;
  }

  forget(length: number): void {
    this.#bytes = this.#bytes.subarray(length);
    this.#origin += length;
  }
}
