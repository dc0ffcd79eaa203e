/** A stream of numbers in [0, 1) from a seed (mulberry32). */
export function numbersFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Repetition upon repetition makes captures of a megabyte: their reading takes long because they are long. */
const LONGEST = 16_384;

/** Damages bytes as lines and captures do: flipped, cut, spliced with another, repeated, with numbers that lie. */
export class Mutator {
  readonly #next: () => number;
  readonly #corpus: readonly Buffer[];

  constructor(seed: number, corpus: readonly Uint8Array[]) {
    this.#next = numbersFrom(seed);
    this.#corpus = corpus.map((bytes) => Buffer.from(bytes));
  }

  /** A whole number in [0, below). */
  pick(below: number): number {
    return Math.floor(this.#next() * below);
  }

  /** One of the corpus with one to four faults. */
  damaged(): Buffer {
    let bytes = this.#one();
    for (let faults = 1 + this.pick(4); faults > 0; faults--) bytes = this.#fault(bytes).subarray(0, LONGEST);
    return bytes;
  }

  #one = (): Buffer => Buffer.from(this.#corpus[this.pick(this.#corpus.length)] ?? Buffer.alloc(0));

  #fault(bytes: Buffer): Buffer {
    const at = this.pick(bytes.length + 1);
    const length = this.pick(this.pick(2) === 0 ? 8 : bytes.length + 1);
    const [head, tail] = [bytes.subarray(0, at), bytes.subarray(at)];
    switch (this.pick(7)) {
      case 0:
        return this.#flip(bytes);
      case 1:
        return Buffer.concat([head, tail.subarray(length)]);
      case 2:
        return Buffer.concat([head, this.#slice(this.#one()), tail]);
      case 3:
        return Buffer.concat([head, ...Array.from({ length: 1 + this.pick(6) }, () => tail.subarray(0, length)), tail]);
      case 4:
        return Buffer.concat([head, this.#lie(), tail]);
      case 5:
        return Buffer.concat([head, Buffer.from(Array.from({ length: this.pick(20) }, () => this.pick(256))), tail]);
      default:
        return head;
    }
  }

  #flip(bytes: Buffer): Buffer {
    const at = this.pick(bytes.length);
    if (bytes.length > 0) bytes[at] = (bytes[at] ?? 0) ^ (1 << this.pick(8));
    return bytes;
  }

  #slice(bytes: Buffer): Buffer {
    const start = this.pick(bytes.length);
    return bytes.subarray(start, start + this.pick(bytes.length - start));
  }

  /** Marks where none belong, and numbers far too long. */
  #lie(): Buffer {
    const lies = ['/', '!', '\r\n!', '/ABC5', '(', ')', '()', '*', '\n', '9'.repeat(1 + this.pick(4000)), '('.repeat(1 + this.pick(2000)), '()'.repeat(1 + this.pick(2000)), '-', '1e999', '632525252525S', '0.'.repeat(500), '\xff\xff', '\x7f', '\x8f\x0f', '\xf0\x80', '\x1b\x1b\x1b\x1b\x01\x01\x01\x01', '\x1b\x1b\x1b\x1b\x1a\x00', '\xdb\x08'];
    return Buffer.from(lies[this.pick(lies.length)] ?? '', 'latin1');
  }
}
