import type { UnitPart } from '../tariff/tariff.ts';
import { exactEnergy, type ExactEnergy } from '../units/money.ts';

/** A run of a metered piece's energy in which every part stays in one of its tiers. */
export interface TierRun {
  readonly energy: ExactEnergy;
  /** The tier of each part. */
  readonly tiers: readonly number[];
}

/** W x ms are 1/3 600 000 000 kWh, counted in 10^-18 kWh. */
const WATT_MS = 3_600_000_000n;
const EXACT = 10n ** 18n;

/**
 * Cuts a piece's energy where a tier of some part begins: blocks by what was used before it, powers by its mean power.
 * @param used 10^-18 kWh of each part's running block. @param length ms of the piece.
 */
export function tierRuns(parts: readonly UnitPart[], energy: ExactEnergy, length: number, used: readonly bigint[]): readonly TierRun[] {
  const begins = parts.map((part, index) => beginsOf(part, length, used[index] ?? 0n));
  const cuts = [...new Set([0n, ...begins.flat().filter((at) => at > 0n && at < energy)])].sort((a, b) => (a < b ? -1 : 1));
  return cuts.map((from, index) => ({
    energy: ((cuts[index + 1] ?? energy) - from) as ExactEnergy,
    tiers: begins.map((starts) => starts.findLastIndex((start) => start <= from)),
  }));
}

/** After how much of the piece's energy each tier begins; those that began before it are not above zero. */
function beginsOf({ tiers }: UnitPart, length: number, used: bigint): readonly bigint[] {
  return tiers.map(({ from }, index) => {
    if (index === 0 || from.kind === 'base') return 0n;
    if (from.kind === 'power') return (BigInt(Math.round(from.above)) * BigInt(length) * EXACT) / WATT_MS;
    const left = exactEnergy(from.above) - used;
    return left > 0n ? left : 0n;
  });
}
