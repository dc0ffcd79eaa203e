/** A COSEM value as it stands in a push (IEC 62056-6-2, 4.1.5 data types; A-XDR of IEC 62056-5-3). */
export type CosemValue =
  | { readonly kind: 'null' }
  /** Exact, or null where it is more than a number holds. */
  | { readonly kind: 'number'; readonly value: number | null }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array; readonly isText: boolean }
  | { readonly kind: 'list'; readonly items: readonly CosemValue[] };

/** `waiting`: the value goes on behind the bytes; `malformed`: it cannot be one. */
export type ReadFault = 'waiting' | 'malformed';

/** Deeper than any push list: structures in an array in a structure. */
const DEEPEST = 6;
const NULL: CosemValue = { kind: 'null' };

/** Reads values one after the other; stands behind the last one read. */
export class ValueReader {
  at: number;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;

  constructor(bytes: Uint8Array, at = 0) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.at = at;
  }

  get left(): number {
    return this.#bytes.length - this.at;
  }

  /** @throws never: a fault is answered. */
  value(depth = 0): CosemValue | ReadFault {
    const tag = this.byte();
    if (tag === 'waiting') return tag;
    if (tag === 0x00) return NULL;
    if (tag === 0x01 || tag === 0x02) return depth >= DEEPEST ? 'malformed' : this.#list(depth);
    if (tag === 0x09 || tag === 0x0a || tag === 0x0c) return this.#text(tag !== 0x09);
    if (tag === 0x04) return this.#bits();
    const fixed = FIXED[tag];
    if (fixed === undefined) return 'malformed';
    return this.left < fixed.length ? 'waiting' : this.#fixed(fixed);
  }

  byte(): number | 'waiting' {
    const byte = this.#bytes[this.at];
    if (byte === undefined) return 'waiting';
    this.at++;
    return byte;
  }

  /** So many bytes as they are. */
  take(count: number): Uint8Array | 'waiting' {
    if (this.left < count) return 'waiting';
    this.at += count;
    return this.#bytes.subarray(this.at - count, this.at);
  }

  /** A-XDR length: one byte to 127, else 0x81 or 0x82 and so many bytes of it. */
  count(): number | ReadFault {
    const first = this.byte();
    if (first === 'waiting' || first < 0x80) return first;
    if (first > 0x82) return 'malformed';
    const bytes = this.take(first & 0x7f);
    return bytes === 'waiting' ? bytes : bytes.reduce((sum, byte) => sum * 256 + byte, 0);
  }

  /** A length, and so many bytes. */
  octets(): Uint8Array | ReadFault {
    const count = this.count();
    return typeof count === 'number' ? this.take(count) : count;
  }

  #text(isText: boolean): CosemValue | ReadFault {
    const bytes = this.octets();
    return typeof bytes === 'string' ? bytes : { kind: 'bytes', bytes, isText };
  }

  #bits(): CosemValue | ReadFault {
    const bits = this.count();
    if (typeof bits !== 'number') return bits;
    const bytes = this.take(Math.ceil(bits / 8));
    return bytes === 'waiting' ? bytes : { kind: 'bytes', bytes, isText: false };
  }

  #list(depth: number): CosemValue | ReadFault {
    const count = this.count();
    if (typeof count !== 'number') return count;
    const items: CosemValue[] = [];
    // Every item takes a byte at least, so a length that lies ends with the bytes.
    for (let n = 0; n < count; n++) {
      const item = this.value(depth + 1);
      if (typeof item === 'string') return item;
      items.push(item);
    }
    return { kind: 'list', items };
  }

  #fixed({ length, number }: Fixed): CosemValue {
    const start = this.at;
    this.at += length;
    if (!number) return { kind: 'bytes', bytes: this.#bytes.subarray(start, this.at), isText: false };
    const value = Number(number(this.#view, start));
    return { kind: 'number', value: Math.abs(value) <= Number.MAX_SAFE_INTEGER ? value : null };
  }
}

interface Fixed {
  readonly length: number;
  readonly number?: (view: DataView, at: number) => number | bigint;
}

/** Tags of a fixed length; boolean and enumeration are told as numbers, date and time as their bytes. */
const FIXED: Readonly<Record<number, Fixed>> = {
  0x03: { length: 1, number: (view, at) => view.getUint8(at) },
  0x05: { length: 4, number: (view, at) => view.getInt32(at) },
  0x06: { length: 4, number: (view, at) => view.getUint32(at) },
  0x0d: { length: 1, number: (view, at) => view.getUint8(at) },
  0x0f: { length: 1, number: (view, at) => view.getInt8(at) },
  0x10: { length: 2, number: (view, at) => view.getInt16(at) },
  0x11: { length: 1, number: (view, at) => view.getUint8(at) },
  0x12: { length: 2, number: (view, at) => view.getUint16(at) },
  0x14: { length: 8, number: (view, at) => view.getBigInt64(at) },
  0x15: { length: 8, number: (view, at) => view.getBigUint64(at) },
  0x16: { length: 1, number: (view, at) => view.getUint8(at) },
  0x17: { length: 4, number: (view, at) => view.getFloat32(at) },
  0x18: { length: 8, number: (view, at) => view.getFloat64(at) },
  0x19: { length: 12 },
  0x1a: { length: 5 },
  0x1b: { length: 4 },
};
