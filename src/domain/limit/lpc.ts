import type { LimitValue } from './limit.ts';
import { powerRefusal } from './signal.ts';
import { watts, type Watts } from '../units/power.ts';

/** Limitation of Power Consumption or Production, the controllable system's side (EEBUS UC LPC/LPP V1.0.0). */
export type LpcStateName = 'init' | 'unlimited-controlled' | 'limited' | 'failsafe' | 'unlimited-autonomous';

export interface LpcConfig {
  /** Consumption limits are >= 0 W, production limits <= 0 W, as on the wire. */
  readonly direction: 'consume' | 'produce';
  /** W, applied as it is configured (reliability R10). */
  readonly failsafe: Watts;
  /** Seconds to stay in failsafe at least; 2 h to 24 h by LPC-022. */
  readonly failsafeDuration: number;
  /** In unlimited-autonomous: `standard` applies none, `protective` keeps the failsafe limit (R04). */
  readonly afterFailsafe: 'standard' | 'protective';
}

/** Times are seconds of one clock that goes on over a restart. */
export interface LpcState {
  readonly name: LpcStateName;
  /** When this state was entered. */
  readonly since: number;
  readonly limit: LimitValue;
  /** Last heartbeat of this run; null = none since the restart. */
  readonly heartbeat: number | null;
  /** First heartbeat since failsafe was entered. */
  readonly returned: number | null;
  /** When the active limit ends by itself; null = never (R01). */
  readonly limitUntil: number | null;
  /** When the failsafe duration is over; survives a restart, so that init does not shorten it. */
  readonly failsafeUntil: number | null;
  /** Last accepted value, for a write that only activates; forgotten in unlimited-autonomous. */
  readonly value: Watts | null;
}

/** A limit write; what it does not carry is undefined. */
export interface LimitWrite {
  readonly w?: unknown;
  readonly active?: unknown;
  /** Seconds. */
  readonly duration?: unknown;
}

export type WriteRefusal = 'not-a-number' | 'negative' | 'positive' | 'too-large' | 'no-value' | 'active-missing' | 'bad-duration' | 'no-heartbeat';

/** A heartbeat is lost after, init waits for, and a returned heartbeat waits for a limit: seconds. */
export const HEARTBEAT_LOST = 120;
export const WAIT_FOR_CONTROL = 120;
/** A limit counts only so long after a heartbeat, outside the controlled states: seconds. */
export const LIMIT_FOLLOWS_HEARTBEAT = 60;

const failsafeLimit = (config: LpcConfig): LimitValue => ({ kind: 'limit', w: config.failsafe });
const autonomousLimit = (config: LpcConfig): LimitValue => (config.afterFailsafe === 'protective' ? failsafeLimit(config) : { kind: 'none' });

/** LPC-901, 903: at power-up the failsafe limit holds already. */
export const powerUp = (config: LpcConfig, at: number, before: LpcState | null = null): LpcState => ({
  name: 'init',
  since: at,
  limit: failsafeLimit(config),
  heartbeat: null,
  returned: null,
  limitUntil: null,
  failsafeUntil: before?.failsafeUntil ?? null,
  value: null,
});

export const heartbeat = (state: LpcState, at: number): LpcState => ({
  ...state,
  heartbeat: at,
  returned: state.name === 'failsafe' ? (state.returned ?? at) : state.returned,
});

const isControlled = (state: LpcState): boolean => state.name === 'limited' || state.name === 'unlimited-controlled';
const enter = (state: LpcState, name: LpcStateName, at: number, limit: LimitValue): LpcState => ({ ...state, name, since: at, limit, limitUntil: null, returned: null });
const controlled = (state: LpcState, at: number, limit: LimitValue): LpcState => ({ ...enter(state, limit.kind === 'none' ? 'unlimited-controlled' : 'limited', at, limit), failsafeUntil: null });

/** Why a write cannot be applied; its value may be left out (LPC "limit message variants"). */
function writeRefusal(write: LimitWrite, state: LpcState, config: LpcConfig): WriteRefusal | null {
  if (typeof write.active !== 'boolean') return 'active-missing';
  if (write.w === undefined) return write.active && state.value === null ? 'no-value' : durationRefusal(write.duration);
  return valueRefusal(write.w, config) ?? durationRefusal(write.duration);
}

