import { averagesDoubted } from './averages.ts';
import { g100Restarted, initialG100 } from './g100.ts';
import { countDown, countedAt, hasEnded, type Counted, type Held } from './held.ts';
import { passed, type Passage } from './passage.ts';
import { elapseProfiles } from './profiles.ts';
import type { LimitConfig } from './standing.ts';
import { initialLimitState, type LimitState } from './state.ts';
import type { Now } from '../time/now.ts';

/** A state kept by an earlier version lacks what came since; words are then a batch of their own. */
const completed = (kept: LimitState): LimitState => ({ ...initialLimitState, ...kept, held: kept.held.map((one) => ({ ...one, batch: one.batch ?? 0 })) });

/** Lets time pass. A new boot forgets what waited to be stored: what it held stays held, its sequence may come again. */
export function elapse(state: LimitState, config: LimitConfig, now: Now): LimitState {
  const before = state.counted?.boot === now.boot ? state : restarted(state, config, now);
  const counted = countedAt(now, config.floor, config.machineBoot);
  const passage = passed(before.passage, before.counted, counted);
  const held = before.held.map((one) => countDown(one, before.counted, counted, now.wall)).filter((one) => !hasEnded(one, counted, now.wall));
  return elapseProfiles(withTime(before, counted, passage, held), config, now, state.counted?.boot !== now.boot);
}

/** Each second's step is written out: naming the fields is quicker than copying them. */
function withTime(state: LimitState, counted: Counted, passage: Passage, held: readonly Held[]): LimitState {
  const { batch, lpc, failsafes, contacts, g100, averages, sequences, waiting, storing, keptAt, keptMark, effects } = state;
  return { counted, passage, held, batch, lpc, failsafes, contacts, g100, averages, sequences, waiting, storing, keptAt, keptMark, effects };
}

function restarted(kept: LimitState, { g100 = [] }: LimitConfig, now: Now): LimitState {
  const state = completed(kept);
  const schemes = Object.fromEntries(g100.map(({ direction }) => [direction, g100Restarted(state.g100[direction] ?? initialG100)]));
  return { ...state, contacts: {}, g100: schemes, averages: averagesDoubted(state.averages), waiting: [], storing: null, keptAt: now.mono };
}
