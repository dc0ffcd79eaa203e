import { crcKermit, crcX25 } from '../crcX25.ts';
import { HeldBytes } from '../heldBytes.ts';
import { MARK, markAt, unescaped } from './marks.ts';

/** Several times the longest list with a signature. */
export const LONGEST_FRAME = 8_192;

/** `cut`: another frame began inside; `too-long`: no end within {@link LONGEST_FRAME}; `crc`: a check is wrong. */
export type BadFrame = 'crc' | 'cut' | 'too-long';
export type Check = 'x25' | 'kermit' | 'wrong';

/** What was found in a stream of bytes; `at` counts bytes from its beginning. */
export type Found =
  | { readonly kind: 'frame'; readonly at: number; readonly frame: SmlFrame }
  | { readonly kind: 'bad'; readonly at: number; readonly reason: BadFrame; readonly length: number };

export interface SmlFrame {
  /** From the first escape to the last byte of the check. */
  readonly length: number;
  readonly check: 'x25' | 'kermit';
  /** The messages and the zeros that fill them up, escapes taken out. */
  readonly content: Uint8Array;
  /** How many of the last zeros the frame calls filling. */
  readonly fill: number;
}

/**
 * Finds SML frames in bytes that come in pieces of any size, and finds its way again after garbage and lost bytes: marks
 * are looked for at every byte, not at every fourth. Holds at most one frame.
 */
export class FrameFinder {
  readonly #held = new HeldBytes();
  #inFrame = false;
  #scanned = 0;
  #skipped = 0;

  /** Bytes so far that belong to no frame, good or bad. */
  get skipped(): number {
    return this.#skipped;
  }

  push(chunk: Uint8Array): Found[] {
    this.#held.add(chunk);
    const all: Found[] = [];
    while (this.#inFrame || this.#findStart()) {
      const found = this.#findEnd();
      if (!found) break;
      all.push(found);
    }
    return all;
  }

  /** No more bytes come: a frame that the end cuts counts as skipped. The finder is ready for another stream. */
  end(): Found[] {
    this.#skip(this.#held.bytes.length);
    this.#inFrame = false;
    return [];
  }

  #findStart(): boolean {
    const { bytes } = this.#held;
    let at = 0;
    while (at + MARK <= bytes.length && markAt(bytes, at) !== 'start') at++;
    this.#skip(at);
    this.#inFrame = at + MARK <= bytes.length;
    this.#scanned = MARK;
    return this.#inFrame;
  }

  #findEnd(): Found | undefined {
    const { bytes } = this.#held;
    let at = this.#scanned;
    for (; at + MARK <= bytes.length && at < LONGEST_FRAME; at++) {
      const mark = markAt(bytes, at);
      if (mark === 'start') return this.#bad('cut', at);
      if (mark === 'end') return this.#ending(at);
      if (mark === 'literal') at += MARK - 1;
    }
    if (at >= LONGEST_FRAME) return this.#bad('too-long', LONGEST_FRAME);
    this.#scanned = at;
    return undefined;
  }

  #ending(mark: number): Found {
    const { bytes, origin } = this.#held;
    const length = mark + MARK;
    const check = checkOf(bytes, 0, mark + MARK - 2);
    if (check === 'wrong') return this.#bad('crc', length);
    const frame: SmlFrame = { length, check, content: unescaped(bytes.subarray(MARK, mark)), fill: bytes[mark + 5] ?? 0 };
    this.#take(length);
    return { kind: 'frame', at: origin, frame };
  }

  #bad(reason: BadFrame, length: number): Found {
    const found: Found = { kind: 'bad', at: this.#held.origin, reason, length };
    this.#take(length);
    return found;
  }

  #take(length: number): void {
    this.#held.forget(length);
    this.#inFrame = false;
  }

  #skip(length: number): void {
    this.#skipped += length;
    this.#held.forget(length);
  }
}

/** Whether the two bytes after `[start, end)`, low one first, are its check. */
export function checkOf(bytes: Uint8Array, start: number, end: number): Check {
  return checkIs((bytes[end] ?? 0) | ((bytes[end + 1] ?? 0) << 8), bytes, start, end);
}

/** Which check of bytes `[start, end)` a value is. */
export function checkIs(value: number, bytes: Uint8Array, start: number, end: number): Check {
  if (value === crcX25(bytes, start, end)) return 'x25';
  return value === crcKermit(bytes, start, end) ? 'kermit' : 'wrong';
}
