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
import { registerPower, type RegisterPower } from './registerPower.ts';

/** What is known of the grid connection: the body of `state/grid`. */
export interface GridState {
  readonly at: Instant;
  readonly power: Watts | null;
  /** VA as the meter says it, + = import where it tells which way that flows; null where it measures none. */
  readonly apparentPower: number | null;
  /** Where no power is told: W by the registers, as the mean of the last minute or two; null where they tell none. */
  readonly estimatedPower: Watts | null;
  readonly quality: 'measured' | 'estimated' | 'missing';
  readonly period: number;
  readonly phases: Partial<Record<Phase, PhaseReading>>;
  /** As they were last told, which a meter that sends short lists does once an hour only; and when that was. */
  readonly importEnergy: MilliWattHours | null;
  readonly exportEnergy: MilliWattHours | null;
  readonly registersAt: Instant | null;
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

/** The totals that a meter told last. */
interface Totals extends Pick<MeterReading, 'meter' | 'at'> {
  readonly import: MilliWattHours | null;
  readonly export: MilliWattHours | null;
}

/** JSON-able, no time series. */
export interface MeteringState {
  readonly last: MeterReading | null;
  /** The last reading's phases, or those that the one before told and this one does not, while they are fresh. */
  readonly phased?: Phased | null;
  readonly totals?: Totals | null;
  /** Only while the meter tells no power. */
  readonly byRegisters?: RegisterPower | null;
  /** When the last reading came, by both clocks; ms. */
  readonly heard: { readonly boot: string; readonly mono: number; readonly wall?: number } | null;
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

/** A clock that is set back goes by more than this at once; less is how two clocks drift. */
const LEAST_STEP = 1_000;

/** ms by which the wall clock went back since the last reading, by the monotonic one; over a new boot nobody can say. */
function setBack(heard: MeteringState['heard'], now: Now): number {
  if (heard?.wall === undefined) return 0;
  if (heard.boot !== now.boot) return Infinity;
  const back = now.mono - heard.mono - (now.wall - heard.wall);
  return back > LEAST_STEP ? back : 0;
}

/** Older than the last by up to a minute is a late telegram, but not where the clock that dates it was set back by as much. */
function isLate({ last, heard }: MeteringState, reading: MeterReading, now: Now): boolean {
  return last !== null && reading.at <= last.at - setBack(heard, now) && reading.at > last.at - MINUTE;
}

function hear(state: MeteringState, reading: MeterReading, now: Now): Step<MeteringState, MeteringFacts> {
  if (isLate(state, reading, now)) return { state };
  const average = take(state.average, state.last, reading);
  const { phased = null, totals = null, byRegisters = null, effects } = state;
  return publish({ last: reading, phased: phasedAfter(phased, reading), totals: totalsAfter(totals, reading), byRegisters: registerPower(byRegisters, reading), heard: { boot: now.boot, mono: now.mono, wall: now.wall }, average, effects }, now);
}

function totalsAfter(before: Totals | null, { meter, at, registers }: MeterReading): Totals | null {
  if (registers.length > 0) return { meter, at, import: registerTotal(registers, 'import'), export: registerTotal(registers, 'export') };
  return before?.meter === meter ? before : null;
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
  const { last, effects } = state;
  if (!last) return { state };
  const grid = gridOf(last, state);
  const effect: PublishEffect = { id: effectId(now, 'metering', effects), kind: 'publish', name: 'grid', body: grid };
  return { state: { ...state, effects: effects + 1 }, facts: { grid, meterFreshness: freshness(state, now) }, effects: [effect] };
}

function gridOf(last: MeterReading, { phased, totals, byRegisters, average }: MeteringState): GridState {
  const { at, power, apparentPower = null, period, registers } = last;
  const quality = power === null && apparentPower === null && registers.length === 0 ? 'missing' : last.quality;
  const { averageNow, averageBefore } = averages(average);
  return {
    at, power, apparentPower, estimatedPower: byRegisters?.power ?? null, quality, period, phases: phased?.phases ?? last.phases,
    importEnergy: totals?.import ?? null, exportEnergy: totals?.export ?? null, registersAt: totals?.at ?? null, averageNow, averageBefore,
  };
}
