import type { Now } from '../time/now.ts';
import type { HouseholderEvent } from '../wish/householder.ts';
import { alarm, store } from './record.ts';
import { acknowledge, restoring } from './rung.ts';
import { ladderState } from './shown.ts';
import { rungOf, withRung, type LadderMachineState } from './state.ts';
import { answer, sound, take, type Outcome } from './take.ts';
import type { Threshold } from './threshold.ts';
import { sightOf, type Sight } from './watch.ts';

/** What a person of the home does about a ladder; an act that is for another machine leaves the state as it is. */
export function byPerson(state: LadderMachineState, thresholds: readonly Threshold[], { id, act }: HouseholderEvent, now: Now): Outcome {
  const so: Outcome = { state, effects: [] };
  if (act.kind !== 'ladder') return so;
  const config = thresholds.find((one) => one.id === act.ladder);
  const sight = config && sightOf(state, config, now);
  if (act.act === 'test') return tested(so, config, id, now);
  if (!config || !sight || sight.threshold === null) return answer(so, id, 'refused', 'unknown-ladder', now);
  return act.act === 'acknowledge' ? acknowledged(so, config, id, now) : restarted(so, config, sight, id, now);
}

/** Sounds every way once; with none that answers, that is the answer. */
function tested({ state }: Outcome, config: Threshold | undefined, act: string, now: Now): Outcome {
  const { reaches } = state;
  const stored = store(state, { what: 'test', at: now.wall, reaches }, false, now);
  const sight = config && sightOf(state, config, now);
  const shown = config && sight && sight.threshold !== null ? ladderState(stored.state, config, { ...sight, threshold: sight.threshold }, now) : null;
  const said = alarm(stored.state, 'test', shown, now);
  return answer({ state: said.state, effects: [stored.effect, said.effect] }, act, reaches.length > 0 ? 'done' : 'refused', reaches.length > 0 ? null : 'nothing-reaches', now);
}

function acknowledged(so: Outcome, config: Threshold, act: string, now: Now): Outcome {
  const before = rungOf(so.state, config.id, now.wall);
  const next = acknowledge(before);
  if (next === before) return answer(so, act, 'done', null, now);
  if (next.step !== before.step) return answer(sound(take(so, config, next, now), config, 'acknowledged', now), act, 'done', null, now);
  const stored = store(withRung(so.state, config.id, next), { what: 'acknowledged', ladder: config.id, at: now.wall, step: next.step }, false, now);
  return answer(sound({ state: stored.state, effects: [stored.effect] }, config, 'acknowledged', now), act, 'done', null, now);
}

/** A deliberate act of somebody on the premises: no signal, timer or plan restores the supply. */
function restarted(so: Outcome, config: Threshold, sight: Sight, act: string, now: Now): Outcome {
  const rung = rungOf(so.state, config.id, now.wall);
  const reason = refusalOf(so.state, config, sight, now);
  if (reason !== null) return answer(so, act, 'refused', reason, now);
  return answer(take(so, config, restoring(rung, 'person', now.wall), now, act), act, 'later', null, now);
}

function refusalOf(state: LadderMachineState, config: Threshold, { threshold, present }: Sight, now: Now): string | null {
  const { step, left } = rungOf(state, config.id, now.wall);
  if (config.watts === 'meter') return 'restart-at-the-meter';
  if (step === 'interrupted') return 'acknowledge-first';
  if (step !== 'waiting') return 'not-interrupted';
  if (left > 0) return 'locked-out';
  if (state.pending.some(({ ladder }) => ladder === config.id)) return 'busy';
  // Behind an open relay the meter may be without supply itself.
  if (present === null) return config.interrupts === null ? 'power-unknown' : null;
  return threshold !== null && present > threshold ? 'still-over' : null;
}
