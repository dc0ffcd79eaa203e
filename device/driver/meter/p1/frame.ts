import { crc16 } from './crc.ts';
import { BANG, CR, endLineAfter, LF, makerAfter, SLASH } from './marks.ts';

/** Longer than any telegram with its longest text message (1024 characters, twice as many digits). */
export const LONGEST_FRAME = 8_192;

/** `cut`: another telegram began inside; `too-long`: no end within {@link LONGEST_FRAME}; `crc`: the check is wrong or garbled. */
export type BadFrame = 'crc' | 'cut' | 'too-long';

/** What was found in a stream of bytes; `at` counts bytes from its beginning. */
export type Found =
  | {
      readonly kind: 'frame';
      readonly at: number;
      /** From the start mark to the last check digit. */
      readonly bytes: Uint8Array;
      /** `none`: the telegram carries no check value (DSMR 2 and 3). */
      readonly check: 'right' | 'none';
    }
  | { readonly kind: 'bad'; readonly at: number; readonly reason: BadFrame; readonly length: number };

/**
 * Finds P1 frames (`/` ... `!` check CR LF) in bytes that come in pieces of any size, and finds its way again after
 * garbage. Holds at most one frame. DSMR 5.0.2 P1 companion standard, 6.2; IEC 62056-21, 6.3.
 */
export class FrameFinder {
  #bytes: Uint8Array = new Uint8Array(0);
  /** Where the first held byte lies in the stream. */
  #origin = 0;
  #scanned = 0;
  #inFrame = false;
  /** Out of a frame: whether the next byte begins a line. */
  #lineStart = true;
  /** Bytes of the line end after a frame that still belong to it. */
  #tail: readonly number[] = [];
  #skipped = 0;

  /** Bytes so far that belong to no frame, good or bad. */
  get skipped(): number {
    return this.#skipped;
  }

  push(chunk: Uint8Array): Found[] {
    const joined = new Uint8Array(this.#bytes.length + chunk.length);
    joined.set(this.#bytes);
    joined.set(chunk, this.#bytes.length);
    this.#bytes = joined;
    return this.#findAll(false);
  }

  /** No more bytes come: a frame that the end cuts counts as skipped. The finder is ready for another stream. */
  end(): Found[] {
    const found = this.#findAll(true);
    this.#skip(this.#bytes.length);
    this.#inFrame = false;
    this.#lineStart = true;
    this.#tail = [];
    return found;
  }

  #findAll(ended: boolean): Found[] {
    const all: Found[] = [];
    while (this.#inFrame || this.#findStart(ended)) {
      const found = this.#findEnd(ended);
      if (found === undefined) break;
      if (found !== 'garbage') all.push(found);
    }
    return all;
  }

  /** Moves to the next start mark, which then is the first held byte; false when more bytes are needed. */
  #findStart(ended: boolean): boolean {
    this.#dropTail();
    for (let at = 0; at < this.#bytes.length; at++) {
      if (this.#bytes[at] === SLASH) {
        const starts = this.#lineStart || makerAfter(this.#bytes, at);
        if (starts === 'waiting' && !ended) {
          this.#skip(at);
          return false;
        }
        if (starts === true) {
          this.#skip(at);
          this.#scanned = 1;
          this.#inFrame = true;
          return true;
        }
      }
      this.#lineStart = this.#bytes[at] === LF;
    }
    this.#skip(this.#bytes.length);
    return false;
  }

  #findEnd(ended: boolean): Found | 'garbage' | undefined {
    const bytes = this.#bytes;
    for (let at = this.#scanned; at < bytes.length && at < LONGEST_FRAME; at++) {
      this.#scanned = at;
      if (bytes[at] === SLASH) {
        const starts = makerAfter(bytes, at);
        if (starts === true) return this.#endless('cut', at);
        if (starts === 'waiting' && !ended) return undefined;
      }
      if (bytes[at] === BANG && bytes[at - 1] === LF) {
        const line = endLineAfter(bytes, at, ended);
        if (line === 'waiting') return undefined;
        if (line !== 'content') return this.#ending(at, line.end, line.open);
      }
    }
    if (bytes.length >= LONGEST_FRAME) return this.#endless('too-long', LONGEST_FRAME);
    this.#scanned = Math.max(1, bytes.length);
    return undefined;
  }

  #ending(bang: number, end: number, open: boolean): Found | undefined {
    const check = checkOf(this.#bytes, bang, end);
    // The end of a capture inside the check digits is a cut, not a fault of the meter.
    if (open && (check === 'wrong' || (check === 'none' && hasVersion(this.#bytes)))) return undefined;
    if (check === 'wrong') return this.#bad('crc', end);
    const found: Found = { kind: 'frame', at: this.#origin, bytes: this.#bytes.slice(0, end), check };
    this.#take(end);
    return found;
  }

  /** A telegram without an end is blamed when it began like one: a slash in noise is noise. */
  #endless(reason: BadFrame, length: number): Found | 'garbage' {
    if (makerAfter(this.#bytes, 0) === true) return this.#bad(reason, length);
    this.#skipped += length;
    this.#take(length);
    return 'garbage';
  }

  #bad(reason: BadFrame, length: number): Found {
    const found: Found = { kind: 'bad', at: this.#origin, reason, length };
    this.#take(length);
    return found;
  }

  /** Ends the frame: its bytes leave, and the line end that may follow is its own. */
  #take(length: number): void {
    this.#forget(length);
    this.#inFrame = false;
    this.#lineStart = true;
    this.#tail = [CR, LF];
  }

  #dropTail(): void {
    while (this.#tail.length > 0 && this.#bytes.length > 0) {
      const [expected] = this.#tail;
      if (this.#bytes[0] === expected) this.#forget(1);
      else if (this.#bytes[0] !== LF) this.#tail = [];
      this.#tail = this.#tail.slice(1);
    }
  }

  #skip(length: number): void {
    this.#skipped += length;
    this.#forget(length);
  }

  #forget(length: number): void {
    this.#bytes = this.#bytes.subarray(length);
    this.#origin += length;
    this.#scanned = 0;
  }
}

function checkOf(bytes: Uint8Array, bang: number, end: number): 'right' | 'none' | 'wrong' {
  const digits = String.fromCharCode(...bytes.subarray(bang + 1, end));
  if (digits === '') return 'none';
  const right = /^[0-9A-F]{1,4}$/.test(digits) && Number.parseInt(digits, 16) === crc16(bytes, 0, bang + 1);
  return right ? 'right' : 'wrong';
}

/** DSMR 4 and later name their version, and always carry a check. */
const hasVersion = (bytes: Uint8Array): boolean => String.fromCharCode(...bytes).includes('1-3:0.2.8(');
