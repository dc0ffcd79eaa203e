/** CRC-16/X-25: x16+x12+x5+1 reflected (0x8408), from 0xFFFF, all bits turned at the end (ISO/IEC 13239, 4.2.5; SML 1.04, 9). */
const TABLE = Uint16Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ 0x8408 : rest >>> 1;
  return rest;
});

/** The check value over bytes `[start, end)`; both protocols send its low byte first. */
export function crcX25(bytes: Uint8Array, start = 0, end = bytes.length): number {
  let rest = 0xffff;
  for (let at = start; at < end; at++) rest = (rest >>> 8) ^ (TABLE[(rest ^ (bytes[at] ?? 0)) & 0xff] ?? 0);
  return rest ^ 0xffff;
}
