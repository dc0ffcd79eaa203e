import type { Limit, LimitKey } from './limit.ts';
import type { LpcLoss } from './loss.ts';
import { heartbeat, powerUp, timeOut, writeLimit, type LimitWrite, type LpcConfig, type LpcState } from './lpc.ts';
import type { Because, StandingLimit } from './standing.ts';
import type { Instant } from '../time/instant.ts';
import { watts } from '../units/power.ts';

/** The states of one direction, since when by the wall clock, and the end its limit was sent with. */
export interface LpcStand {
  readonly lpc: LpcState;
  readonly start: Instant;
  readonly end: Instant | null;
}

/** One direction of one source. What was before a write goes on holding beside it until the write is stored. */
export interface LpcInstance extends LpcStand {
  readonly behind: readonly LpcStand[];
}

/** The machine's own sign: W positive in both directions; the wire's is the carrier's business. */
export function lpcConfig({ failsafe, failsafeDuration, afterFailsafe }: LpcLoss, direction: LimitKey['direction']): LpcConfig | null {
  const w = failsafe[direction];
  return w === null ? null : { direction: 'consume', failsafe: w, failsafeDuration, afterFailsafe };
}

const wasControlled = (lpc: LpcState): boolean => lpc.name === 'limited' || lpc.name === 'unlimited-controlled';

/**
 * After a restart: init with the failsafe limit. A failsafe that was running is not shortened, and a source that was in
 * control is missed for a whole failsafe duration: our own silence is not an end of its word (reliability 1.3).
 */
export function lpcStarted(config: LpcConfig, before: LpcInstance | undefined, at: number, wall: Instant): LpcInstance {
  const lpc = powerUp(config, at, before?.lpc ?? null);
  const until = before && wasControlled(before.lpc) ? at + config.failsafeDuration : lpc.failsafeUntil;
  return { lpc: { ...lpc, failsafeUntil: until }, start: wall, end: null, behind: [] };
}

function standElapsed<Stand extends LpcStand>(stand: Stand, config: LpcConfig, at: number, wall: Instant): Stand {
  let next = stand;
  for (let late = timeOut(next.lpc, at, config); late; late = timeOut(next.lpc, at, config)) next = { ...next, lpc: late, start: wall, end: null };
  return next;
}

/** Lets time pass, in seconds of `Passage`. */
export function lpcElapsed(instance: LpcInstance, config: LpcConfig, at: number, wall: Instant): LpcInstance {
  const next = standElapsed(instance, config, at, wall);
  return next.behind.length === 0 ? next : { ...next, behind: next.behind.map((stand) => standElapsed(stand, config, at, wall)) };
}

export const lpcBeat = (instance: LpcInstance, at: number): LpcInstance => ({
  ...instance,
  lpc: heartbeat(instance.lpc, at),
  behind: instance.behind.map((stand) => ({ ...stand, lpc: heartbeat(stand.lpc, at) })),
});

const size = ({ limit }: LpcState): number => (limit.kind === 'none' ? Number.POSITIVE_INFINITY : limit.w);
const ends = ({ limitUntil }: LpcState): number => limitUntil ?? Number.POSITIVE_INFINITY;

/** Whether the states after a write would allow more at some time than those before it. */
const frees = (before: LpcState, after: LpcState): boolean => size(before) < Number.POSITIVE_INFINITY && (size(after) > size(before) || ends(after) < ends(before));

export interface LpcWritten {
  readonly instance: LpcInstance;
  readonly frees: boolean;
  readonly nack: ReturnType<typeof writeLimit>['nack'];
}

/** A limit write: what tightens holds at once, what was before holds beside it until it is stored. A refused one frees nothing. */
export function lpcWritten(instance: LpcInstance, write: LimitWrite, span: { readonly start: Instant; readonly end: Instant | null }, at: number, config: LpcConfig): LpcWritten {
  const { behind, ...before } = instance;
  const { state: lpc, nack } = writeLimit(before.lpc, write, at, config);
  if (nack !== null) return { instance: { ...instance, lpc }, frees: false, nack };
  // What stands before an unstored write may have to come back: the new one is measured by it too.
  return { instance: { lpc, ...span, behind: [...behind, before] }, frees: [...behind, before].some((stand) => frees(stand.lpc, lpc)), nack };
}

/** Whether the first write that waits would free, by what stands before it now. */
export function lpcFrees(instance: LpcInstance): boolean {
  const [before, after = instance] = instance.behind;
  return before !== undefined && frees(before.lpc, after.lpc);
}

/** The first write that waits is stored: what was before it holds no longer. */
export const lpcStored = (instance: LpcInstance): LpcInstance => ({ ...instance, behind: instance.behind.slice(1) });

/** The first write that waits could not be stored: had it freed, what was before it stands again in its place, else it stays. */
export function lpcUnstored(instance: LpcInstance): LpcInstance {
  if (!lpcFrees(instance)) return lpcStored(instance);
  const [before, next, ...others] = instance.behind;
  if (!before) return instance;
  return next ? { ...instance, behind: [before, ...others] } : { ...before, behind: [] };
}

const BECAUSE: Readonly<Record<LpcState['name'], Because | null>> = { init: 'init', failsafe: 'failsafe', 'unlimited-autonomous': 'autonomous', 'unlimited-controlled': 'failsafe', limited: null };

function standingOf({ lpc, start, end }: LpcStand, { source, direction, scope, sequence }: LimitKey & Pick<Limit, 'source' | 'sequence'>): readonly StandingLimit[] {
  if (lpc.limit.kind === 'none') return [];
  const because = BECAUSE[lpc.name];
  // Read each second: naming the fields is quicker than copying them.
  const standing: StandingLimit = { source, direction, scope, sequence, origin: 'signal', value: { kind: 'limit', w: watts(lpc.limit.w) }, start, end };
  return [because === null ? standing : { ...standing, because }];
}

/** What the states apply, and what still holds beside them. */
export const lpcStanding = (instance: LpcInstance, head: LimitKey & Pick<Limit, 'source' | 'sequence'>): readonly StandingLimit[] =>
  instance.behind.length === 0 ? standingOf(instance, head) : [instance, ...instance.behind].flatMap((stand) => standingOf(stand, head));
