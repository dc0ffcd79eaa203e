import type { LinkFrame } from './link.ts';
import { ValueReader } from './value.ts';

/** A piece of an APDU: `length` bytes of a frame's payload from `start`. */
export interface Piece {
  readonly frame: LinkFrame;
  readonly start: number;
  readonly length: number;
}

/** One whole APDU and where its bytes came from: empty in a frame that carries none, null where parts of it did not come. */
export interface Assembled {
  readonly apdu: Uint8Array | null;
  readonly pieces: readonly Piece[];
}

/** general-block-transfer (IEC 62056-5-3, 9.4.6.13): control with the last-block bit, block number 2, acknowledged 2, block. */
export const BLOCK_TRANSFER = 0xe0;
const LAST_BLOCK = 0x80;
const BLOCK_NUMBERS = 4;
/** More than any push has. */
const MOST_PIECES = 64;

interface Part {
  readonly pieces: readonly Piece[];
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly sequence: number | null;
}

/** Puts parts together: a first one, those that follow it in order, the last one. */
class Chain {
  #parts: Part[] = [];
  #open: Part | null = null;

  get isOpen(): boolean {
    return this.#open !== null;
  }

  /** What is finished by this part: lost pieces of an APDU that broke off, pieces of a whole one. */
  take(part: Part): { readonly lost: readonly Piece[]; readonly whole: readonly Piece[] | null } {
    const lost = part.isFirst || !this.#follows(part) ? this.drop() : [];
    if (!part.isFirst && this.#open === null) return { lost: [...lost, ...part.pieces], whole: null };
    this.#parts.push(part);
    this.#open = part.isLast ? null : part;
    return { lost, whole: part.isLast ? this.drop() : null };
  }

  /** What was begun and does not go on. */
  drop(): readonly Piece[] {
    const pieces = this.#parts.flatMap((part) => part.pieces);
    this.#parts = [];
    this.#open = null;
    return pieces;
  }

  #follows({ sequence }: Part): boolean {
    if (this.#open === null || this.#parts.length >= MOST_PIECES) return false;
    return sequence === null || this.#open.sequence === null || sequence === this.#open.sequence + 1;
  }
}

/** Puts APDUs together that meters cut over frames (HDLC segments, M-Bus parts) and over blocks. */
export class Assembler {
  readonly #frames = new Chain();
  readonly #blocks = new Chain();

  take(frame: LinkFrame): Assembled[] {
    const { isFirst, isLast, sequence } = frame;
    const piece: Piece = { frame, start: 0, length: frame.payload.length };
    // A frame of its own without the header of an APDU carries something else, or nothing.
    if (!isFirst && isLast && !this.#frames.isOpen) return [{ apdu: new Uint8Array(0), pieces: [piece] }];
    const { lost, whole } = this.#frames.take({ pieces: [piece], isFirst, isLast, sequence });
    return [...broken(lost), ...(whole ? this.#unblocked(whole) : [])];
  }

  /** The line was lost: parts that wait are given up. */
  end(): Assembled[] {
    return [...broken(this.#frames.drop()), ...broken(this.#blocks.drop())];
  }

  #unblocked(pieces: readonly Piece[]): Assembled[] {
    const apdu = joined(pieces);
    if (apdu[0] !== BLOCK_TRANSFER) return [{ apdu, pieces }];
    const block = blockOf(apdu, pieces);
    if (!block) return broken(pieces);
    const { lost, whole } = this.#blocks.take(block);
    return [...broken(lost), ...(whole ? [{ apdu: joined(whole), pieces: whole }] : [])];
  }
}

const broken = (pieces: readonly Piece[]): Assembled[] => (pieces.length === 0 ? [] : [{ apdu: null, pieces }]);

const joined = (pieces: readonly Piece[]): Uint8Array =>
  Buffer.concat(pieces.map(({ frame, start, length }) => frame.payload.subarray(start, start + length)));

function blockOf(apdu: Uint8Array, pieces: readonly Piece[]): Part | undefined {
  const reader = new ValueReader(apdu, 1);
  const control = reader.byte();
  const numbers = reader.take(BLOCK_NUMBERS);
  const block = reader.octets();
  if (control === 'waiting' || numbers === 'waiting' || typeof block === 'string') return undefined;
  const sequence = (numbers[0] ?? 0) * 256 + (numbers[1] ?? 0);
  return { pieces: within(pieces, reader.at - block.length, block.length), isFirst: sequence <= 1, isLast: (control & LAST_BLOCK) !== 0, sequence };
}

/** The pieces of `length` bytes from `start` of what these pieces make. */
function within(pieces: readonly Piece[], start: number, length: number): readonly Piece[] {
  let from = start;
  let left = length;
  return pieces.flatMap((piece): readonly Piece[] => {
    const skipped = Math.min(from, piece.length);
    const taken = Math.min(left, piece.length - skipped);
    from -= skipped;
    left -= taken;
    return taken > 0 ? [{ frame: piece.frame, start: piece.start + skipped, length: taken }] : [];
  });
}
