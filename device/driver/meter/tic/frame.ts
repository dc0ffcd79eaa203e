import { HeldBytes } from '../heldBytes.ts';

const STX = 0x02;
const ETX = 0x03;
/** The meter breaks off to be read by a technician (Enedis-NOI-CPT_54E, 5.4). */
const EOT = 0x04;
/** Some 1 300 bytes are the longest: three phases, and messages. */
const LONGEST_FRAME = 4_096;

/** `cut`: another frame began inside, or the meter broke off; `too-long`: no end within {@link LONGEST_FRAME}. */
export type BadFrame = 'cut' | 'too-long';

export type Found =
  /** `text` is what stands between both marks, a byte a letter. */
  | { readonly kind: 'frame'; readonly at: number; readonly text: string }
  | { readonly kind: 'bad'; readonly reason: BadFrame };

/** Finds TIC frames (STX ... ETX) in bytes that come in pieces of any size, and finds its way again after garbage. */
export class FrameFinder {
  readonly #held = new HeldBytes();
  #scanned = 1;
  #skipped = 0;

  /** Bytes so far that belong to no frame, good or bad. */
  get skipped(): number {
    return this.#skipped;
  }

  push(chunk: Uint8Array): Found[] {
    this.#held.add(chunk);
    const all: Found[] = [];
    while (this.#toStart()) {
      const found = this.#frame();
      if (!found) break;
      all.push(found);
    }
    return all;
  }

  /** No more bytes come: a frame that the end cuts counts as skipped. */
  end(): Found[] {
    this.#skipped += this.#held.bytes.length;
    this.#take(this.#held.bytes.length);
    return [];
  }

  /** Drops what stands before the next start mark; false where there is none yet. */
  #toStart(): boolean {
    if (this.#held.bytes[0] === STX) return true;
    const start = this.#held.bytes.indexOf(STX);
    const garbage = start < 0 ? this.#held.bytes.length : start;
    this.#skipped += garbage;
    this.#take(garbage);
    return start >= 0;
  }

  #frame(): Found | undefined {
    const { bytes, origin } = this.#held;
    for (let at = this.#scanned; at < bytes.length; at++) {
      if (at >= LONGEST_FRAME) return this.#bad('too-long', at);
      const byte = bytes[at];
      if (byte === STX) return this.#bad('cut', at);
      if (byte === EOT) return this.#bad('cut', at + 1);
      if (byte !== ETX) continue;
      const text = Buffer.from(bytes.subarray(1, at)).toString('latin1');
      this.#take(at + 1);
      return { kind: 'frame', at: origin, text };
    }
    this.#scanned = Math.max(1, bytes.length);
    return undefined;
  }

  #bad(reason: BadFrame, length: number): Found {
    this.#take(length);
    return { kind: 'bad', reason };
  }

  #take(length: number): void {
    this.#held.forget(length);
    this.#scanned = 1;
  }
}
