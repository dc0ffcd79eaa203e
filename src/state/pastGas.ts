import * as v from 'valibot';
import { MWH_PER_KWH } from '#domain/units/energy.ts';
import type { Tariff } from '#wire/message/bodies.ts';
import type { PastUse } from './past.ts';
import type { Stretch } from './period.ts';
import { energy, ofOneMeter, shaped } from './pastRows.ts';

/** What the meter counted up to a moment since it told before. */
export interface GasStep {
  /** ms UTC. */
  readonly at: number;
  /** Null where the meter counts only the other. */
  readonly litres: number | null;
  /** mWh. */
  readonly energy: number | null;
}

/** Gas of a period by its own meter; `at` is when it told last. */
export interface PastGas extends GasStep {
  /** What the whole is the sum of. */
  readonly steps: readonly GasStep[];
}

export interface GasRead {
  readonly gas: PastGas | null;
  readonly away: boolean;
}
export const NO_GAS: GasRead = { gas: null, away: false };

/** What gas came to: mWh, and micro of the currency; null where it is not known. */
export interface GasPaid {
  readonly energy: number | null;
  readonly cost: number | null;
  /** Nobody has said the calorific value of its cubic metres. */
  readonly estimated: boolean;
  /** Some of it is at the price of now: nobody has said what held then. */
  readonly atPriceNow: boolean;
}

/** What a home knows of its gas. */
export type GasTerms = Pick<NonNullable<Tariff['gas']>, 'price' | 'perCubicMetre' | 'past'>;

/** By its kWh, else by what its cubic metres hold; each step at the price that held at its end, else at the price of now. @param terms of the tariff; null = none is known. */
export function gasPaid({ energy: told, litres, steps }: PastGas, terms: GasTerms | null): GasPaid {
  const holds = terms?.perCubicMetre ?? null;
  const energyOf = (step: Pick<GasStep, 'litres' | 'energy'>): number | null => (told !== null ? step.energy : step.litres === null || holds === null ? null : (step.litres / 1_000) * holds.energy);
  const energy = energyOf({ energy: told, litres });
  return { energy, estimated: told === null && energy !== null && (holds?.estimated ?? false), ...(energy === null || terms === null ? UNPAID : costOf(steps.map((step) => ({ at: step.at, energy: energyOf(step) ?? 0 })), terms)) };
}

const UNPAID = { cost: null, atPriceNow: false };

function costOf(steps: readonly { readonly at: number; readonly energy: number }[], { price: now, past }: GasTerms): Pick<GasPaid, 'cost' | 'atPriceNow'> {
  let [cost, atPriceNow] = [0, false];
  for (const { at, energy } of steps) {
    const then = past?.findLast(([start]) => start < at)?.[1] ?? null;
    const price = then ?? now;
    if (price === null) return UNPAID;
    cost += (energy / MWH_PER_KWH) * price;
    atPriceNow ||= then === null && energy > 0;
  }
  return { cost, atPriceNow };
}

const HOUR = 3_600_000;
const gasRow = v.object({ at: v.number(), meter: v.string(), medium: v.literal('gas'), litres: energy, energy });

/** Between the last register before the period and the last within it: gas meters tell by the hour. */
export async function gasOf(past: PastUse, { start, end }: Stretch): Promise<GasRead> {
  const { rows, unread } = await past.read('others', start - 2 * HOUR, end);
  const told = ofOneMeter(shaped(gasRow, rows));
  // Where no gas was ever told, none is missing.
  return { gas: gasIn(told, start), away: told.length > 0 && unread.length > 0 };
}

function gasIn(told: readonly v.InferOutput<typeof gasRow>[], start: number): PastGas | null {
  const last = told.at(-1);
  if (!last || last.at < start) return null;
  const counted = told.slice(Math.max(0, told.findLastIndex(({ at }) => at <= start)));
  const [litres, energies] = [usedSteps(counted.map((row) => row.litres)), usedSteps(counted.map((row) => row.energy))];
  const steps = counted.map(({ at }, n) => ({ at, litres: litres?.[n] ?? null, energy: energies?.[n] ?? null }));
  return { litres: litres && total(litres), energy: energies && total(energies), at: last.at, steps };
}

const total = (used: readonly number[]): number => used.reduce((sum, one) => sum + one, 0);

/** From count to count; across one that is lower than the last, a register set anew, nothing is known. Null where there are no two. */
function usedSteps(counts: readonly (number | null)[]): readonly number[] | null {
  let before: number | null = null;
  const steps = counts.map((count) => {
    const step = count === null || before === null ? 0 : Math.max(0, count - before);
    before = count ?? before;
    return step;
  });
  return counts.filter((count) => count !== null).length < 2 ? null : steps;
}
