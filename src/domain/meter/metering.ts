import { effectId, type PublishEffect, type TickEvent } from '../machine/effect.ts';
import type { Machine, Step } from '../machine/machine.ts';
import { floorTo, type Instant, MINUTE } from '../time/instant.ts';
import type { Now } from '../time/now.ts';
import type { MilliWattHours } from '../units/energy.ts';
import type { Watts } from '../units/power.ts';
import type { ReadingEvent } from './event.ts';
import { registerTotal } from './flow.ts';
import { tellsPhases } from './lines.ts';
import { averages, beginAverage, passTime, type RunningAverage, SPAN, take } from './average.ts';
import { type MeterReading, type Phase, type PhaseReading, staleAfter } from './reading.ts';

/** What is known of the grid connection: the body of `state/grid`. */
export interface GridState {
  readonly at: Instant;
  readonly power: Watts | null;
  readonly quality: 'measured' | 'estimated' | 'missing';
  readonly period: number;
  readonly phases: Partial<Record<Phase, PhaseReading>>;
  readonly importEnergy: MilliWattHours | null;
  readonly exportEnergy: MilliWattHours | null;
  /** Mean W of the half-hour now running, so far, and of the one before; + = import, null where unknown. */
  readonly averageNow: Watts | null;
  readonly averageBefore: Watts | null;
}

export interface MeteringFacts {
  readonly grid: GridState;
  /** By monotonic time: `silent` = nothing for max(15 s, 3 periods), or since a new boot. */
  readonly meterFreshness: MeterFreshness;
}
export type MeterFreshness = 'never' | 'fresh' | 'silent';

type Phased = Pick<MeterReading, 'meter' | 'at' | 'phases'>;

/** JSON-able, no time series. */
export interface MeteringState {
  readonly last: MeterReading | null;
  /** The last reading's phases, or those that the one before told and this one does not, while they are fresh. */
  readonly phased?: Phased | null;
  readonly heard: { readonly boot: string; readonly mono: number } | null;
  readonly average: RunningAverage;
  readonly effects: number;
}

export type MeteringEvent = ReadingEvent | TickEvent;

const initial: MeteringState = { last: null, heard: null, average: beginAverage(0 as Instant), effects: 0 };

/** The last reading, its half-hour averages and whether the meter still speaks. Readings older than the last are dropped. */
export const metering: Machine<MeteringState, MeteringEvent, MeteringFacts> = {
  name: 'metering',
  initial,
  hears: new Set(['reading', 'tick']),
  step(state, event, now) {
    if (event.kind === 'reading') return hear(state, event.reading, now);
    return event.kind === 'tick' ? tick(state, now) : { state };
  },
};

/** Older than the last by up to a minute is a late telegram; by more, the clock was set back. */
const isLate = (last: MeterReading | null, reading: MeterReading): boolean => last !== null && reading.at <= last.at && reading.at > last.at - MINUTE;

function hear(state: MeteringState, reading: MeterReading, now: Now): Step<MeteringState, MeteringFacts> {
  if (isLate(state.last, reading)) return { state };
  const average = take(state.average, state.last, reading);
  return publish({ last: reading, phased: phasedAfter(state.phased ?? null, reading), heard: { boot: now.boot, mono: now.mono }, average, effects: state.effects }, now);
}

function phasedAfter(before: Phased | null, reading: MeterReading): Phased | null {
  const { meter, at, phases } = reading;
  if (tellsPhases(reading)) return { meter, at, phases };
  return before?.meter === meter && at - before.at <= staleAfter(reading.period) ? before : null;
}

function tick(state: MeteringState, now: Now): Step<MeteringState, MeteringFacts> {
  const average = passTime(state.average, floorTo(now.wall, SPAN));
  const moved = average !== state.average;
  if (moved && state.last) return publish({ ...state, average }, now);
  return { state: moved ? { ...state, average } : state, facts: { meterFreshness: freshness(state, now) } };
}

function freshness({ last, heard }: MeteringState, now: Now): MeterFreshness {
  if (!last || !heard) return 'never';
  return heard.boot === now.boot && now.mono - heard.mono <= staleAfter(last.period) ? 'fresh' : 'silent';
}

function publish(state: MeteringState, now: Now): Step<MeteringState, MeteringFacts> {
  const { last, phased, heard, average, effects } = state;
  if (!last) return { state };
  const grid = gridOf(last, phased?.phases ?? last.phases, average);
  const effect: PublishEffect = { id: effectId(now, 'metering', effects), kind: 'publish', name: 'grid', body: grid };
  return { state: { last, phased: phased ?? null, heard, average, effects: effects + 1 }, facts: { grid, meterFreshness: freshness(state, now) }, effects: [effect] };
}

function gridOf(last: MeterReading, phases: MeterReading['phases'], average: RunningAverage): GridState {
  const { at, power, period, registers } = last;
  const quality = power === null && registers.length === 0 ? 'missing' : last.quality;
  const importEnergy = registerTotal(registers, 'import');
  const { averageNow, averageBefore } = averages(average);
  return { at, power, quality, period, phases, importEnergy, exportEnergy: registerTotal(registers, 'export'), averageNow, averageBefore };
}
