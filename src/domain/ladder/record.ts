import { effectId, type StoreEffect } from '../machine/effect.ts';
import type { Instant } from '../time/instant.ts';
import type { Now } from '../time/now.ts';
import type { AlarmEffect, LadderState, LadderStep, Reach } from './event.ts';
import type { Cause, Rung } from './rung.ts';
import type { LadderMachineState } from './state.ts';
import type { Sight } from './watch.ts';

/** What is read in the log afterwards, when nobody saw it: every step with its cause, and what a person did. */
export type LadderEntry =
  | { readonly what: 'step'; readonly ladder: string; readonly at: Instant; readonly from: LadderStep; readonly to: LadderStep; readonly cause: Cause; readonly power: number | null; readonly threshold: number | null; readonly trips: number }
  | { readonly what: 'acknowledged'; readonly ladder: string; readonly at: Instant; readonly step: LadderStep }
  | { readonly what: 'test'; readonly at: Instant; readonly reaches: readonly Reach[] };

/** What a store effect of this machine carries: an entry of the log, and the state to start from after a restart. */
export interface LadderRecord {
  readonly kind: 'ladder';
  readonly entry: LadderEntry;
  readonly state: LadderMachineState;
  /** True when something held is given back: it counts as stored only with every store there is. */
  readonly frees: boolean;
  /** What the log has of it. */
  readonly journal: { readonly kind: 'ladder'; readonly entry: LadderEntry };
}

const kept = (state: LadderMachineState): LadderMachineState => ({ ...state, heard: null, pending: [] });

export function stepEntry(ladder: string, before: Rung, next: Rung, { power, threshold }: Sight, now: Now): LadderEntry {
  return { what: 'step', ladder, at: now.wall, from: before.step, to: next.step, cause: next.cause, power, threshold, trips: next.trips.length };
}

/** The effect, and the state that has used up its number. @param asStored the state to start from, where it is another. */
export function store(state: LadderMachineState, entry: LadderEntry, frees: boolean, now: Now, asStored: LadderMachineState = state): { readonly state: LadderMachineState; readonly effect: StoreEffect } {
  const id = effectId(now, 'ladder', state.effects);
  const effects = state.effects + 1;
  const record: LadderRecord = { kind: 'ladder', entry, state: kept({ ...asStored, effects }), frees, journal: { kind: 'ladder', entry } };
  return { state: { ...state, effects }, effect: { id, kind: 'store', record } };
}

export function alarm(state: LadderMachineState, what: AlarmEffect['alarm'], ladder: LadderState | null, now: Now): { readonly state: LadderMachineState; readonly effect: AlarmEffect } {
  return { state: { ...state, effects: state.effects + 1 }, effect: { id: effectId(now, 'ladder', state.effects), kind: 'alarm', alarm: what, ladder } };
}
