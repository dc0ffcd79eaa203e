import { HeldBytes } from '../heldBytes.ts';
import { LONGEST_FRAME } from './frame.ts';

/** A piece of a stream: what is not encrypted, or one encrypted frame whole or cut. */
export type Piece =
  | { readonly kind: 'plain'; readonly bytes: Uint8Array }
  | { readonly kind: 'sealed'; readonly apdu: Uint8Array }
  | { readonly kind: 'cut'; readonly bytes: Uint8Array };

const START = 0xdb;
const TITLE_LENGTH = 0x08;
/** The length of what follows stands in the next two bytes. */
const TWO_BYTES = 0x82;
/** Authenticated and encrypted, with the usual key. */
const CONTROL = 0x30;
/** DB 08, the system title, 82, the length, 30. */
const HEAD = 14;
/** Control byte, frame counter and tag. */
const AROUND = 17;

/**
 * Takes encrypted frames out of a stream of any pieces (Luxembourg Smarty P1 1.1.3, 3.2.5: general-glo-ciphering): DB, system
 * title, length, 30, frame counter, text, tag. All else goes on as it came. Holds at most one frame.
 */
export class SealedFinder {
  readonly #held = new HeldBytes();
  #skipped = 0;

  /** Bytes so far of a frame that the end of the stream cut. */
  get skipped(): number {
    return this.#skipped;
  }

  /** How many bytes wait for more. */
  get held(): number {
    return this.#held.bytes.length;
  }

  /** Whether those are an encrypted frame: fewer bytes than a head may be text that looks like the beginning of one. */
  get holdsFrame(): boolean {
    return this.#held.bytes.length >= HEAD;
  }

  push(chunk: Uint8Array): Piece[] {
    this.#held.add(chunk);
    const pieces: Piece[] = [];
    for (;;) {
      const { bytes } = this.#held;
      const start = headFrom(bytes, 0);
      const plain = start ?? bytes.length;
      if (plain > 0) pieces.push({ kind: 'plain', bytes: this.#take(plain) });
      const piece = start === undefined ? undefined : this.#frame();
      if (!piece) return pieces;
      pieces.push(piece);
    }
  }

  /** No more bytes come. */
  end(): Piece[] {
    const { bytes } = this.#held;
    const isFrame = this.holdsFrame;
    if (isFrame) this.#skipped += bytes.length;
    const rest = this.#take(bytes.length);
    return isFrame || rest.length === 0 ? [] : [{ kind: 'plain', bytes: rest }];
  }

  /** The frame that the held bytes begin with. One that another begins inside was cut by lost bytes. */
  #frame(): Piece | undefined {
    const { bytes } = this.#held;
    if (bytes.length < HEAD) return undefined;
    const end = HEAD - 1 + lengthAt(bytes, 0);
    const whole = bytes.subarray(0, end);
    const next = headFrom(whole, 1);
    if (next !== undefined && next + HEAD <= whole.length) return { kind: 'cut', bytes: this.#take(next) };
    return bytes.length < end ? undefined : { kind: 'sealed', apdu: this.#take(end) };
  }

  #take(length: number): Uint8Array {
    const taken = this.#held.bytes.slice(0, length);
    this.#held.forget(length);
    return taken;
  }
}

const lengthAt = (bytes: Uint8Array, at: number): number => ((bytes[at + 11] ?? 0) << 8) | (bytes[at + 12] ?? 0);

/** Where a head begins, or may begin where the bytes end inside it. */
function headFrom(bytes: Uint8Array, from: number): number | undefined {
  for (let at = bytes.indexOf(START, from); at >= 0; at = bytes.indexOf(START, at + 1)) if (isHead(bytes, at)) return at;
  return undefined;
}

function isHead(bytes: Uint8Array, at: number): boolean {
  const is = (offset: number, byte: number): boolean => at + offset >= bytes.length || bytes[at + offset] === byte;
  if (!is(1, TITLE_LENGTH) || !is(10, TWO_BYTES) || !is(13, CONTROL)) return false;
  const length = lengthAt(bytes, at);
  return at + HEAD > bytes.length || (length > AROUND && length <= LONGEST_FRAME + AROUND);
}
