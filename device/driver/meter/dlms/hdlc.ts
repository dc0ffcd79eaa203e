import { crcX25 } from '../crcX25.ts';
import { badLink, type LinkRead } from './link.ts';

export const FLAG = 0x7e;
const ESCAPE = 0x7d;
const ESCAPED = 0x20;
/** Frame format type 3 in the upper four bits, the segmentation bit, eleven bits of length (IEC 62056-46, 6.4.2.2). */
const FORMAT = 0xa0;
const SEGMENTED = 0x08;
const CHECK_LENGTH = 2;
/** Format 2, two addresses of a byte, control. */
const SHORTEST_HEADER = 5;
const LONGEST_ADDRESS = 4;
/** LLC header of what a server sends: destination, source, quality. */
const LLC = [0xe6, 0xe7, 0x00];

/**
 * The HDLC frame behind the opening flag at the first byte. Norwegian meters send flags inside unescaped and rely on the
 * length, others escape them (ISO/IEC 13239, 4.3.2.2): what does not fit as it stands is read once more without escapes.
 */
export function readHdlc(bytes: Uint8Array): LinkRead {
  const raw = bytes.subarray(1);
  if (raw.length > 0 && ((raw[0] ?? 0) & 0xf0) !== FORMAT) return 'none';
  const plain = measure(raw);
  if (plain === 'waiting') return 'waiting';
  if (typeof plain === 'object') return frameOf(bytes.subarray(0, 1 + plain.length), raw, plain, false);
  // Looked for in this frame alone: all that is held would be gone through again at each mark in noise.
  const stuffed = raw.subarray(0, nextFlag(bytes) - 1).includes(ESCAPE) ? unstuffed(raw) : undefined;
  const found = stuffed && measure(stuffed.content);
  if (found === 'waiting') return stuffed?.isOpen ? 'waiting' : badLink(plain, nextFlag(bytes));
  if (stuffed && typeof found === 'object') return frameOf(bytes.subarray(0, 1 + rawLength(raw, found.length)), stuffed.content, found, true);
  return badLink(plain, badLength(bytes));
}

interface Measured {
  readonly length: number;
  /** Where the header's check begins. */
  readonly headerEnd: number;
}

/** How long the frame is, both checks being right. The header's check comes first, so that a wrong length holds nobody up. */
function measure(content: Uint8Array): Measured | 'waiting' | 'crc' | 'length' {
  const [format, low] = content;
  if (format === undefined || low === undefined) return 'waiting';
  const length = ((format & 0x07) << 8) | low;
  if (length < SHORTEST_HEADER + CHECK_LENGTH) return 'length';
  const headerEnd = endOfHeader(content);
  if (typeof headerEnd === 'string') return headerEnd;
  if (length < headerEnd + CHECK_LENGTH) return 'length';
  if (content.length < headerEnd + CHECK_LENGTH) return 'waiting';
  if (!isChecked(content, headerEnd)) return 'crc';
  if (content.length < length) return 'waiting';
  return isChecked(content, length - CHECK_LENGTH) ? { length, headerEnd } : 'crc';
}

/** Behind format, destination, source (each to the byte whose last bit is set) and control. */
function endOfHeader(content: Uint8Array): number | 'waiting' | 'length' {
  let at = 2;
  for (let address = 0; address < 2; address++) {
    const start = at;
    for (;;) {
      const byte = content[at++];
      if (byte === undefined) return 'waiting';
      if ((byte & 1) === 1) break;
      if (at - start >= LONGEST_ADDRESS) return 'length';
    }
  }
  return at + 1;
}

/** Whether the check at `end` is right over everything before it; low byte first. */
const isChecked = (content: Uint8Array, end: number): boolean => crcX25(content, 0, end) === ((content[end] ?? 0) | ((content[end + 1] ?? 0) << 8));

function frameOf(bytes: Uint8Array, content: Uint8Array, { length, headerEnd }: Measured, isStuffed: boolean): LinkRead {
  const start = Math.min(headerEnd + CHECK_LENGTH, length - CHECK_LENGTH);
  const information = content.subarray(start, length - CHECK_LENGTH);
  const hasLlc = LLC.every((byte, n) => information[n] === byte);
  const skipped = hasLlc ? LLC.length : 0;
  return {
    kind: 'frame', link: 'hdlc', at: 0, bytes, isStuffed,
    payload: information.subarray(skipped),
    payloadAt: 1 + start + skipped,
    isFirst: hasLlc,
    isLast: ((content[0] ?? 0) & SEGMENTED) === 0,
    sequence: null,
  };
}

/** Up to the next flag, escapes taken out; open where the bytes end before a flag. */
function unstuffed(raw: Uint8Array): { readonly content: Uint8Array; readonly isOpen: boolean } {
  const end = raw.indexOf(FLAG);
  const within = end < 0 ? raw : raw.subarray(0, end);
  const content: number[] = [];
  for (let at = 0; at < within.length; at++) {
    const byte = within[at] ?? 0;
    if (byte !== ESCAPE) content.push(byte);
    else if (++at < within.length) content.push((within[at] ?? 0) ^ ESCAPED);
  }
  return { content: Uint8Array.from(content), isOpen: end < 0 };
}

/** How many bytes as they came make so many without escapes. */
export function rawLength(raw: Uint8Array, length: number): number {
  let at = 0;
  for (let n = 0; n < length; n++) at += raw[at] === ESCAPE ? 2 : 1;
  return at;
}

/** With escapes where a flag or an escape stands. */
export const stuffed = (content: Uint8Array): Uint8Array =>
  Uint8Array.from([...content].flatMap((byte) => (byte === FLAG || byte === ESCAPE ? [ESCAPE, byte ^ ESCAPED] : [byte])));

function nextFlag(bytes: Uint8Array): number {
  const flag = bytes.indexOf(FLAG, 1);
  return flag < 0 ? bytes.length : flag;
}

/** A frame that ends where it says is taken whole, though flags may stand in it; of another, what lies before the next flag. */
function badLength(bytes: Uint8Array): number {
  const length = (((bytes[1] ?? 0) & 0x07) << 8) | (bytes[2] ?? 0);
  return length > CHECK_LENGTH && bytes[1 + length] === FLAG ? 1 + length : nextFlag(bytes);
}
