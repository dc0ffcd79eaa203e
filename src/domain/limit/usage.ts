import type { Milliseconds } from '../time/instant.ts';
import type { Averaging } from './limit.ts';

/** An average to be kept: W or A, over windows of `window` ms. */
export interface AverageRule {
  readonly most: number;
  readonly window: number;
  readonly averaging: Averaging;
}

/** A part of the window. Energies are in units of the rule times ms, and count towards the limit only. */
interface Stretch {
  readonly seen: number;
  readonly energy: number;
  /** What of it nothing controllable took. */
  readonly base: number;
  /** ms that nobody measured, and what flowed if it was as before. */
  readonly unseen: number;
  readonly guessed: number;
}

/** What has flowed under one average. Times are ms of `Passage`: they go on over restarts. */
export interface Usage {
  /** Counted until here, and begin of the newest stretch. */
  readonly at: number;
  readonly since: number;
  /** Oldest first. */
  readonly stretches: readonly Stretch[];
  /** What was measured last, and how often it is. */
  readonly flow: number;
  readonly period: Milliseconds;
  /** Room that was saved may be used: from much of it until none is left, so that nothing is switched every minute. */
  readonly spends: boolean;
}

/** What a meter shows towards the limit, and what of it nothing controllable takes; both not below 0. */
export interface Flow {
  readonly all: number;
  readonly base: number;
  readonly period: Milliseconds;
}

/** Stretches of a rolling window; an aligned one is a single stretch. */
const STRETCHES = 60;
const NOTHING: Stretch = { seen: 0, energy: 0, base: 0, unseen: 0, guessed: 0 };
/** Further off than this, the windows of the clock have moved: it was set, ms. */
const CLOCK_MOVED = 2_000;

export const stretchOf = ({ window, averaging }: AverageRule): number => (averaging === 'aligned' ? window : window / STRETCHES);

/** Nothing is known before `at`. @param start of the newest stretch. */
export const unused = (at: number, start: number, period: Milliseconds): Usage => ({ at, since: start, stretches: [NOTHING], flow: 0, period, spends: false });

const added = (to: Stretch, length: number, { all, base }: Flow, isSeen: boolean): Stretch =>
  isSeen
    ? { ...to, seen: to.seen + length, energy: to.energy + all * length, base: to.base + base * length }
    : { ...to, unseen: to.unseen + length, guessed: to.guessed + all * length };

/** What was measured before is believed no more as room, and goes on counting as use: after a restart, or when the clock was set. */
export const doubted = (usage: Usage): Usage => ({
  ...usage,
  spends: false,
  stretches: usage.stretches.map(({ seen, energy, unseen, guessed }) => ({ ...NOTHING, unseen: seen + unseen, guessed: energy + guessed })),
});

/** The windows of the clock begin anew at `start`. */
function aligned(usage: Usage, start: number): Usage {
  if (start > usage.at) return { ...usage, at: start, since: start, stretches: [NOTHING] };
  return Math.abs(start - usage.since) <= CLOCK_MOVED ? usage : { ...doubted(usage), since: start };
}

/**
 * The use after `flow` was measured at `at`; time since the last measurement counts as what it shows, and longer than
 * `longest` as not seen. @param start ms of `Passage` at which the clock's window began; read for aligned ones only.
 */
export function usedUntil(before: Usage, rule: AverageRule, flow: Flow, at: number, start: number, longest: number): Usage {
  const isSeen = at - before.at <= longest;
  const worst: Flow = isSeen ? flow : { ...flow, all: Math.max(flow.all, before.flow) };
  const usage = rule.averaging === 'aligned' ? aligned(before, start) : before;
  const length = stretchOf(rule);
  if (at - usage.at >= rule.window) return { ...usage, at, since: at - length, stretches: Array.from({ length: STRETCHES }, () => added(NOTHING, length, worst, isSeen)), flow: flow.all, period: flow.period };
  let { since } = usage;
  const stretches = [...usage.stretches];
  for (let from = usage.at; from < at; ) {
    if (from >= since + length) {
      since += length;
      stretches.push(NOTHING);
      // One that is only partly in the window stands beside a whole one.
      if (stretches.length > STRETCHES + 1) stretches.shift();
    }
    const until = Math.min(at, since + length);
    stretches.push(added(stretches.pop() ?? NOTHING, until - from, worst, isSeen));
    from = until;
  }
  return { ...usage, at, since, stretches, flow: flow.all, period: flow.period };
}

/** The mean of what was seen in the window; null while that is less than half of it. */
export function meanOf({ stretches }: Usage, { window }: AverageRule): number | null {
  const seen = stretches.reduce((sum, one) => sum + one.seen, 0);
  return seen * 2 < window ? null : stretches.reduce((sum, one) => sum + one.energy, 0) / seen;
}
