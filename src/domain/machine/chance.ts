/** A number in [0, 1) that follows from seed and draw (mulberry32, one step). */
export function chance(seed: number, draw: number): number {
  let z = (seed + Math.imul(draw + 1, 0x6d2b79f5)) | 0;
  z = Math.imul(z ^ (z >>> 15), z | 1);
  z ^= z + Math.imul(z ^ (z >>> 7), z | 61);
  return ((z ^ (z >>> 14)) >>> 0) / 4_294_967_296;
}
