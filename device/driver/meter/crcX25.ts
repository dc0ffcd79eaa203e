/** x16+x12+x5+1 reflected, 0x8408: the polynomial of the telephone companies. */
const TABLE = Uint16Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ 0x8408 : rest >>> 1;
  return rest;
});

/** CRC-16/X-25 over bytes `[start, end)`: from 0xFFFF, all bits turned at the end (ISO/IEC 13239, 4.2.5; SML 1.04, 9). Its low byte is sent first. */
export const crcX25 = (bytes: Uint8Array, start = 0, end = bytes.length): number => remainder(0xffff, bytes, start, end) ^ 0xffff;

/** CRC-16/KERMIT: the same from 0 and with nothing turned, which some SML meters send in the place of X-25. */
export const crcKermit = (bytes: Uint8Array, start = 0, end = bytes.length): number => remainder(0, bytes, start, end);

function remainder(from: number, bytes: Uint8Array, start: number, end: number): number {
  let rest = from;
  for (let at = start; at < end; at++) rest = (rest >>> 8) ^ (TABLE[(rest ^ (bytes[at] ?? 0)) & 0xff] ?? 0);
  return rest;
}
