const MODULUS = 2 ** 31 - 1;

/** Park and Miller's minimal standard generator: numbers in [0, 1), the same for a seed everywhere. */
export function chance(seed: number): () => number {
  let state = (seed * 7_919) % MODULUS;
  return () => (state = (state * 48_271) % MODULUS) / MODULUS;
}
