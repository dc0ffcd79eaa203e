import { effectId } from '../machine/effect.ts';
import type { Effect } from '../machine/machine.ts';
import type { Now } from '../time/now.ts';
import type { HouseholderAnswerEffect } from '../wish/householder.ts';
import type { AlarmEffect } from './event.ts';
import { alarm, stepEntry, store } from './record.ts';
import { isLoosening, type Rung } from './rung.ts';
import { ladderState } from './shown.ts';
import { rungOf, withRung, type LadderMachineState, type Pending } from './state.ts';
import type { Threshold } from './threshold.ts';
import { sightOf } from './watch.ts';

/** The state so far in one pass, and what is wanted done. */
export interface Outcome {
  readonly state: LadderMachineState;
  readonly effects: readonly Effect[];
}

/**
 * Takes a step. What tightens holds at once and is then stored; what gives something back is stored first, and taken
 * when that is done. @param act the person's act that asked for it.
 */
export function take(so: Outcome, config: Threshold, next: Rung, now: Now, act: string | null = null): Outcome {
  const { state, effects } = so;
  const before = rungOf(state, config.id, now.wall);
  if (next.step === before.step) return so;
  const entry = stepEntry(config.id, before, next, sightOf(state, config, now), now);
  if (!isLoosening(before, next)) {
    const stored = store(withRung(state, config.id, next), entry, false, now);
    return sound({ state: stored.state, effects: [...effects, stored.effect] }, config, next.step, now);
  }
  if (state.pending.some(({ ladder }) => ladder === config.id)) return so;
  const stored = store(state, entry, true, now, withRung(state, config.id, next));
  const pending: Pending = { id: stored.effect.id, ladder: config.id, from: before.step, rung: next, act };
  return { state: { ...stored.state, pending: [...state.pending, pending] }, effects: [...effects, stored.effect] };
}

/** Says to whoever is not looking what was reached. */
export function sound(so: Outcome, config: Threshold, what: AlarmEffect['alarm'], now: Now): Outcome {
  const sight = sightOf(so.state, config, now);
  if (sight.threshold === null) return so;
  const said = alarm(so.state, what, ladderState(so.state, config, { ...sight, threshold: sight.threshold }, now), now);
  return { state: said.state, effects: [...so.effects, said.effect] };
}

/** The answer to a person's act. */
export function answer({ state, effects }: Outcome, act: string, outcome: HouseholderAnswerEffect['outcome'], reason: string | null, now: Now): Outcome {
  const said: HouseholderAnswerEffect = { id: effectId(now, 'ladder', state.effects), kind: 'householder-answer', act, outcome, reason };
  return { state: { ...state, effects: state.effects + 1 }, effects: [...effects, said] };
}

/** A step back has been stored, or could not be: then everything stays as it is. */
export function settled(state: LadderMachineState, thresholds: readonly Threshold[], id: string, isStored: boolean, now: Now): Outcome {
  const pending = state.pending.find((one) => one.id === id);
  const config = thresholds.find((one) => one.id === pending?.ladder);
  if (!pending || !config) return { state, effects: [] };
  const rest: LadderMachineState = { ...state, pending: state.pending.filter((one) => one !== pending) };
  const rung = rungOf(rest, config.id, now.wall);
  const isTaken = isStored && rung.step === pending.from;
  const next: Rung = isTaken ? { ...pending.rung, trips: rung.trips } : again(rung, config);
  const taken: Outcome = { state: withRung(rest, config.id, next), effects: [] };
  const said = isTaken ? sound(taken, config, next.step, now) : taken;
  return pending.act === null ? said : answer(said, pending.act, isTaken ? 'done' : 'refused', isTaken ? null : 'storage-down', now);
}

/** What could not be stored is tried again after as long as it took to be sure. */
const again = (rung: Rung, { reaction }: Threshold): Rung => ({ ...rung, under: 0, left: rung.step === 'restoring' ? Math.max(rung.left, reaction) : rung.left });
