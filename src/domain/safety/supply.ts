import { staleAfter, type LoggedFailure, type MeterReading } from '../meter/reading.ts';
import { MINUTE, type Instant } from '../time/instant.ts';
import type { Now } from '../time/now.ts';
import type { Finding, Watched } from './event.ts';

/** The last reading, and since when this boot has heard nothing. */
export interface SupplyState {
  readonly last: {
    readonly meter: string;
    readonly at: Instant;
    readonly period: MeterReading['period'];
    readonly boot: string;
    /** The meter's count of failures, the last it told; null = it counts none. */
    readonly failures: number | null;
  } | null;
  /** Monotonic ms of the boot since when nothing was heard: the last reading, else the boot's first event. */
  readonly quiet: { readonly boot: string; readonly mono: number } | null;
  /** A lost link was told and has not come back. */
  readonly lost: boolean;
}

export const NO_SUPPLY: SupplyState = { last: null, quiet: null, lost: false };

/** The meter's stamp of an outage may lie so far beside our readings. */
const LOG_SLACK = MINUTE;
const NOTHING: readonly never[] = [];

/**
 * What a time without readings was, told when the next reading comes (E18):
 *
 * | the meter's failure counter | same boot | new boot |
 * |---|---|---|
 * | rose | supply lost | supply lost |
 * | stands | link lost | gateway restarted |
 * | is not there | link lost | not known |
 *
 * Without a gap only a risen counter tells of anything. The gateway had power in the same boot: what failed is the way to the meter.
 */
export function watchSupply(before: SupplyState, reading: MeterReading, now: Now): Watched<SupplyState> {
  const { meter, at, period } = reading;
  const told = reading.counters?.failures ?? null;
  const last = before.last?.meter === meter ? before.last : null;
  const state: SupplyState = { last: { meter, at, period, boot: now.boot, failures: told ?? last?.failures ?? null }, quiet: { boot: now.boot, mono: now.mono }, lost: false };
  if (!before.last) return { state, findings: NOTHING };
  const rise = told !== null && last?.failures != null ? told - last.failures : null;
  const isGap = at - before.last.at > staleAfter(before.last.period);
  if (!isGap && !before.lost && (rise === null || rise <= 0)) return { state, findings: NOTHING };
  return { state, findings: explain(before.last, before.lost, rise, isGap, reading, now) };
}

function explain(last: NonNullable<SupplyState['last']>, lost: boolean, rise: number | null, isGap: boolean, reading: MeterReading, now: Now): readonly Finding[] {
  const gap = { since: last.at, until: reading.at };
  const link = { kind: 'link-lost', phase: null, since: last.at, value: null, threshold: null } as const;
  if (rise !== null && rise > 0) {
    const supply: Finding = { ...link, kind: 'supply-lost', change: 'happened', ...(logged(reading, last.at) ?? gap) };
    return lost ? [{ ...link, change: 'withdrawn', until: reading.at }, supply] : [supply];
  }
  if (lost) return [{ ...link, change: 'ends', until: reading.at }];
  if (!isGap) return NOTHING;
  const kind = last.boot === now.boot ? 'link-lost' : rise === null ? 'gap-unknown' : 'restarted';
  return [{ ...link, kind, change: 'happened', ...gap }];
}

/** The meter's own times of the outage, where its log has it (DSMR: only those over three minutes). */
function logged({ counters, at }: MeterReading, last: Instant): { readonly since: Instant; readonly until: Instant } | undefined {
  const fits = (one: LoggedFailure): boolean => one.end > last - LOG_SLACK && one.end <= at + LOG_SLACK;
  const newest = counters?.failureLog.filter(fits).reduce<LoggedFailure | null>((best, one) => (best && best.end > one.end ? best : one), null);
  return newest ? { since: (newest.end - newest.length) as Instant, until: newest.end } : undefined;
}

/** Notices that the meter has fallen silent while this gateway runs. */
export function watchSilence(before: SupplyState, now: Now): Watched<SupplyState> {
  const { last, quiet, lost } = before;
  if (!last || lost) return { state: before, findings: NOTHING };
  if (quiet?.boot !== now.boot) return { state: { ...before, quiet: { boot: now.boot, mono: now.mono } }, findings: NOTHING };
  if (now.mono - quiet.mono <= staleAfter(last.period)) return { state: before, findings: NOTHING };
  return { state: { ...before, lost: true }, findings: [{ kind: 'link-lost', phase: null, change: 'begins', since: last.at, until: null, value: null, threshold: null }] };
}
