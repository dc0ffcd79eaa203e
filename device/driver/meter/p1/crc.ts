/** CRC-16/ARC: x16+x15+x2+1 reflected (0xA001), from 0, no final xor (DSMR 5.0.2 P1, 6.2). */
const TABLE = Uint16Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ 0xa001 : rest >>> 1;
  return rest;
});

/** The check value over bytes `[start, end)`. */
export function crc16(bytes: Uint8Array, start = 0, end = bytes.length): number {
  let rest = 0;
  for (let at = start; at < end; at++) rest = (rest >>> 8) ^ (TABLE[(rest ^ (bytes[at] ?? 0)) & 0xff] ?? 0);
  return rest;
}

/** As a telegram prints it: four digits, A to F in capitals. */
export const crcText = (value: number): string => value.toString(16).toUpperCase().padStart(4, '0');
