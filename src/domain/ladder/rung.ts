import type { Instant } from '../time/instant.ts';
import type { LadderStep } from './event.ts';
import { graceAfter, RESTORE_OVER, type Level, type Threshold } from './threshold.ts';

/** Where one ladder stands; plain JSON, kept over restarts. All times are counted by the monotonic clock, in ms. */
export interface Rung {
  readonly step: LadderStep;
  readonly since: Instant;
  readonly acknowledged: boolean;
  /** Time over the threshold: towards a warning, or towards the interruption. */
  readonly over: number;
  /** Time well below it, towards the end of a warning. */
  readonly under: number;
  /** What is left of the grace, of a lock-out, or of restoring. */
  readonly left: number;
  /** How long each trip still counts. */
  readonly trips: readonly number[];
  /** What brought it to this step: for the log. */
  readonly cause: Cause;
  /** What was left of restoring when it was warned anew: so much stays held back; left out = nothing was being restored. */
  readonly unrestored?: number;
}

export type Cause = 'start' | 'over' | 'below' | 'time' | 'breaker' | 'person' | 'restart';

/** How the power stands, and whether anything is still held down by the ladder itself. */
export interface Seen {
  readonly level: Level;
  /** Of an average: the power now would bring it down by itself. */
  readonly falling: boolean;
  readonly holding: boolean;
}

export const firstRung = (since: Instant): Rung => ({ step: 'below', since, acknowledged: true, over: 0, under: 0, left: 0, trips: [], cause: 'start' });

/** A step taken now; what it worsens or ends has to be seen by a person. */
export const stepTo = (rung: Rung, step: LadderStep, cause: Cause, since: Instant): Rung => ({ step, since, cause, trips: rung.trips, acknowledged: false, over: 0, under: 0, left: 0 });

const IDLE: ReadonlySet<LadderStep> = new Set(['below', 'interrupted', 'waiting']);

/** Lets `passed` ms go by, in which the power stood as `level`; the same rung when there is nothing to count. */
export function countRung(rung: Rung, level: Level, falling: boolean, passed: number): Rung {
  if (passed <= 0) return rung;
  const { step } = rung;
  const isQuiet = rung.over === 0 && level !== 'over' && rung.left === 0 && rung.trips.length === 0;
  if (IDLE.has(step) && isQuiet) return rung;
  const counts = step === 'warned' ? rung.over : overAfter(rung, level, falling, passed);
  const trips = rung.trips.length === 0 ? rung.trips : rung.trips.map((left) => left - passed).filter((left) => left > 0);
  return { ...rung, over: counts, under: underAfter(rung, level, passed), left: isHalted(rung, level) ? rung.left : Math.max(0, rung.left - passed), trips };
}

/** Nothing more is given back while nobody sees what flows, or while it is too much. */
const isHalted = ({ step }: Rung, level: Level): boolean => step === 'restoring' && (level === 'unknown' || level === 'over');

/** Near the threshold nothing is counted and nothing forgotten, so that noise neither trips nor clears. */
function overAfter({ over }: Rung, level: Level, falling: boolean, passed: number): number {
  if (level === 'below') return 0;
  return level === 'over' && !falling ? over + passed : over;
}

function underAfter({ under }: Rung, level: Level, passed: number): number {
  if (level === 'near') return under;
  return level === 'below' ? under + passed : 0;
}

/** The step that time and power demand now; the same rung when none. */
export function demanded(rung: Rung, config: Threshold, seen: Seen, at: Instant): Rung {
  switch (rung.step) {
    case 'below':
    case 'restoring':
      if (seen.level === 'over' && rung.over >= config.reaction) return warned(rung, config, at);
      return rung.step === 'restoring' && rung.left === 0 ? eased(rung, at) : rung;
    case 'warned':
      if (isClear(rung, config, seen)) return cleared(rung, at);
      return rung.left === 0 && (seen.level === 'over' || seen.level === 'unknown') ? stepTo(rung, 'shedding', 'time', at) : rung;
    case 'shedding':
      if (isClear(rung, config, seen) && !seen.holding) return stepTo(rung, 'below', 'below', at);
      return isHopeless(rung, config, seen) ? interrupted(rung, config, 'over', at) : rung;
    default:
      return rung;
  }
}

function warned(rung: Rung, config: Threshold, at: Instant): Rung {
  const next: Rung = { ...stepTo(rung, 'warned', 'over', at), left: graceAfter(config, rung.trips.length) };
  return rung.step === 'restoring' ? { ...next, unrestored: rung.left } : next;
}

/** A warning that came while the supply was being restored: restoring goes on from where it stood. */
const cleared = (rung: Rung, at: Instant): Rung => (rung.unrestored === undefined ? stepTo(rung, 'below', 'below', at) : { ...restoring(rung, 'below', at), left: rung.unrestored });
const isClear = ({ under }: Rung, { reaction }: Threshold, { level }: Seen): boolean => level === 'below' && under >= reaction;
/** Only what is seen to be over is interrupted, and only by who owns the breaker. */
const isHopeless = ({ over }: Rung, { shedFor, watts }: Threshold, { level, falling }: Seen): boolean => watts !== 'meter' && level === 'over' && !falling && over >= shedFor;

/** A trip: it counts towards repeats, and from the last allowed one on a restart has to wait. */
export function interrupted(rung: Rung, { repeat }: Threshold, cause: Cause, at: Instant): Rung {
  const trips = [...rung.trips, repeat.within].slice(-MOST_TRIPS);
  return { ...stepTo(rung, 'interrupted', cause, at), trips, left: trips.length >= repeat.trips ? repeat.lockOut : 0 };
}
const MOST_TRIPS = 100;

/** Back on, by a person or the meter; the devices follow over a time. */
export const restoring = (rung: Rung, cause: Cause, at: Instant): Rung => ({ ...stepTo(rung, 'restoring', cause, at), acknowledged: true, left: RESTORE_OVER });
const eased = (rung: Rung, at: Instant): Rung => ({ ...stepTo(rung, 'below', 'time', at), acknowledged: rung.acknowledged });

/** An interruption that waits for a person; it began when it began. */
export const waiting = (rung: Rung, cause: Cause): Rung => ({ ...stepTo(rung, 'waiting', cause, rung.since), acknowledged: rung.acknowledged, left: rung.left });

/** The gateway was away: an interruption may have been what took it down, and waits for a person. */
export const afterRestart = (rung: Rung): Rung => (rung.step === 'interrupted' ? waiting(rung, 'restart') : rung);

/** Seen by a person. */
export const acknowledge = (rung: Rung): Rung => {
  if (rung.step === 'interrupted') return { ...waiting(rung, 'person'), acknowledged: true };
  return rung.acknowledged ? rung : { ...rung, acknowledged: true };
};

const LOOSENS: ReadonlySet<LadderStep> = new Set(['below', 'restoring']);
const HOLDS: ReadonlySet<LadderStep> = new Set(['shedding', 'interrupted', 'waiting', 'restoring']);
/** Whether a step gives back what the one before held: it is stored before it is taken. */
export const isLoosening = (before: Rung, next: Rung): boolean => before.step !== next.step && HOLDS.has(before.step) && LOOSENS.has(next.step);
