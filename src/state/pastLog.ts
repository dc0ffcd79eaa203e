import type { LogEntry, LogRecord } from '#wire/history/log.ts';
import type { PlanAct, PlanReason } from '#wire/message/bodies.ts';
import type { Stretch } from './period.ts';

/** Acts of the plans, each for as long as its plan held, with the reasons of those plans. */
export interface DonePlans {
  readonly acts: readonly PlanAct[];
  readonly reasons: readonly PlanReason[];
}

type Planned = Extract<LogEntry, { kind: 'plan' }>;
/** A line that is no plan. */
export interface Told {
  readonly seq: number;
  readonly at: number;
  readonly entry: Exclude<LogEntry, Planned>;
}

const cut = <T extends { readonly interval: Stretch }>(one: T, start: number, end: number): T => ({ ...one, interval: { start: Math.max(one.interval.start, start), end: Math.min(one.interval.end, end) } });
const isIn = (interval: Stretch, start: number, end: number): boolean => interval.start < end && interval.end > start;

/** What plans did within a time: a plan holds until the next one; what it meant to do afterwards was never done. @param until how far the time has come. */
export function donePlans(records: readonly LogRecord[], { start, end }: Stretch, until: number): DonePlans {
  const plans = records.flatMap(({ entry }) => (entry.kind === 'plan' ? [entry] : [])).sort((a, b) => a.from - b.from);
  const held = plans.map((plan, n) => ({ plan, from: Math.max(start, plan.from), to: Math.min(end, until, plan.until, plans[n + 1]?.from ?? Infinity) }));
  return {
    acts: held.flatMap(({ plan, from, to }) => plan.acts.filter(({ interval }) => isIn(interval, from, to)).map((act) => cut(act, from, to))),
    reasons: held.flatMap(({ plan, from, to }) => plan.reasons.filter(({ interval }) => isIn(interval, from, to)).map((reason) => cut(reason, from, to))),
  };
}

/** Every line of a time but plans, as it came. */
export const toldLines = (records: readonly LogRecord[], { start, end }: Stretch): readonly Told[] =>
  records.flatMap(({ seq, at, entry }) => (entry.kind === 'plan' || at < start || at >= end ? [] : [{ seq, at, entry }]));
