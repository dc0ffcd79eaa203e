import type { Mutator } from './mutations.ts';

const LIES: readonly unknown[] = [null, true, -1, 0, 0.5, 1e308, -1e308, 9_007_199_254_740_993, '', '0', '-0.1', '1e999', '24:00', '2023-03-26T01:30:00Z', '2023-03-26 01:30', '9'.repeat(4_000), [], {}, [[]], ['wish'], { kind: 'wish' }, { kind: '__proto__' }, 'constructor'];

const isBranch = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** JSON of the right form that lies in one to three places: what bytes flipped at random seldom reach. */
export function lyingJson(text: string, mutator: Mutator): Buffer {
  const root = { root: JSON.parse(text) as unknown };
  for (let lies = 1 + mutator.pick(3); lies > 0; lies--) lieIn(root, mutator);
  return Buffer.from(JSON.stringify(root.root) ?? 'null');
}

/** Goes down at random, and there takes a place out, doubles it, or says something else. */
function lieIn(branch: Record<string, unknown>, mutator: Mutator): void {
  const keys = Object.keys(branch);
  const key = keys[mutator.pick(keys.length)] ?? '0';
  const below = branch[key];
  if (isBranch(below) && mutator.pick(6) > 0) return lieIn(below, mutator);
  const what = mutator.pick(8);
  if (what === 0) delete branch[key];
  else if (what === 1) branch[`${key}x`] = structuredClone(below);
  else if (what === 2) branch[key] = Array.from({ length: mutator.pick(8) }, () => structuredClone(below));
  else branch[key] = structuredClone(LIES[mutator.pick(LIES.length)]);
}
