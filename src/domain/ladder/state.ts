import type { MeterLimiter } from '../meter/reading.ts';
import type { Instant } from '../time/instant.ts';
import type { Now } from '../time/now.ts';
import type { Watts } from '../units/power.ts';
import type { Reach } from './event.ts';
import { afterRestart, firstRung, type Rung } from './rung.ts';
import type { Threshold } from './threshold.ts';
import type { Window } from './window.ts';

/** The grid as last heard in this boot. */
export interface Heard {
  /** W, + = import. */
  readonly power: Watts;
  /** Monotonic ms; and the age after which it says nothing any more. */
  readonly at: number;
  readonly staleAfter: number;
}

/** A step back that is being stored before it is taken. */
export interface Pending {
  /** Of the store effect. */
  readonly id: string;
  readonly ladder: string;
  readonly from: Rung['step'];
  readonly rung: Rung;
  /** The person's act that is answered then. */
  readonly act: string | null;
}

/** Plain JSON: what is kept over a restart, and what belongs to this boot. */
export interface LadderMachineState {
  readonly boot: string | null;
  /** Monotonic ms up to which time is counted. */
  readonly mono: number;
  readonly heard: Heard | null;
  /** The meter's last word on its own limiter; kept over a restart. */
  readonly limiter: MeterLimiter | null;
  readonly rungs: Readonly<Record<string, Rung>>;
  readonly windows: Readonly<Record<string, Window>>;
  readonly pending: readonly Pending[];
  readonly reaches: readonly Reach[];
  readonly effects: number;
}

export const initialLadderState: LadderMachineState = { boot: null, mono: 0, heard: null, limiter: null, rungs: {}, windows: {}, pending: [], reaches: [], effects: 0 };

export const rungOf = (state: LadderMachineState, id: string, at: Instant): Rung => state.rungs[id] ?? firstRung(at);
export const withRung = (state: LadderMachineState, id: string, rung: Rung): LadderMachineState => ({ ...state, rungs: { ...state.rungs, [id]: rung } });

/** W of the grid, + = import; null when nothing fresh is known. */
export const powerNow = ({ heard }: LadderMachineState, now: Now): Watts | null => (heard !== null && now.mono - heard.at <= heard.staleAfter ? heard.power : null);

/**
 * A new boot knows no power and has nothing under way. Time away is not counted: no grace, no lock-out becomes shorter
 * by it than its person was told.
 */
export function ofThisBoot(state: LadderMachineState, thresholds: readonly Threshold[], now: Now): LadderMachineState {
  if (state.boot === now.boot) return state;
  const kept = thresholds.flatMap(({ id }): readonly (readonly [string, Rung])[] => {
    const rung = state.rungs[id];
    return rung ? [[id, afterRestart(rung)]] : [];
  });
  return { ...state, boot: now.boot, mono: now.mono, heard: null, rungs: Object.fromEntries(kept), pending: [], reaches: [] };
}