function valueRefusal(w: unknown, { direction }: LpcConfig): WriteRefusal | null {
  if (direction === 'consume') return powerRefusal(w);
  const mirrored = powerRefusal(typeof w === 'number' ? -w : w);
  return mirrored === 'negative' ? 'positive' : mirrored;
}

const durationRefusal = (duration: unknown): WriteRefusal | null =>
  duration === undefined || (typeof duration === 'number' && Number.isFinite(duration) && duration > 0) ? null : 'bad-duration';

/** What became of a limit write: a refused one may change the state, but it never frees (LPC-902, 918, 920; TS-018, TS-023). */
export function writeLimit(state: LpcState, write: LimitWrite, at: number, config: LpcConfig): { readonly state: LpcState; readonly nack: WriteRefusal | null } {
  const isHeard = state.heartbeat !== null && at - state.heartbeat <= LIMIT_FOLLOWS_HEARTBEAT;
  if (!isControlled(state) && !isHeard) return { state, nack: 'no-heartbeat' };
  const nack = writeRefusal(write, state, config);
  if (nack !== null) return { state: isControlled(state) ? state : { ...controlled(state, at, { kind: 'none' }), limit: state.limit }, nack };
  return { state: accepted(state, write, at), nack: null };
}

function accepted(state: LpcState, write: LimitWrite, at: number): LpcState {
  const value = typeof write.w === 'number' ? watts(write.w) : state.value;
  if (write.active !== true || value === null) return { ...controlled(state, at, { kind: 'none' }), value };
  const limitUntil = typeof write.duration === 'number' ? at + write.duration : null;
  return { ...controlled(state, at, { kind: 'limit', w: value }), value, limitUntil };
}

/** The next thing that time alone does, and when. `open`: at that very second it has not happened yet ("> 120 s"). */
interface TimeOut {
  readonly at: number;
  readonly open: boolean;
  readonly then: (state: LpcState, at: number, config: LpcConfig) => LpcState;
}

const toAutonomous: TimeOut['then'] = (state, at, config) => ({ ...enter(state, 'unlimited-autonomous', at, autonomousLimit(config)), failsafeUntil: null, value: null });
const toFailsafe: TimeOut['then'] = (state, at, config) => ({ ...enter(state, 'failsafe', at, failsafeLimit(config)), failsafeUntil: at + config.failsafeDuration });
const toUnlimited: TimeOut['then'] = (state, at) => controlled(state, at, { kind: 'none' });

function timeOuts(state: LpcState): readonly TimeOut[] {
  switch (state.name) {
    // LPC-906; a failsafe that was running before the restart is finished first.
    case 'init':
      return [{ at: Math.max(state.since + WAIT_FOR_CONTROL, state.failsafeUntil ?? 0), open: false, then: toAutonomous }];
    // LPC-908, 909 and 911, 912.
    case 'limited':
    case 'unlimited-controlled':
      return [
        ...(state.limitUntil === null ? [] : [{ at: state.limitUntil, open: false, then: toUnlimited }]),
        { at: (state.heartbeat ?? state.since) + HEARTBEAT_LOST, open: true, then: toFailsafe },
      ];
    // LPC-921, 922: the duration is over, or the heartbeat is back and no limit follows it.
    case 'failsafe':
      return [
        ...(state.failsafeUntil === null ? [] : [{ at: state.failsafeUntil, open: false, then: toAutonomous }]),
        ...(state.returned === null ? [] : [{ at: state.returned + WAIT_FOR_CONTROL, open: false, then: toAutonomous }]),
      ];
    case 'unlimited-autonomous':
      return [];
  }
}

/** The first time-out that happens up to `at`: the state after it, since when. Null: none does. */
export function timeOut(state: LpcState, at: number, config: LpcConfig): LpcState | null {
  const due = timeOuts(state).filter((one) => (one.open ? one.at < at : one.at <= at));
  const first = due.reduce<TimeOut | null>((best, one) => (best === null || one.at < best.at ? one : best), null);
  return first && first.then(state, first.at, config);
}
