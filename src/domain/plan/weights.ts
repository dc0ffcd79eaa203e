import { at } from './at.ts';
import { NO_WEIGHTS } from './planWeights.ts';
import type { PlanProblem } from './problem.ts';

/** Prices as the plan weighs them, micro per kWh. */
export interface WeighedPrices {
  readonly importPrice: readonly number[];
  readonly exportPrice: readonly number[];
  readonly endValue: number;
}

const G_PER_KG = 1_000;

/** The mean of what is known stands in for a slot of which nobody says its CO2. */
function carbonOf({ carbon = [], slots }: PlanProblem): readonly number[] {
  const known = carbon.filter((grams) => grams !== null);
  const mean = known.length === 0 ? 0 : known.reduce((sum, grams) => sum + grams, 0) / known.length;
  return slots.map((_, slot) => carbon[slot] ?? mean);
}

/** A cheap quarter of the time: what filling a store again costs. */
const lowQuarter = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 4)] ?? 0;

/** Prices with the household's weights on them: the same list where it has none. */
export function weighedPrices(problem: PlanProblem): WeighedPrices {
  const { importPrice, exportPrice, endValue, weights = NO_WEIGHTS } = problem;
  if (weights.carbon === 0 && weights.independence === 0) return { importPrice, exportPrice, endValue };
  const carbon = carbonOf(problem).map((grams) => Math.round((grams * weights.carbon) / G_PER_KG));
  const more = carbon.map((price) => price + weights.independence);
  return {
    importPrice: importPrice.map((price, slot) => price + at(more, slot)),
    exportPrice: exportPrice.map((price) => price - weights.independence),
    endValue: endValue + Math.max(0, lowQuarter(more)),
  };
}
