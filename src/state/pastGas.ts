import * as v from 'valibot';
import type { Tariff } from '#wire/message/bodies.ts';
import type { PastUse } from './past.ts';
import type { Stretch } from './period.ts';
import { energy, ofOneMeter, shaped } from './pastRows.ts';

/** Gas of a period by its own meter. */
export interface PastGas {
  /** Null where the meter counts only the other. */
  readonly litres: number | null;
  /** mWh. */
  readonly energy: number | null;
  /** When the meter last told, ms UTC. */
  readonly at: number;
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
}

/** What a home knows of its gas. */
export type GasTerms = Pick<NonNullable<Tariff['gas']>, 'price' | 'perCubicMetre'>;

/** By its kWh, else by what its cubic metres hold; at one price. @param terms of the tariff; null = none is known. */
export function gasPaid({ energy: told, litres }: PastGas, terms: GasTerms | null): GasPaid {
  const holds = terms?.perCubicMetre ?? null;
  const reckoned = litres === null || holds === null ? null : (litres / 1_000) * holds.energy;
  const energy = told ?? reckoned;
  const price = terms?.price ?? null;
  return { energy, cost: energy === null || price === null ? null : (energy / 1e6) * price, estimated: told === null && reckoned !== null && (holds?.estimated ?? false) };
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
  return { litres: used(counted.map(({ litres }) => litres)), energy: used(counted.map((row) => row.energy)), at: last.at };
}

/** From count to count; across one that is lower than the last, a register set anew, nothing is known. Null where there are no two. */
function used(counts: readonly (number | null)[]): number | null {
  const known = counts.filter((count) => count !== null);
  return known.length < 2 ? null : known.reduce((sum, count, n) => sum + Math.max(0, count - (known[n - 1] ?? count)), 0);
}
