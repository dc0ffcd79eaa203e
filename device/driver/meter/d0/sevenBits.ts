const PARITY = 0x80;
const SLASH = 0x2f;
/** What a byte with wrong parity becomes: no telegram has it. */
export const DAMAGED = 0x15;

/**
 * Seven data bits and even parity (IEC 62056-21, 5.1), read as eight bits: the parity is then looked at here, where the
 * port would only drop it. A start mark that comes with its parity bit says so; after one without it nothing is looked at.
 */
export class SevenBits {
  #hasParity = false;

  /** As many bytes as came. */
  plain(chunk: Uint8Array): Uint8Array {
    return chunk.map((byte) => {
      if (byte === SLASH || byte === (SLASH | PARITY)) this.#hasParity = byte !== SLASH;
      if (!this.#hasParity) return byte;
      return isEven(byte) ? byte & ~PARITY : DAMAGED;
    });
  }
}

function isEven(byte: number): boolean {
  let rest = byte ^ (byte >> 4);
  rest ^= rest >> 2;
  rest ^= rest >> 1;
  return (rest & 1) === 0;
}
