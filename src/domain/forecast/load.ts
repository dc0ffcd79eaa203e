import type { Interval } from '../time/instant.ts';
import { meanOver, normal, type Estimate } from './estimate.ts';
import { seriesAt, type Series } from './series.ts';

/** What is known of the load that nobody moves, W: habits, and how the last slots differed from them. */
export interface LoadForecast extends Series {
  readonly zone: string;
  /** W of the last reading; null before the first. */
  readonly last: number | null;
}

/** W over a time; `known` false where it is only the last reading carried on. */
export interface LoadAt {
  readonly power: number;
  readonly spread: number;
  readonly known: boolean;
}

/** Without habits the spread is wide: at least this many W, and most of the reading. */
const LEAST_SPREAD = 400;
const SHARE_SPREAD = 0.8;
/** What two days cannot tell about a third, W. */
export const FIRST_DEVIATION = 300;

/** The load over an interval: the mean of the half-hours it touches, and whether each was heard before. */
export function loadEstimate(forecast: LoadForecast, interval: Interval): Estimate & { readonly known: boolean } {
  const last = forecast.last ?? 0;
  const unheard = normal(last, Math.max(LEAST_SPREAD, SHARE_SPREAD * Math.abs(last)));
  let known = true;
  const estimate = meanOver(interval, (at) => {
    const heard = seriesAt(forecast, at, forecast.zone);
    known &&= heard !== undefined;
    return heard ?? unheard;
  });
  return { ...estimate, known };
}

/** The load over an interval, in whole W. */
export function loadOver(forecast: LoadForecast, interval: Interval): LoadAt {
  const { mean, spread, known } = loadEstimate(forecast, interval);
  return { power: Math.round(mean), spread: Math.round(spread), known };
}
