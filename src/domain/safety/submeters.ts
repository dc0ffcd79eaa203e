import type { DevicesEvent } from '../forecast/machine.ts';
import { registerTotal } from '../meter/flow.ts';
import { staleAfter, type MeterReading } from '../meter/reading.ts';
import { floorTo, MINUTE, type Instant } from '../time/instant.ts';
import type { Finding, Watched } from './event.ts';

/** The quarter of an hour that runs. Works in W·ms. */
interface Running {
  readonly start: Instant;
  readonly grid: number;
  readonly devices: number;
  readonly covered: number;
}

/** What the devices measure of themselves beside what the meter measures of the home. */
export interface SubmeterState {
  /** W that the devices together say they draw; null = none of them tells. */
  readonly drawn: number | null;
  /** The home has given energy away: what it makes is not known, and nothing can be compared. */
  readonly exports: boolean;
  readonly last: { readonly at: Instant; readonly power: number } | null;
  readonly running: Running | null;
  /** Quarters in a row in which the devices drew more, and since when. */
  readonly over: { readonly since: Instant; readonly times: number } | null;
}

export const NO_SUBMETERS: SubmeterState = { drawn: null, exports: false, last: null, running: null, over: null };

const SPAN = 15 * MINUTE;
const LEAST_COVERED = 0.8 * SPAN;
/** A device's own measurement may be wrong by this, W and share of it. Our choice. */
const TOLERANCE = { watts: 200, share: 0.1 };
/** Quarters in a row that are believed. Our choice. */
const BELIEVED = 2;
const NOTHING: readonly never[] = [];

/** One that is away or does not tell adds nothing: what is known of the others can still be too much. */
export function hearDevices(before: SubmeterState, { devices }: DevicesEvent): SubmeterState {
  let drawn: number | null = null;
  for (const { report } of devices) if (report?.online && report.power !== null) drawn = (drawn ?? 0) + report.power;
  return drawn === before.drawn ? before : { ...before, drawn };
}

/** Devices that draw more than the main meter lets through, in a home that never gives any away (E21). */
export function watchSubmeters(before: SubmeterState, reading: MeterReading): Watched<SubmeterState> {
  if (before.exports) return { state: before, findings: NOTHING };
  const { at, power } = reading;
  if ((power ?? 0) < 0 || (registerTotal(reading.registers, 'export') ?? 0) > 0) return { state: { ...NO_SUBMETERS, drawn: before.drawn, exports: true }, findings: ended(before, at) };
  if (before.drawn === null || power === null) return { state: before.last ? { ...before, last: null } : before, findings: NOTHING };
  const start = floorTo(at, SPAN);
  const { over, findings } = before.running && before.running.start !== start ? judge(before, before.running) : { over: before.over, findings: NOTHING };
  const running = before.running?.start === start ? before.running : { start, grid: 0, devices: 0, covered: 0 };
  const { drawn, exports, last } = before;
  const length = last && at > last.at && at - last.at <= staleAfter(reading.period) ? Math.min(at - last.at, at - start) : 0;
  const grown = { start, grid: running.grid + (last?.power ?? 0) * length, devices: running.devices + drawn * length, covered: running.covered + length };
  return { state: { drawn, exports, last: { at, power }, running: grown, over }, findings };
}

function judge({ over }: SubmeterState, { start, grid, devices, covered }: Running): { readonly over: SubmeterState['over']; readonly findings: readonly Finding[] } {
  if (covered < LEAST_COVERED) return { over, findings: NOTHING };
  const mean = devices / covered;
  const excess = mean - grid / covered;
  const terms = { kind: 'submeter-exceeds', phase: null, value: Math.round(excess), threshold: Math.round(Math.max(TOLERANCE.watts, TOLERANCE.share * mean)) } as const;
  if (excess <= terms.threshold) return { over: null, findings: over && over.times >= BELIEVED ? [{ ...terms, change: 'ends', since: over.since, until: start }] : NOTHING };
  const next = { since: over?.since ?? start, times: (over?.times ?? 0) + 1 };
  return { over: next, findings: next.times === BELIEVED ? [{ ...terms, change: 'begins', since: next.since, until: null }] : NOTHING };
}

const ended = ({ over }: SubmeterState, at: Instant): readonly Finding[] =>
  over && over.times >= BELIEVED ? [{ kind: 'submeter-exceeds', phase: null, change: 'ends', since: over.since, until: at, value: null, threshold: null }] : NOTHING;
