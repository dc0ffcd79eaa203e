import { type Interval, lengthOf, MINUTE } from '../time/instant.ts';
import { localDay } from '../time/zone.ts';

/** The mean of a metered stretch, W. */
export interface MeanPower extends Interval {
  readonly power: number;
}

/** A power that can be contracted, W, and what it costs a year, micro; null where the price is not known. */
export interface PowerStep {
  readonly power: number;
  readonly perYear: number | null;
}

export interface ContractQuestion {
  /** W; null = it is not known. */
  readonly contracted: number | null;
  /** What the grid company recommends, W; null = it said nothing. */
  readonly operator: number | null;
  /** What can be had; empty = nobody knows. */
  readonly steps: readonly PowerStep[];
}

/** What the recommendation stands on: said beside it. */
export interface ContractAssumptions {
  /** Kept above the highest mean, as a share of it. */
  readonly margin: number;
  /** Minutes of the means: within them the power was higher for moments. */
  readonly window: number;
  readonly days: number;
}

export interface ContractedPower {
  /** The highest of each local day, highest first; at most five. */
  readonly highest: readonly MeanPower[];
  /** The highest as a share of the contract. */
  readonly share: number | null;
  readonly recommended: PowerStep | null;
  /** Micro a year, above zero where the recommended one is cheaper. */
  readonly saves: number | null;
  readonly operator: number | null;
  readonly assumed: ContractAssumptions;
}

const SHOWN = 5;
/** A quarter-hour's mean hides its own peak; a breaker trips on minutes. */
const MARGIN = 0.1;

/**
 * How much of the contracted power this home uses, and the least that would do (I13).
 * @param means quarter-hours, or longer where the meter tells no shorter ones, in order. Null where there are none. @throws RangeError for an unknown zone.
 */
export function contractedPower(means: readonly MeanPower[], { contracted, operator, steps }: ContractQuestion, zone: string): ContractedPower | null {
  const days = highestOfDays(means, zone);
  const highest = [...days].sort((a, b) => b.power - a.power).slice(0, SHOWN);
  const [top] = highest;
  if (!top) return null;
  const needed = top.power * (1 + MARGIN);
  const recommended = [...steps].sort((a, b) => a.power - b.power).find(({ power }) => power >= needed) ?? null;
  const now = steps.find(({ power }) => power === contracted)?.perYear ?? null;
  return {
    highest,
    share: contracted === null ? null : top.power / contracted,
    recommended,
    saves: now === null || recommended === null || recommended.perYear === null ? null : now - recommended.perYear,
    operator,
    assumed: { margin: MARGIN, window: Math.max(...means.map(lengthOf)) / MINUTE, days: days.length },
  };
}

function highestOfDays(means: readonly MeanPower[], zone: string): readonly MeanPower[] {
  const days = new Map<string, MeanPower>();
  for (const mean of means) {
    const { date } = localDay(mean.start, zone);
    const known = days.get(date);
    if (!known || mean.power > known.power) days.set(date, mean);
  }
  return [...days.values()];
}
