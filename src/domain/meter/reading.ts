import type { MilliWattHours } from '../units/energy.ts';
import type { Watts } from '../units/power.ts';
import type { Instant, Milliseconds } from '../time/instant.ts';

/** `stale` is decided by who looks, from the age; a source says measured, estimated or missing. */
export type Quality = 'measured' | 'estimated' | 'stale' | 'missing';
export type Phase = 'L1' | 'L2' | 'L3';

/** One phase as the meter reports it; what it does not report is `null`, never 0. */
export interface PhaseReading {
  readonly power: Watts | null;
  readonly volts: number | null;
  readonly amps: number | null;
}

/** Cumulative registers, whole life of the meter, in mWh; `rate` is the meter's own register number, 0 = total. */
export interface RegisterValue {
  readonly direction: 'import' | 'export';
  readonly rate: number;
  readonly energy: MilliWattHours;
}

/** One outage as the meter itself logged it. */
export interface LoggedFailure {
  readonly end: Instant;
  readonly length: Milliseconds;
}

/** What the meter counts of its own supply, whole life; null or left out is what it does not count. */
export interface MeterCounters {
  /** Failures in any phase, and those longer than the meter's own bound (DSMR 5.0.2: three minutes). */
  readonly failures: number | null;
  readonly longFailures: number | null;
  readonly sags: Partial<Record<Phase, number>>;
  readonly swells: Partial<Record<Phase, number>>;
  readonly failureLog: readonly LoggedFailure[];
  /** The meter's own word that it was opened or held to a magnet. */
  readonly tampered: boolean | null;
}

/** The meter's own power threshold and breaker (DSMR and e-MUCS P1: 0-0:17.0.0, 0-0:96.3.10, 0-0:96.13.0). */
export interface MeterLimiter {
  /** W above which the meter interrupts; null = it does not say, or not in power. */
  readonly threshold: Watts | null;
  /** `ready` = open, and waits for its button to be pressed. */
  readonly breaker: 'closed' | 'open' | 'ready' | null;
  /** What the operator writes on the meter's display; null = nothing. */
  readonly message: string | null;
}

/** A meter behind the meter (P1 channels 1 to 4, the gas of a Glow): it speaks in its own time, often half-hourly or hourly. */
export interface OtherMeter {
  readonly meter: string;
  readonly medium: 'gas' | 'heat' | 'cold' | 'water' | 'hot-water' | 'other';
  /** What its register stands for; null = it does not say. */
  readonly at: Instant | null;
  /** Whole life, in litres (a P1 prints m3 with three places) or mWh; null = it does not count that. */
  readonly litres: number | null;
  readonly energy: MilliWattHours | null;
}

/** Reactive energy, whole life, in milli-var-hours: import and export as sums, or by quadrant (IEC 62053-23, annex C). */
export interface ReactiveRegister {
  readonly quantity: 'import' | 'export' | 'q1' | 'q2' | 'q3' | 'q4';
  readonly energy: number;
}

/** What a capacity tariff is made from, as the meter itself averages it (e-MUCS P1 1.7.1: 1-0:1.4.0, 1.6.0, 98.1.0). */
export interface MeterDemand {
  /** W, of the quarter-hour that runs. */
  readonly average: Watts | null;
  /** The highest quarter-hour of this month. */
  readonly monthPeak: { readonly power: Watts; readonly at: Instant | null } | null;
  /** Those of past months, oldest first. */
  readonly pastPeaks: readonly { readonly power: Watts; readonly at: Instant | null }[];
}

export type DayColour = 'blue' | 'white' | 'red';

/** The supplier's rate as the meter itself applies it (Linky: NTARF, LTARF, STGE, RELAIS; PTEC, DEMAIN, PEJP). */
export interface MeterRate {
  /** The import register that counts now, by its rate, and what the supplier calls it. */
  readonly inForce: number | null;
  readonly name: string | null;
  /** Tempo; null = no colour, or not told yet. */
  readonly today: DayColour | null;
  readonly tomorrow: DayColour | null;
  /** A mobile peak that runs or is announced; null = the meter does not say. */
  readonly peak: 'none' | 'announced' | 'running' | null;
  /** Which of its relays are closed: bit 0 is the first; null = it does not say. */
  readonly relays: number | null;
}

/** One message of a meter. */
export interface MeterReading {
  readonly meter: string;
  /** The home's wall time the reading stands for. */
  readonly at: Instant;
  /** Net power at the connection, + = import; null when the meter does not say. */
  readonly power: Watts | null;
  readonly phases: Partial<Record<Phase, PhaseReading>>;
  readonly registers: readonly RegisterValue[];
  /** How often this meter speaks, as declared by its driver. */
  readonly period: Milliseconds;
  readonly quality: 'measured' | 'estimated';
  /** Left out by a meter that counts nothing. */
  readonly counters?: MeterCounters;
  /** Left out by a meter that says nothing of a limiter. */
  readonly limiter?: MeterLimiter;
  /** Left out where no meter hangs behind this one. */
  readonly others?: readonly OtherMeter[];
  readonly reactive?: readonly ReactiveRegister[];
  /** var, + = inductive import (OBIS 3.7.0 less 4.7.0); left out where it is not measured. */
  readonly reactivePower?: number | null;
  /** VA, + = import, of a meter that measures apparent power (Linky SINSTS less SINSTI, PAPP); `power` is then null unless it is measured too. */
  readonly apparentPower?: number | null;
  /** True where it does not tell which way that flows (PAPP); left out where it does. */
  readonly apparentUndirected?: true;
  /** Left out by a meter that applies no rates of a supplier. */
  readonly rate?: MeterRate;
  readonly demand?: MeterDemand;
}

/** Older than max(15 s, three declared periods) is stale (DESIGN, Units). */
export const staleAfter = (period: Milliseconds): Milliseconds => Math.max(15_000, 3 * period) as Milliseconds;
