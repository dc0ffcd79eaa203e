/** 32-bit integer mixing (the finaliser of MurmurHash3): every input bit reaches every output bit. */
function mixed(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/**
 * A number in [0, 1) that depends on nothing but its keys. There is no hidden state to carry or to lose:
 * the same seed, stream and index give the same number in any order, on any machine.
 * @param stream what is drawn (clouds, kettle, ...); @param index which draw of it (day, minute, ...): whole numbers.
 */
export function chance(seed: number, stream: number, index: number): number {
  const low = mixed(index ^ mixed(stream ^ mixed(seed)));
  return mixed(low + Math.floor(index / 4_294_967_296)) / 4_294_967_296;
}

/** Evenly spread over [low, high). */
export const between = (low: number, high: number, drawn: number): number => low + (high - low) * drawn;

/** A seed of its own for one part of the home, so that a new part does not shift the others. */
export const seedFor = (seed: number, part: string): number => {
  let h = mixed(seed);
  for (let i = 0; i < part.length; i++) h = mixed(h ^ part.charCodeAt(i));
  return h;
};
