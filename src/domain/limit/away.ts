import { LOCK_OUT, type G100State } from './g100.ts';
import type { LpcInstance } from './lpcSource.ts';
import { lpcParts, type LpcPart } from './profiles.ts';
import type { LimitConfig } from './standing.ts';
import type { LimitState } from './state.ts';

/** Times that were set before this boot come nearer by the time away; those of this boot stay. All in ms of `Passage`. */
export function withAway(state: LimitState, config: LimitConfig, away: number): LimitState {
  if (away === 0) return state;
  const { startedAt } = state.passage;
  const lpc = lpcParts(config, state.failsafes).flatMap((part): [string, LpcInstance][] => {
    const before = state.lpc[part.instance];
    return before ? [[part.instance, failsafeNearer(before, part, startedAt, away)]] : [];
  });
  const g100 = Object.entries(state.g100).map(([direction, scheme]) => [direction, lockNearer(scheme, startedAt, away)]);
  return { ...state, lpc: Object.fromEntries(lpc), g100: Object.fromEntries(g100) };
}

function failsafeNearer(instance: LpcInstance, { config }: LpcPart, startedAt: number, away: number): LpcInstance {
  const { failsafeUntil } = instance.lpc;
  // One that began with this boot, for a source that was in control before it, is waited out whole.
  if (failsafeUntil === null || failsafeUntil - config.failsafeDuration >= startedAt / 1_000) return instance;
  return { ...instance, lpc: { ...instance.lpc, failsafeUntil: failsafeUntil - away / 1_000 } };
}

function lockNearer(scheme: G100State, startedAt: number, away: number): G100State {
  const { lockedUntil, excursions } = scheme;
  const isCarried = lockedUntil !== null && lockedUntil - LOCK_OUT <= startedAt;
  return { ...scheme, lockedUntil: isCarried ? lockedUntil - away : lockedUntil, excursions: excursions.map((begin) => (begin <= startedAt ? begin - away : begin)) };
}
