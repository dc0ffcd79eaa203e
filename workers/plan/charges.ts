import { at } from '#domain/plan/at.ts';
import type { PeakCharge, PriceTiers } from '#domain/plan/charges.ts';
import type { PlanProblem } from '#domain/plan/problem.ts';
import type { Simulated } from '#domain/plan/simulated.ts';
import type { Steps } from '#domain/plan/steps.ts';
import { windowsOf, windowWork } from '#domain/plan/windows.ts';
import { MWH_PER_KWH, WATT_MS_PER_MWH } from '#domain/units/energy.ts';

type Charge = (simulated: Pick<Simulated, 'grid' | 'importWork'>) => number;

/** Micro for an energy in mWh between two sums of a block or window, above its edges. */
function above({ above: edges, more }: PriceTiers, scale: number, slot: number, from: number, to: number): number {
  let sum = 0;
  for (let tier = 0; tier < edges.length; tier++) {
    const edge = (edges[tier] ?? 0) * scale;
    const taken = Math.max(0, to - edge) - Math.max(0, from - edge);
    if (taken > 0) sum += taken * ((more[tier]?.[slot] ?? 0) - (more[tier - 1]?.[slot] ?? 0));
  }
  return sum / MWH_PER_KWH;
}

function byPower(tiers: Extract<PriceTiers, { by: 'power' }>, steps: Steps): Charge {
  const windows = windowsOf(steps, tiers.window);
  return ({ grid }) => windowWork(windows, steps, grid).reduce((sum, work, window) => sum + above(tiers, at(windows.covered, window) / WATT_MS_PER_MWH, at(windows.slot, window), 0, work / WATT_MS_PER_MWH), 0);
}

function byEnergy(tiers: Extract<PriceTiers, { by: 'energy' }>): Charge {
  return ({ importWork }) => {
    const used = [...tiers.used];
    return importWork.reduce((sum, work, slot) => {
      const block = at(tiers.block, slot);
      const before = used[block] ?? 0;
      const after = (used[block] = before + work / WATT_MS_PER_MWH);
      return sum + above(tiers, 1, slot, before, after);
    }, 0);
  };
}

function byPeak({ window: length, register, owed, price, begun }: PeakCharge, steps: Steps): Charge {
  const windows = windowsOf(steps, length);
  return ({ grid }) => {
    const highest = [...owed];
    windowWork(windows, steps, grid).forEach((work, window) => {
      const peak = register[at(windows.slot, window)] ?? null;
      if (peak === null) return;
      const before = window === 0 && windows.isBegun ? begun * WATT_MS_PER_MWH : 0;
      highest[peak] = Math.max(highest[peak] ?? 0, (work + before) / at(windows.length, window));
    });
    return highest.reduce((sum, watts, peak) => sum + ((watts - at(owed, peak)) / 1_000) * at(price, peak), 0);
  };
}

/** Micro that a simulated course is charged beside the prices of its slots: quick, and without the ledger's exactness. */
export function charger({ tiers = [], peaks = [] }: PlanProblem, steps: Steps): Charge {
  const charges = [...tiers.map((one) => (one.by === 'power' ? byPower(one, steps) : byEnergy(one))), ...peaks.map((one) => byPeak(one, steps))];
  return (simulated) => charges.reduce((sum, charge) => sum + charge(simulated), 0);
}
