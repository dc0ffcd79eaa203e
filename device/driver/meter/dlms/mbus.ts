import { badLink, type LinkRead } from './link.ts';

export const START = 0x68;
const STOP = 0x16;
/** Start, length twice, start; then check and stop behind the content (EN 13757-2, 5.5.3). */
const HEAD = 4;
const FRAME = 6;
/** Control, address, control information, and the two application addresses. */
const ADDRESSED = 5;
/** Control information of a DLMS transport layer: part number in four bits, and whether it is the last (EN 13757-3, table 1). */
const MOST_PARTS = 0x1f;
const LAST = 0x10;

/** The wired M-Bus long frame at the first byte. */
export function readMbus(bytes: Uint8Array): LinkRead {
  const [, length, again, start] = bytes;
  if (length === undefined || again === undefined || start === undefined) return 'waiting';
  if (start !== START) return 'none';
  // Noise has a start mark often, and seldom two of them three bytes apart.
  if (length !== again || length < 3) return badLink('length', HEAD);
  const end = length + FRAME;
  if (bytes.length < end) return 'waiting';
  if (bytes[end - 1] !== STOP) return badLink('length', HEAD);
  if (checksum(bytes, end - 2) !== bytes[end - 2]) return badLink('crc', end);
  return frameOf(bytes.subarray(0, end));
}

/** The sum of control, address and everything behind them, in a byte. @param end of what is summed: where the check stands. */
export function checksum(bytes: Uint8Array, end: number): number {
  let sum = 0;
  for (let at = HEAD; at < end; at++) sum += bytes[at] ?? 0;
  return sum & 0xff;
}

function frameOf(bytes: Uint8Array): LinkRead {
  const information = bytes[HEAD + 2] ?? 0;
  const isDlms = information <= MOST_PARTS && bytes.length >= FRAME + ADDRESSED;
  const sequence = information & 0x0f;
  const payloadAt = HEAD + ADDRESSED;
  return {
    kind: 'frame', link: 'mbus', at: 0, bytes, isStuffed: false, payloadAt,
    payload: isDlms ? bytes.subarray(payloadAt, bytes.length - 2) : bytes.subarray(0, 0),
    isFirst: !isDlms || sequence === 0,
    isLast: !isDlms || (information & LAST) !== 0,
    sequence: isDlms ? sequence : null,
  };
}
