import { linesOf } from '../meter/lines.ts';
import { staleAfter, type MeterReading } from '../meter/reading.ts';
import type { Milliseconds } from '../time/instant.ts';
import type { Watts } from '../units/power.ts';

/**
 * A customer limitation scheme (GB, ENA EREC G100 Issue 2 Amd 1, 2022) in one direction. That limits are in A a phase at
 * the exit point for maximum import and export (MIL, MEL), that the third excursion of 24 h locks out for 4 h over power
 * cycles, and that the loss of any part is fail-safe, is as installers and network operators restate it; 15 s to return
 * (60 s at most) and our tolerance were not read in the recommendation itself.
 */
export interface G100Config {
  readonly direction: 'import' | 'export';
  /** Maximum import or export of the connection agreement in W, positive; null = it is in A alone. */
  readonly w: Watts | null;
  /** The same in A on each phase; null or left out = it is in W alone. */
  readonly amps?: number | null;
  /** ms within which an excursion must be over. */
  readonly reaction: number;
}

/** 1: within the limit. 2: above it, to be over within the reaction time. 3: fail-safe, nothing controllable runs. */
export type G100StateName = 1 | 2 | 3;

/** Times are ms of `Passage`: they go on over restarts. */
export interface G100State {
  readonly name: G100StateName;
  /** Begin of the excursion that is going on. */
  readonly overSince: number | null;
  /** Begins of the excursions of the last 24 hours. */
  readonly excursions: readonly number[];
  /** End of the lock-out; survives power cuts. */
  readonly lockedUntil: number | null;
  /** Last reading of this run, and how often the meter speaks; null = none yet. */
  readonly heard: { readonly at: number; readonly period: Milliseconds } | null;
  /** When the last reading that counted was heard, monotonic ms of this boot; left out before the first. */
  readonly counted?: Milliseconds;
}

/** More excursions than this in a day lock out (reliability 1.1). */
const MOST_EXCURSIONS = 2;
const DAY = 86_400_000;
export const LOCK_OUT = 4 * 3_600_000;
/** What is measuring error and no excursion: W, and share of the limit (reliability C-04). */
const TOLERANCE = { watts: 100, share: 0.02 };
/** ms in which an excursion is typically over; 60 s are the most. */
export const REACTION = 15_000;
const VOLTS = 230;

/** Nothing was read yet: fail-safe, as after every loss of power. */
export const initialG100: G100State = { name: 3, overSince: null, excursions: [], lockedUntil: null, heard: null };

/** After a restart: counters and lock-out stand, what was seen does not. */
export const g100Restarted = ({ excursions, lockedUntil }: G100State): G100State => ({ ...initialG100, excursions, lockedUntil });

const exceeds = (power: number, limit: number): boolean => power > limit + Math.max(TOLERANCE.watts, TOLERANCE.share * limit);

/** In all, or on any phase; a meter that shows no phases shows what may all be on one. */
function isOver(reading: MeterReading, power: Watts, { direction, w, amps = null }: G100Config): boolean {
  const towards = direction === 'import' ? 1 : -1;
  if (w !== null && exceeds(towards * power, w)) return true;
  return amps !== null && linesOf(reading, { power }, new Set(), VOLTS).some(({ measured, least }) => exceeds(towards === 1 ? measured : -least, amps * VOLTS));
}

/**
 * @param reading one that is believed: a meter that hangs, or is turned round, is a part that is lost, and what it shows no excursion.
 * @param isWhole every device that has no fallback of its own is in reach: else the scheme has lost a part, and is fail-safe.
 * @param at ms of `Passage` at which the reading was heard.
 */
export function g100Read(state: G100State, reading: MeterReading, isWhole: boolean, at: number, config: G100Config): G100State {
  const { power, period } = reading;
  if (power === null) return g100Waited(state, at);
  const heard = isWhole ? { at, period } : null;
  const seen = isOver(reading, power, config) ? exceeded({ ...state, heard }, at, config) : { ...state, heard, overSince: null };
  return g100Waited(seen, at);
}

function exceeded(state: G100State, at: number, { reaction }: G100Config): G100State {
  if (state.overSince !== null) return at - state.overSince > reaction ? locked(state, at) : state;
  // During a lock-out there is nothing left to shed: what base load does then does not lengthen it for ever.
  if (state.lockedUntil !== null && at < state.lockedUntil) return { ...state, overSince: at };
  const excursions = [...state.excursions.filter((begin) => at - begin < DAY), at];
  const next = { ...state, overSince: at, excursions };
  return excursions.length > MOST_EXCURSIONS ? locked(next, at) : next;
}

const locked = (state: G100State, at: number): G100State => (state.lockedUntil !== null && at < state.lockedUntil ? state : { ...state, lockedUntil: at + LOCK_OUT });

/** What time alone does: a lock-out ends, a meter falls silent. */
export function g100Waited(state: G100State, at: number): G100State {
  const isLocked = state.lockedUntil !== null && at < state.lockedUntil;
  const isBlind = state.heard === null || at - state.heard.at > staleAfter(state.heard.period);
  const name: G100StateName = isLocked || isBlind ? 3 : state.overSince === null ? 1 : 2;
  const lockedUntil = isLocked ? state.lockedUntil : null;
  return name === state.name && lockedUntil === state.lockedUntil ? state : { ...state, name, lockedUntil };
}
