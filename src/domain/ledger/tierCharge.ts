import type { UnitPart } from '../tariff/tariff.ts';
import { exactEnergy, type ExactEnergy } from '../units/money.ts';

/** A run of a metered piece's energy in which every part stays in one of its tiers. */
export interface TierRun {
  readonly energy: ExactEnergy;
  /** The tier of each part. */
  readonly tiers: readonly number[];
}

/** Where the further tiers of a part begin: 10^-18 kWh of a block, or 10^-18 kWh x ms per ms of a piece's length. */
export interface TierEdges {
  readonly kind: 'energy' | 'power';
  readonly edges: readonly bigint[];
}

/** W x ms are 1/3 600 000 000 kWh. */
const WATT_MS = 3_600_000_000n;
const EXACT = 10n ** 18n;

/** The edges of a part's tiers; none for one of a single tier. */
export function edgesOf({ tiers }: UnitPart): TierEdges {
  const kind = tiers.at(-1)?.from.kind === 'power' ? 'power' : 'energy';
  return { kind, edges: tiers.flatMap(({ from }) => (from.kind === 'base' ? [] : [from.kind === 'power' ? BigInt(Math.round(from.above)) * EXACT : exactEnergy(from.above)])) };
}

/**
 * Cuts a piece's energy where a tier of some part begins: blocks by what was used before it, powers by its mean power.
 * @param used 10^-18 kWh of each part's running block. @param length ms of the piece.
 */
export function tierRuns(parts: readonly TierEdges[], energy: ExactEnergy, length: number, used: readonly bigint[]): readonly TierRun[] {
  const begins = parts.map((part, index) => beginsOf(part, length, used[index] ?? 0n));
  const runs: TierRun[] = [];
  let from = 0n;
  do {
    const next = begins.reduce((least, starts) => starts.reduce((low, at) => (at > from && at < low ? at : low), least), energy as bigint);
    runs.push({ energy: (next - from) as ExactEnergy, tiers: begins.map((starts) => starts.findLastIndex((at) => at <= from) + 1) });
    from = next;
  } while (from < energy);
  return runs;
}

/** After how much of the piece's energy each further tier begins; one that began before it does so below zero. */
function beginsOf({ kind, edges }: TierEdges, length: number, used: bigint): readonly bigint[] {
  return edges.map((edge) => (kind === 'energy' ? edge - used : (edge * BigInt(length)) / WATT_MS));
}
