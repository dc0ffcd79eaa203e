import { tierRuns, type TierEdges } from '../ledger/tierCharge.ts';
import { milliWattHours } from '../units/energy.ts';
import { costOf, exactEnergy, microPerKWh, type ExactEnergy } from '../units/money.ts';
import { HOUR } from '../time/instant.ts';
import { at } from './at.ts';
import type { Charges, PeakCharge, PriceTiers } from './charges.ts';
import { energiesOf } from './energies.ts';
import type { Simulated } from './simulated.ts';
import type { Steps } from './steps.ts';
import { windowsOf, windowWork, type Windows } from './windows.ts';

/** A W in 10^-18 kW. */
const exactPower = (watts: number): bigint => BigInt(Math.round(watts)) * 10n ** 15n;

/** What a part costs beside its base tier for an energy after `used`, at the prices of a slot. */
function tierMoney({ above, more }: PriceTiers, kind: TierEdges['kind'], slot: number, energy: ExactEnergy, length: number, used: bigint): bigint {
  const edges: TierEdges = { kind, edges: above.map((edge) => (kind === 'power' ? BigInt(Math.round(edge)) * 10n ** 18n : exactEnergy(milliWattHours(edge)))) };
  return tierRuns([edges], energy, length, [used]).reduce((sum, run) => {
    const tier = run.tiers[0] ?? 0;
    return tier === 0 ? sum : sum + costOf(microPerKWh(at(at(more, tier - 1), slot)), run.energy);
  }, 0n);
}

function byPower(tiers: Extract<PriceTiers, { by: 'power' }>, steps: Steps, grid: Float64Array): bigint {
  const windows = windowsOf(steps, tiers.window);
  return energiesOf(windowWork(windows, steps, grid)).reduce((sum, energy, window) => sum + tierMoney(tiers, 'power', at(windows.slot, window), exactEnergy(milliWattHours(energy)), at(windows.covered, window), 0n), 0n);
}

function byEnergy(tiers: Extract<PriceTiers, { by: 'energy' }>, imported: readonly number[]): bigint {
  const used = [...tiers.used];
  return imported.reduce((sum, energy, slot) => {
    const block = at(tiers.block, slot);
    const before = used[block] ?? 0;
    used[block] = before + energy;
    return sum + tierMoney(tiers, 'energy', slot, exactEnergy(milliWattHours(energy)), 0, exactEnergy(milliWattHours(before)));
  }, 0n);
}

/** 10^-18 kW of a window's mean. */
function meanOf(energy: number, windows: Windows, window: number, begun: number): bigint {
  const whole = energy + (window === 0 && windows.isBegun ? begun : 0);
  return (exactEnergy(milliWattHours(whole)) * BigInt(HOUR)) / BigInt(at(windows.length, window));
}

function peakMoney({ window: length, register, owed, price, begun }: PeakCharge, steps: Steps, grid: Float64Array): bigint {
  const windows = windowsOf(steps, length);
  const highest = owed.map(exactPower);
  energiesOf(windowWork(windows, steps, grid)).forEach((energy, window) => {
    const peak = register[at(windows.slot, window)] ?? null;
    if (peak === null) return;
    const power = meanOf(energy, windows, window, begun);
    if (power > (highest[peak] ?? 0n)) highest[peak] = power;
  });
  return highest.reduce((sum, power, peak) => sum + costOf(microPerKWh(at(price, peak)), (power - exactPower(at(owed, peak))) as ExactEnergy), 0n);
}

/** What a simulated course is charged beside the prices of its slots, in exact money, by the ledger's own rules. */
export function chargeMoney({ tiers = [], peaks = [] }: Charges, steps: Steps, { grid, importWork }: Pick<Simulated, 'grid' | 'importWork'>): bigint {
  const imported = tiers.some(({ by }) => by === 'energy') ? energiesOf(importWork) : [];
  const levels = tiers.reduce((sum, one) => sum + (one.by === 'power' ? byPower(one, steps, grid) : byEnergy(one, imported)), 0n);
  return peaks.reduce((sum, one) => sum + peakMoney(one, steps, grid), levels);
}
