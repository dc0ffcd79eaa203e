import { forecastAt, type OutlookState } from '../forecast/outlook.ts';
import type { Instant, Interval } from '../time/instant.ts';
import type { PlanProblem } from './problem.ts';

/** What a problem says of the load that no plan moves; what rests on nothing or on what is old is wider, and says so. */
export function forecastFields(forecast: OutlookState, now: Instant, slots: readonly Interval[]): Pick<PlanProblem, 'inflexible' | 'spread' | 'loadKnown' | 'pvKnown'> {
  const { inflexible, load, generation } = forecastAt(forecast, now, slots);
  return {
    inflexible: inflexible.map(({ mean }) => Math.round(mean)),
    spread: inflexible.map(({ spread }) => Math.round(spread)),
    loadKnown: load.map(({ standing }) => standing === 'known'),
    ...(generation ? { pvKnown: generation.map(({ standing }) => standing === 'known') } : {}),
  };
}
