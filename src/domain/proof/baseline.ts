import { loadOver, type LoadForecast } from '../forecast/load.ts';
import { after, floorTo, HOUR, MINUTE, type Instant, type Interval } from '../time/instant.ts';
import { meanOf, quartersBefore, type Quarter } from './before.ts';
import type { BaselineMethod } from './event.ts';
import type { StandingCall } from '../signal/call.ts';

const HALF_HOUR = HOUR / 2;
const QUARTER = 15 * MINUTE;
/** A week of half-hours and a bit: a longer call has a baseline for its first week. */
const MOST_CELLS = 400;
/** Less than this of the two hours before says nothing about today. Our choice. */
const LEAST_BEFORE = HOUR / 2;

/** What would have been used, W at the grid by half-hours from `start`; frozen when the call begins, so that it does not learn from it. */
export interface Baseline {
  readonly method: BaselineMethod;
  readonly start: Instant;
  readonly watts: readonly number[];
}

/** The habit of this kind of day without the last hours' difference from it, W over an interval; null where none was learned. */
function habitOver(forecast: LoadForecast | undefined, interval: Interval): number | null {
  if (!forecast) return null;
  const load = loadOver({ ...forecast, anchor: null }, interval);
  return load.known ? load.power : null;
}

/**
 * The learned profile of the home's load plus the mean distance from it over the two hours before: what stores, appliances
 * and the sun did then is taken to go on (the additive same-day adjustment of demand response baselines).
 */
export function baselineOf({ start: from, end }: Interval, quarters: readonly Quarter[], forecast: LoadForecast | undefined): Baseline {
  const start = floorTo(from, HALF_HOUR);
  const before = quartersBefore(quarters, from);
  const covered = before.reduce((sum, quarter) => sum + quarter.covered, 0);
  const mean = covered >= LEAST_BEFORE ? before.reduce((sum, quarter) => sum + quarter.work, 0) / covered : null;
  const cells = Array.from({ length: Math.min(MOST_CELLS, Math.ceil((end - start) / HALF_HOUR)) }, (_, n) => habitOver(forecast, { start: after(start, n * HALF_HOUR), end: after(start, (n + 1) * HALF_HOUR) }));
  const known = cells.filter((cell) => cell !== null);
  if (known.length < cells.length) return mean === null ? { method: 'none', start, watts: [] } : { method: 'same-day', start, watts: cells.map(() => Math.round(mean)) };
  const moved = mean === null ? null : mean - habitMean(before, covered, forecast);
  return { method: moved === null ? 'profile' : 'profile-adjusted', start, watts: known.map((cell) => Math.round(cell + (moved ?? 0))) };
}

/** The habit over the same measured time. */
const habitMean = (before: readonly Quarter[], covered: number, forecast: LoadForecast | undefined): number =>
  before.reduce((sum, quarter) => sum + quarter.covered * (habitOver(forecast, { start: quarter.start, end: after(quarter.start, QUARTER) }) ?? 0), 0) / covered;

/** W at an instant; null where the baseline does not reach. */
export const baselineAt = ({ start, watts }: Baseline, at: Instant): number | null => watts[Math.floor((at - start) / HALF_HOUR)] ?? null;

/**
 * W that a call asks for against what its devices drew in the two hours before; null where it names no power, or one of
 * them did not tell. A call for less names a ceiling, one for more a floor.
 */
export function askedPower({ power, demand, devices }: StandingCall, quarters: readonly Quarter[], from: Instant): number | null {
  if (power === null || devices.length === 0) return null;
  const before = quartersBefore(quarters, from);
  const sign = demand === 'less-demand' || demand === 'more-demand' ? 1 : -1;
  let used = 0;
  for (const device of devices) {
    const mean = meanOf(before, device);
    if (mean === null) return null;
    used += Math.max(0, sign * mean);
  }
  const isLess = demand === 'less-demand' || demand === 'less-generation';
  return Math.max(0, Math.round(isLess ? used - power : power - used));
}
