import { HOUR, type Instant, type Interval } from '../time/instant.ts';
import { cellOf, HALF_HOUR, habitAt, type Habit } from './habit.ts';

/** What is known of the load that nobody moves: habits, and how the last slots differed from them. */
export interface LoadForecast {
  readonly zone: string;
  readonly habit: Habit;
  /** W the last measured slots lay above their habit, and when; null before there is anything to compare. */
  readonly anchor: { readonly at: Instant; readonly above: number } | null;
  /** W of the last reading; null before the first. */
  readonly last: number | null;
}

/** W over a time; `known` false where it is only the last reading carried on. */
export interface LoadAt {
  readonly power: number;
  readonly spread: number;
  readonly known: boolean;
}

/** A difference from habit has lost two thirds of itself after this. */
const ANCHOR_FADES = 2 * HOUR;
/** Without habits the spread is wide: at least this many W, and most of the reading. */
const LEAST_SPREAD = 400;
const SHARE_SPREAD = 0.8;

function halfHour(forecast: LoadForecast, at: Instant): LoadAt {
  const cell = habitAt(forecast.habit, cellOf(at, forecast.zone));
  const { anchor, last } = forecast;
  if (!cell) {
    const power = last ?? 0;
    return { power, spread: Math.max(LEAST_SPREAD, SHARE_SPREAD * Math.abs(power)), known: false };
  }
  const above = anchor ? anchor.above * Math.exp(-Math.max(0, at - anchor.at) / ANCHOR_FADES) : 0;
  return { power: cell.mean + above, spread: Math.sqrt(cell.variance), known: true };
}

/** The load over an interval: the mean of the half-hours it touches. */
export function loadOver(forecast: LoadForecast, { start, end }: Interval): LoadAt {
  let power = 0;
  let spread = 0;
  let known = true;
  for (let from: number = start; from < end; ) {
    const to = Math.min(end, (Math.floor(from / HALF_HOUR) + 1) * HALF_HOUR);
    const part = halfHour(forecast, from as Instant);
    const share = (to - from) / (end - start);
    power += share * part.power;
    spread += share * part.spread;
    known &&= part.known;
    from = to;
  }
  return { power: Math.round(power), spread: Math.round(spread), known };
}
