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
}

/** Older than max(15 s, three declared periods) is stale (DESIGN, Units). */
export const staleAfter = (period: Milliseconds): Milliseconds => Math.max(15_000, 3 * period) as Milliseconds;
