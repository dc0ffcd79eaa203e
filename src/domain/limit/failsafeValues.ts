import type { FailsafeEvent } from './event.ts';
import { answer, waitFor, type Outcome } from './record.ts';
import { lpcParts, type LpcPart } from './profiles.ts';
import { powerRefusal, type SignalRefusal } from './signal.ts';
import type { LimitConfig } from './standing.ts';
import { failsafesToCome, type FailsafeValues, type LimitState } from './state.ts';
import type { Now } from '../time/now.ts';
import { watts } from '../units/power.ts';

/** Seconds that a failsafe may be asked to last (LPC-022). */
const DURATION = { least: 7_200, most: 86_400 };

const isControlled = (state: LimitState, { instance }: LpcPart): boolean => ['limited', 'unlimited-controlled'].includes(state.lpc[instance]?.lpc.name ?? '');

function durationRefusal(duration: unknown): SignalRefusal | null {
  if (duration === undefined) return null;
  return typeof duration === 'number' && duration >= DURATION.least && duration <= DURATION.most ? null : 'bad-duration';
}

/** Why a write is refused: outside the controlled states nothing but limits is heard (LPC-TS-037). */
function refusal(state: LimitState, parts: readonly LpcPart[], { direction, w, duration }: FailsafeEvent): SignalRefusal | null {
  const meant = direction === undefined ? parts : parts.filter((part) => part.direction === direction);
  if (meant.length === 0) return 'unknown-source';
  if (!meant.every((part) => isControlled(state, part))) return 'not-controlled';
  if ((w === undefined && duration === undefined) || (w !== undefined && direction === undefined)) return 'wrong-shape';
  return (w === undefined ? null : powerRefusal(w)) ?? durationRefusal(duration);
}

function loosens(parts: readonly LpcPart[], { direction, w, duration }: FailsafeEvent): boolean {
  return parts.some(({ config, ...part }) => (part.direction === direction && Number(w) > config.failsafe) || Number(duration) < config.failsafeDuration);
}

/**
 * The energy guard writes what holds when its heartbeat is lost: W of one direction, positive, and seconds for both
 * directions (LPC-TS-041). It counts once it is stored, and outlives restarts (LPC-TS-044); what holds at this moment
 * is not changed by it: a failsafe that is entered later has the new values.
 */
export function writeFailsafe(state: LimitState, config: LimitConfig, event: FailsafeEvent, now: Now): Outcome {
  const { id, source, direction, w, duration } = event;
  const parts = lpcParts(config, failsafesToCome(state)).filter((part) => part.source === source && part.loss.peer === event.peer);
  const reason = refusal(state, parts, event);
  if (reason !== null) return answer(state, id, reason, now);
  const values: FailsafeValues = { ...(w === undefined || direction === undefined ? {} : { [direction]: watts(Number(w)) }), ...(duration === undefined ? {} : { duration: Number(duration) }) };
  return waitFor(state, id, { source, sequence: state.sequences[source] ?? Number.MIN_SAFE_INTEGER }, { kind: 'failsafe', values }, !loosens(parts, event), now);
}

