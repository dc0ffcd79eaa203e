import type { Intent, Mode } from '../wish/intent.ts';
import type { PlanWeights } from './planWeights.ts';

/** 0.10 a kWh either way: a battery then keeps what a sale would earn a little more for. */
const INDEPENDENCE = 100_000;
/** 0.30 a kg, about what emitting it costs others (Umweltbundesamt, Methodenkonvention 3.2, 2024: 300 EUR a tonne). */
const CARBON = 300_000;
/** A tenth of a cent a start, and half of one for three hours told otherwise: enough to stay among equals. */
const CALM = { switching: 1_000, change: 1_500 };
/** For comfort nothing hums on and off for a cent. */
const CALMER = { switching: 10_000, change: 10_000 };

const WEIGHTS: Readonly<Record<Mode, PlanWeights>> = {
  cheapest: { carbon: 0, independence: 0, ...CALM },
  greenest: { carbon: CARBON, independence: 0, ...CALM },
  'self-reliant': { carbon: 0, independence: INDEPENDENCE, ...CALM },
  comfort: { carbon: 0, independence: 0, ...CALMER },
};

/** What a household means, as weights. */
export function weightsOf({ mode, carbonPrice }: Intent): PlanWeights {
  const weights = WEIGHTS[mode];
  return mode === 'greenest' && carbonPrice !== null ? { ...weights, carbon: carbonPrice } : weights;
}
