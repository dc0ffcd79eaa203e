import { withPhaseRoom, withRoom } from './averages.ts';
import { contactStanding } from './contact.ts';
import { holdsNow, type Held } from './held.ts';
import { lpcStanding } from './lpcSource.ts';
import { lpcParts } from './profiles.ts';
import type { FixedLimit, LimitConfig, LimitSource, PhaseLimit, StandingLimit } from './standing.ts';
import { isReplacedBy, type LimitState } from './state.ts';
import { isBelieved, type Now } from '../time/now.ts';
import { watts, type Watts } from '../units/power.ts';

/** What may have started holds, and lifts nothing. */
const hasStarted = (one: Held): boolean => one.startsIn === 0;
/** By a clock that is believed, whatever its own count has lost over a restart: that holds on, and lifts nothing more. */
const isOver = ({ limit: { end } }: Held, { floor }: LimitConfig, now: Now): boolean => end !== null && isBelieved(now, floor) && now.wall >= end;

function fixedLimit({ w, ...limit }: FixedLimit, { floor }: LimitConfig): StandingLimit {
  return { ...limit, sequence: 0, value: { kind: 'limit', w: watts(w) }, start: floor, end: null };
}

function wordsInForce({ held }: LimitState): readonly StandingLimit[] {
  return held.filter(holdsNow).flatMap(({ limit: { per: _per, value, ...limit } }): StandingLimit[] => (value.kind === 'limit' ? [{ ...limit, value, origin: 'signal' }] : []));
}

const NONE: readonly never[] = [];

const schemeAmps = ({ g100 = [], floor }: LimitConfig): readonly PhaseLimit[] =>
  g100.flatMap(({ direction, amps = null }): PhaseLimit[] => (amps === null ? [] : [{ source: 'g100', direction, scope: 'site', sequence: 0, amps, origin: 'contract', start: floor, end: null }]));

/** Limits a phase, of signals and connection agreements: the fuse is the guard's own. */
export function phaseLimitsInForce({ held, averages, passage }: LimitState, config: LimitConfig, now: Now): readonly PhaseLimit[] {
  if (held.length === 0) return config.g100 ? schemeAmps(config) : NONE;
  const limits = held.filter(holdsNow).flatMap(({ limit: { per: _per, value, ...limit } }): PhaseLimit[] => (value.kind === 'amps' ? [{ ...limit, amps: value.amps, origin: 'signal' }] : []));
  return [...schemeAmps(config), ...limits.map((limit) => withPhaseRoom(limit, averages, passage.ms, now))];
}

/** What a source's silence leaves: its states, its contacts, the subscription where no word of it holds. */
function profileLimits(state: LimitState, source: LimitSource, config: LimitConfig, now: Now): readonly StandingLimit[] {
  const { loss } = source;
  if (loss?.kind === 'contact') return contactStanding(state.contacts[source.source], source.source, state.passage.ms, config.floor, loss);
  if (loss?.kind !== 'schedule') return [];
  return loss.subscriptions.flatMap(({ w, ...key }): StandingLimit[] => {
    const isSpoken = state.held.some((one) => hasStarted(one) && !one.unstored && !isOver(one, config, now) && isReplacedBy(one, { source: source.source, key }));
    return isSpoken ? [] : [{ ...key, source: source.source, sequence: 0, origin: 'contract', because: 'subscription', value: { kind: 'limit', w }, start: config.floor, end: null }];
  });
}

const lpcLimits = (state: LimitState, config: LimitConfig): readonly StandingLimit[] =>
  lpcParts(config, state.failsafes).flatMap(({ source, direction, loss: { scope }, instance }) => {
    const found = state.lpc[instance];
    return found ? lpcStanding(found, { source, direction, scope, sequence: state.sequences[source] ?? 0 }) : [];
  });

/** The agreement holds always; in state 3 nothing controllable runs towards it. */
const schemeLimits = ({ g100 }: LimitState, { g100: schemes = [], floor }: LimitConfig): readonly StandingLimit[] =>
  schemes.flatMap(({ direction, w }): StandingLimit[] => {
    const head = { source: 'g100', direction, sequence: 0, origin: 'contract', start: floor, end: null } as const;
    const agreed: StandingLimit[] = w === null ? [] : [{ ...head, scope: 'site', value: { kind: 'limit', w } }];
    return (g100[direction]?.name ?? 3) === 3 ? [...agreed, { ...head, scope: 'controllable', because: 'lock-out', value: { kind: 'limit', w: watts(0) } }] : agreed;
  });

/** §14a EnWG: dimmed, not switched off, and what the home generates itself is its own. */
function statutory(limit: StandingLimit, sources: readonly LimitSource[]): StandingLimit {
  if (limit.direction !== 'import' || limit.scope !== 'controllable' || limit.value.kind === 'none') return limit;
  const source = sources.find((one) => one.source === limit.source);
  if (!source || (source.least === undefined && !source.ownGeneration)) return limit;
  const w = Math.max(limit.value.w, source.least ?? 0) as Watts;
  return { ...limit, value: { kind: 'limit', w }, ...(source.ownGeneration ? { ownGeneration: true as const } : {}) };
}

/** A configuration does not change: its own limits are made once. */
const known = new WeakMap<LimitConfig, readonly StandingLimit[]>();
function fixedLimits(config: LimitConfig): readonly StandingLimit[] {
  const limits = known.get(config) ?? config.fixed.map((fixed) => fixedLimit(fixed, config));
  known.set(config, limits);
  return limits;
}

export const isAveraged = (limits: readonly { readonly window?: number }[]): boolean => limits.some(({ window }) => window !== undefined);

/** Nobody has said anything, and nobody's silence means anything. */
const isQuiet = ({ held }: LimitState, { sources, g100 }: LimitConfig): boolean => held.length === 0 && g100 === undefined && !sources.some(({ loss }) => loss);

/** What holds now: the house's own limits, words that have started, and what silence leaves. */
export function limitsInForce(state: LimitState, config: LimitConfig, now: Now): readonly StandingLimit[] {
  const fixed = fixedLimits(config);
  const roomy = (limits: readonly StandingLimit[]): readonly StandingLimit[] => limits.map((limit) => withRoom(limit, state.averages, state.passage.ms, now));
  if (isQuiet(state, config)) return isAveraged(fixed) ? roomy(fixed) : fixed;
  const signalled = [...wordsInForce(state), ...lpcLimits(state, config), ...config.sources.flatMap((source) => profileLimits(state, source, config, now))];
  const limits = [...fixed, ...schemeLimits(state, config), ...signalled.map((limit) => statutory(limit, config.sources))];
  return isAveraged(limits) ? roomy(limits) : limits;
}
