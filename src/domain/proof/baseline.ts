import { loadOver, type LoadForecast } from '../forecast/load.ts';
import type { StandingCall } from '../signal/call.ts';
import { after, floorTo, HOUR, type Instant, type Interval } from '../time/instant.ts';
import { BEFORE, meanOf, QUARTER, quartersBefore, type Quarter } from './before.ts';
import { similarDays, type MeteredDay } from './days.ts';
import type { BaselineMethod } from './event.ts';

const HALF_HOUR = HOUR / 2;
/** A week of quarter-hours and a bit: a longer call has a baseline for its first week. */
const MOST_CELLS = 700;
/** Less than this of the two hours before says nothing about today. Our choice. */
const LEAST_BEFORE = HOUR / 2;
/** Of how today differs from such days this share goes on, and two thirds of that are lost after so long: the best of those tried on real homes (test/conformance/baseline). */
const GOES_ON = 0.7;
const FADES = 2 * HOUR;

/** A way of moving what is usual by how today differed before. */
interface Adjusting {
  readonly adjusted: BaselineMethod;
  readonly alone: BaselineMethod;
  /** Share of the difference that is left after so many ms. */
  readonly left: (passed: number) => number;
}
const SIMILAR: Adjusting = { adjusted: 'similar-days-adjusted', alone: 'similar-days', left: (passed) => GOES_ON * Math.exp(-passed / FADES) };
/** The profile is of the load that nobody moves: stores, appliances and the sun are all in the difference, and taken to go on. */
const PROFILE: Adjusting = { adjusted: 'profile-adjusted', alone: 'profile', left: () => 1 };

/** What would have been used, W at the grid by steps from `start`; frozen when the call begins, so that it does not learn from it. */
export interface Baseline {
  readonly method: BaselineMethod;
  readonly start: Instant;
  /** ms; left out in a state of an earlier version: half an hour. */
  readonly step?: number;
  readonly watts: readonly number[];
}

/** What is known when a call begins. */
export interface Known {
  readonly quarters: readonly Quarter[];
  readonly days: readonly MeteredDay[];
  readonly forecast: LoadForecast | undefined;
}

/** W by quarter-hours from the start of the first that an interval touches; null where not known. */
type Usual = (interval: Interval) => readonly (number | null)[];

/** The quarter-hours that an interval touches. */
function quartersOf({ start, end }: Interval): readonly Interval[] {
  const first = floorTo(start, QUARTER);
  return Array.from({ length: Math.ceil((end - first) / QUARTER) }, (_, n) => ({ start: after(first, n * QUARTER), end: after(first, (n + 1) * QUARTER) }));
}

/** The habit of this kind of day without the last hours' difference from it. */
const habitOf =
  (forecast: LoadForecast): Usual =>
  (interval) =>
    quartersOf(interval).map((quarter) => {
      const load = loadOver({ ...forecast, anchor: null }, quarter);
      return load.known ? load.power : null;
    });

const daysOf =
  (days: readonly MeteredDay[], call: Interval, zone: string): Usual =>
  (interval) =>
    similarDays(days, quartersOf(interval).map(({ start }) => start), call.start, zone);

const isWhole = (cells: readonly (number | null)[]): cells is readonly number[] => cells.every((cell) => cell !== null);

/** Mean W that the measured time of the two hours before lay above what is usual then; null where either is not known. */
function aboveUsual(quarters: readonly Quarter[], from: Instant, usual: Usual): number | null {
  const first = floorTo(after(from, -BEFORE), QUARTER);
  const cells = usual({ start: first, end: from });
  let [work, covered] = [0, 0];
  for (const quarter of quartersBefore(quarters, from)) {
    const cell = cells[(quarter.start - first) / QUARTER];
    if (cell === undefined || cell === null) continue;
    work += quarter.work - cell * quarter.covered;
    covered += quarter.covered;
  }
  return covered < LEAST_BEFORE ? null : work / covered;
}

/** What is usual, moved by how today differed before. Null where a part of it is not known. */
function moved(usual: Usual, { start: from, end }: Interval, quarters: readonly Quarter[], { adjusted, alone, left }: Adjusting): Baseline | null {
  const start = floorTo(from, QUARTER);
  const cells = usual({ start, end: Math.min(end, start + MOST_CELLS * QUARTER) as Instant });
  if (!isWhole(cells)) return null;
  const above = aboveUsual(quarters, from, usual);
  const watts = cells.map((cell, n) => Math.round(cell + (above ?? 0) * left(n * QUARTER)));
  return { method: above === null ? alone : adjusted, start, step: QUARTER, watts };
}

/** The mean of the two hours before. */
function sameDay({ start: from, end }: Interval, quarters: readonly Quarter[]): Baseline {
  const start = floorTo(from, QUARTER);
  const mean = aboveUsual(quarters, from, (interval) => quartersOf(interval).map(() => 0));
  if (mean === null) return { method: 'none', start, step: QUARTER, watts: [] };
  return { method: 'same-day', start, step: QUARTER, watts: quartersOf({ start, end }).slice(0, MOST_CELLS).map(() => Math.round(mean)) };
}

/**
 * The first of these that can be had: the mean of the same quarter-hours of the last ten similar days without a call (at
 * least three), or the learned profile of the load, either moved by how the two hours before lay from it (the additive
 * same-day adjustment of demand response baselines, a part of it and fading for similar days); the mean of the two hours before alone.
 */
export function baselineOf(call: Interval, { quarters, days, forecast }: Known): Baseline {
  if (!forecast) return sameDay(call, quarters);
  return (
    moved(daysOf(days, call, forecast.zone), call, quarters, SIMILAR) ??
    moved(habitOf(forecast), call, quarters, PROFILE) ??
    sameDay(call, quarters)
  );
}

/** W at an instant; null where the baseline does not reach. */
export const baselineAt = ({ start, step = HALF_HOUR, watts }: Baseline, at: Instant): number | null => watts[Math.floor((at - start) / step)] ?? null;

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
