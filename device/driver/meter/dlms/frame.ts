import { apduLength, isApduTag } from './apdu.ts';
import { HeldBytes } from '../heldBytes.ts';
import { FLAG, readHdlc } from './hdlc.ts';
import { badLink, type BadLink, type LinkFrame, type LinkRead } from './link.ts';
import { readMbus, START } from './mbus.ts';

export type Found = LinkFrame | BadLink;

/** An APDU without a frame is no longer than this; the largest push fills four HDLC frames. */
const LONGEST_APDU = 8_192;
const LLC_FIRST = 0xe6;
const LLC_LENGTH = 3;

/**
 * Finds HDLC frames, M-Bus long frames and, in a capture that begins with one, APDUs without a frame (with or without
 * their LLC header), in bytes that come in pieces of any size, and finds its way again after garbage.
 */
export class FrameFinder {
  readonly #bareAllowed: boolean;
  readonly #held = new HeldBytes();
  /** Whether this stream is one of APDUs without frames; null before its first bytes. */
  #bare: boolean | null = null;
  /** What kind of frame this line has had: the other kind's marks are noise here. */
  #link: LinkFrame['link'] | null = null;
  /** A frame has just ended: a flag here is its own, and bytes after a bad one are. */
  #after: 'frame' | 'bad' | null = null;
  #skipped = 0;

  /** @param bareAllowed captures may hold APDUs that a program has taken out of their frames; a line does not. */
  constructor(bareAllowed: boolean) {
    this.#bareAllowed = bareAllowed;
  }

  /** Bytes so far that belong to no frame, good or bad. */
  get skipped(): number {
    return this.#skipped;
  }

  push(chunk: Uint8Array): Found[] {
    this.#held.add(chunk);
    return this.#findAll();
  }

  /** No more bytes come: a frame that the end cuts counts as skipped. The finder is ready for another stream. */
  end(): Found[] {
    const found: Found[] = [];
    // What the end cuts may hold a whole frame that began after a mark in noise.
    while (this.#held.bytes.length > 1) {
      this.#pass(1);
      found.push(...this.#findAll());
    }
    this.#pass(this.#held.bytes.length);
    this.#bare = null;
    this.#link = null;
    this.#after = null;
    return found;
  }

  #findAll(): Found[] {
    const all: Found[] = [];
    for (;;) {
      const read = this.#readHere();
      if (read === 'waiting') return all;
      if (read !== 'none') all.push(this.#take(read));
    }
  }

  /** What begins at the first byte; `none` after having gone on to where something may. */
  #readHere(): LinkRead {
    const [first, second] = this.#held.bytes;
    if (first === undefined) return 'waiting';
    this.#bare ??= this.#bareAllowed && (first === LLC_FIRST || isApduTag(first));
    const read = this.#readAs(first, second);
    if (read === 'none') this.#pass(first === FLAG ? 1 : this.#nextMark());
    return read;
  }

  #readAs(first: number, second: number | undefined): LinkRead {
    if (first === FLAG && this.#link !== 'mbus') return second === FLAG ? 'none' : readHdlc(this.#held.bytes);
    if (first === START && this.#link !== 'hdlc') return readMbus(this.#held.bytes);
    return this.#bare && (first === LLC_FIRST || this.#after === 'frame' || this.#held.origin === 0) ? this.#readBare(first) : 'none';
  }

  #readBare(first: number): LinkRead {
    const start = first === LLC_FIRST ? LLC_LENGTH : 0;
    const length = apduLength(this.#held.bytes, start);
    if (length === 'waiting') return this.#held.bytes.length >= LONGEST_APDU ? badLink('too-long', start + 1) : 'waiting';
    if (length === 'malformed') return first === LLC_FIRST && this.#held.bytes[1] === 0xe7 ? badLink('length', start + 1) : 'none';
    const bytes = this.#held.bytes.subarray(0, start + length);
    return { kind: 'frame', link: 'none', at: 0, bytes, payload: bytes.subarray(start), payloadAt: start, isStuffed: false, isFirst: true, isLast: true, sequence: null };
  }

  #take(read: LinkFrame | BadLink): Found {
    const at = this.#held.origin;
    const length = read.kind === 'frame' ? read.bytes.length : read.length;
    this.#held.forget(length);
    this.#after = read.kind;
    if (read.kind === 'bad') return { ...read, at };
    if (read.link !== 'none') this.#link = read.link;
    return { ...read, at, bytes: read.bytes.slice(), payload: read.payload.slice() };
  }

  /** Bytes to the next mark that may begin something. */
  #nextMark(): number {
    for (let at = 1; at < this.#held.bytes.length; at++) {
      const byte = this.#held.bytes[at];
      if (byte === FLAG || byte === START || (this.#bare && byte === LLC_FIRST)) return at;
    }
    return this.#held.bytes.length;
  }

  /** Goes over bytes that begin nothing. */
  #pass(length: number): void {
    const isOwn = this.#after === 'bad' || (this.#after === 'frame' && length === 1 && this.#held.bytes[0] === FLAG);
    if (!isOwn) this.#skipped += length;
    if (this.#after === 'frame' || this.#held.bytes[length] === FLAG) this.#after = null;
    this.#held.forget(length);
  }
}
