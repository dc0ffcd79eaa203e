import type { AskedPower, ByHand } from '../device/asked.ts';
import { believing } from '../device/believed.ts';
import { LEASE, onThreePhases, type DeviceId } from '../device/device.ts';
import type { CapabilitiesEvent, ReportEvent, WrittenEvent } from '../device/event.ts';
import { metering } from '../device/metering.ts';
import { learn, learnt, nothingLearnt, type PhaseMap } from '../device/phaseMap.ts';
import { gridState, nothingSensed, presentReport, sense, type Sensed } from '../device/sense.ts';
import type { LadderLimit } from '../ladder/event.ts';
import type { LimitFacts } from '../limit/standing.ts';
import { effectId, type TickEvent } from '../machine/effect.ts';
import type { Machine } from '../machine/machine.ts';
import type { ReadingEvent } from '../meter/event.ts';
import type { SignalFacts } from '../signal/call.ts';
import { after, type Instant } from '../time/instant.ts';
import type { Now } from '../time/now.ts';
import type { HouseholderAnswerEffect, HouseholderEvent } from '../wish/householder.ts';
import type { Ask } from './ask.ts';
import { credited, ladderBounds, phaseBounds, powerBounds, type Bound } from './bound.ts';
import { called } from './called.ts';
import { answered, budgetFor, commandedBefore, defiedPower, lackingSince, lacks, leaves, nearestOf, nears, standing, unwritten, writeDue, written, type Commanded } from './command.ts';
import { cyclesAfter, cyclesOfBoot, type Cycles } from './cycle.ts';
import type { DeviceState, GuardConfig, GuardFacts, WriteEffect } from './event.ts';
import { guardState, judge, unjudged, type Judged } from './judge.ts';
import { afterBoot, heldBack, released, scheduled, skipped, unreleased, type Release } from './release.ts';
import { free } from './shed.ts';
import { decide, standsOf, type Pass } from './stage.ts';
import { FIRST_READING, isSensed, unvouchedPower } from './vouch.ts';

export type GuardEvent = ReadingEvent | ReportEvent | CapabilitiesEvent | WrittenEvent | HouseholderEvent | TickEvent;

export interface GuardMachineState {
  readonly sensed: Sensed;
  /** A first full look at grid and devices is done in this boot. */
  readonly isSensed: boolean;
  readonly commanded: Readonly<Record<DeviceId, Commanded>>;
  readonly judged: Judged;
  readonly release: Release;
  readonly cycles: Cycles;
  readonly phaseMap: PhaseMap;
  /** Monotonic ms of the last pass or start, and its wall time; null before the first of all. */
  readonly passedAt: number;
  readonly passedWall: Instant | null;
  readonly effects: number;
  /** W; what a person says where the home file does not; null = nobody has. */
  readonly generation: number | null;
}

export const initialGuardState: GuardMachineState = {
  sensed: nothingSensed,
  isSensed: false,
  commanded: {},
  judged: unjudged,
  release: unreleased,
  cycles: {},
  phaseMap: nothingLearnt,
  passedAt: 0,
  passedWall: null,
  effects: 0,
  generation: null,
};

type Facts = LimitFacts & GuardFacts & SignalFacts & { readonly requests: readonly AskedPower[]; readonly ladderLimits: readonly LadderLimit[]; readonly byHand: Readonly<Record<DeviceId, ByHand>> };

/** A new boot trusts nothing it asked before: leases are void, devices are looked at first. What wears a device out, where it is, and what it was cut by and waits for is kept. */
function settle(state: GuardMachineState, config: GuardConfig, now: Now): GuardMachineState {
  if (state.sensed.boot === now.boot) return state;
  // A state kept by an earlier version lacks what this one remembers.
  const { sensed, effects, release, cycles, phaseMap, commanded, passedAt, passedWall, generation } = { ...initialGuardState, ...state };
  const waits = afterBoot({ ...unreleased, ...release }, { mono: passedAt, wall: passedWall }, config, now);
  const kept = { cycles: cyclesOfBoot(cycles, now), phaseMap: { ...nothingLearnt, seen: phaseMap.seen }, commanded: commandedBefore(commanded, now), release: waits };
  return { ...initialGuardState, ...kept, sensed: sense(sensed, { kind: 'start' }, now), effects, generation, passedAt: now.mono, passedWall: now.wall };
}

function heard(state: GuardMachineState, event: GuardEvent, config: GuardConfig, now: Now): GuardMachineState {
  const settled = settle(state, config, now);
  const sensed = believing(settled.sensed, event, config.generation ?? settled.generation, now);
  const isComplete = settled.isSensed || isSensed(sensed, now);
  if (event.kind === 'householder' && event.act.kind === 'skip-delay') return { ...settled, release: skipped(settled.release) };
  if (event.kind === 'householder' && event.act.kind === 'generation' && config.generation == null) return { ...settled, generation: event.act.watts };
  const commanded = event.kind === 'written' ? Object.fromEntries(Object.entries(settled.commanded).map(([id, one]) => [id, answered(one, event)])) : settled.commanded;
  const isSame = sensed === settled.sensed && isComplete === settled.isSensed && commanded === settled.commanded;
  const { grid } = sensed;
  return isSame ? settled : { ...settled, sensed, isSensed: isComplete, commanded, phaseMap: grid && grid !== settled.sensed.grid ? learn(settled.phaseMap, grid) : settled.phaseMap };
}

/** The requests as asks, first what is kept longest; a device out of reach cannot be asked. */
function asksOf(requests: readonly AskedPower[], state: GuardMachineState, config: GuardConfig, now: Now): readonly Ask[] {
  const rank = (id: DeviceId): number => config.shedOrder.indexOf(id);
  const asks: Ask[] = [];
  for (const { device: id, power, decidedBy } of requests) {
    const device = state.sensed.devices[id];
    const known = state.commanded[id];
    if (device && presentReport(device, now)) asks.push({ id, device, request: power, power, decidedBy, cut: 0, defied: defiedPower(known, device, now), nears: nears(known, now), lacks: lacks(known, now), leaves: leaves(known, now) });
  }
  return asks.sort((a, b) => rank(b.id) - rank(a.id) || (a.id < b.id ? 1 : -1));
}

/** What charges on one phase of three is on nobody knows which: it counts in full on each. */
function phasesNow(phases: GuardConfig['phases'], asks: readonly Ask[], commanded: GuardMachineState['commanded']): GuardConfig['phases'] {
  const single = asks.filter(({ id, device: { descriptor, report } }) => descriptor.phaseModes && !onThreePhases(descriptor, commanded[id]?.command?.setpoint ?? report?.power ?? 0));
  return single.length === 0 ? phases : Object.fromEntries(Object.entries(phases).filter(([id]) => !single.some((ask) => ask.id === id)));
}

type Input = Readonly<Partial<Facts>>;

/** What is to be kept; of limits that the meter shows, none while its first reading may still come. */
function boundsOf(state: GuardMachineState, config: GuardConfig, { limits = [], ladderLimits = [], phaseLimits = [] }: Input, asks: readonly Ask[], isFresh: boolean, now: Now): readonly Bound[] {
  const { grid } = state.sensed;
  const isAwaited = grid === null && now.mono < FIRST_READING;
  const unvouched = unvouchedPower(state.sensed, state.isSensed, asks, state.commanded, now);
  const inPower = (isFuse: boolean): readonly Bound[] => powerBounds(credited(limits.filter(({ origin, scope }) => (origin === 'fuse') === isFuse && !(isAwaited && scope === 'site')), isFresh ? grid : null, asks), asks, grid, unvouched);
  const isByPhase = config.fuse !== null || config.unbalance !== undefined || phaseLimits.length > 0;
  const inAmps = isByPhase && !isAwaited ? phaseBounds({ ...config, phases: phasesNow({ ...learnt(state.phaseMap), ...config.phases }, asks, state.commanded) }, asks, grid, unvouched, phaseLimits) : [];
  return [...inPower(false), ...inPower(true), ...inAmps, ...(isAwaited ? [] : ladderBounds(ladderLimits, asks, grid, unvouched))];
}

function passOf(state: GuardMachineState, config: GuardConfig, facts: Input, asks: readonly Ask[], now: Now): Pass {
  const { limits = [], ladderLimits = [], phaseLimits = [], requests = [] } = facts;
  const seen = gridState(state.sensed, now);
  return {
    config,
    bounds: boundsOf(state, config, facts, asks, seen === 'fresh', now),
    needsGrid: config.fuse !== null || ladderLimits.length > 0 || phaseLimits.length > 0 || limits.some((limit) => limit.scope === 'site'),
    gridState: seen,
    sensed: state.isSensed,
    commanded: state.commanded,
    rise: config.ramp * (Math.max(0, now.mono - state.passedAt) / 1_000),
    release: state.release,
    cycles: state.cycles,
    byHand: new Set(requests.flatMap(({ device, decidedBy }) => (decidedBy === 'override' ? [device] : []))),
    now,
  };
}

/** Until when what waits for chance waits; null when nothing does. */
function delayedUntil(asks: readonly Ask[], { release, now }: Pass): Instant | null {
  const waits = asks.flatMap(({ id, decidedBy }) => (decidedBy === 'delay' ? [Math.max(release.heldUntil, heldBack(release, id)) - now.mono] : []));
  return waits.length > 0 ? after(now.wall, Math.max(...waits)) : null;
}

function asAsked(known: Commanded, { cut, decidedBy, device }: Ask, now: Now): Commanded {
  const [lacksSince, nearest] = [lackingSince(known, device), nearestOf(known, device, now)];
  const isSame = known.cut === cut && known.decidedBy === decidedBy && (known.lacksSince ?? null) === lacksSince && (known.nearest ?? null) === nearest;
  return isSame ? known : { ...known, cut, decidedBy, lacksSince, nearest };
}

/** Writes what is due, in the order of the asks, and remembers every ask's cut, and since when it lacks. */
function write(state: GuardMachineState, judged: Judged, asks: readonly Ask[], pass: Pass): { readonly state: GuardMachineState; readonly effects: readonly WriteEffect[] } {
  const { config, now } = pass;
  const strained = pass.bounds.filter((bound) => free(bound, asks, standsOf(pass)) < 0);
  // Copied at the first change: at most readings nobody is written and no cut moves.
  let commanded: Record<DeviceId, Commanded> | null = null;
  const writes: WriteEffect[] = [];
  for (const ask of asks) {
    const budget = budgetFor(ask.device.descriptor.fallback);
    const known = (commanded ?? state.commanded)[ask.id];
    const before = asAsked(known ?? unwritten(ask, budget, now), ask, now);
    const why = writeDue(ask, before, budget, now, strained.flatMap(({ share, sign }) => (share(ask.id) > 0 ? [sign] : [])));
    const id = why ? effectId(now, 'guard', state.effects + writes.length) : '';
    const after = why ? written(ask, before, why, id, budget, now) : before;
    if (after !== known) (commanded ??= { ...state.commanded })[ask.id] = after;
    if (why && after.command) writes.push({ id, kind: 'write', device: ask.id, setpoint: after.command.setpoint, lease: LEASE });
  }
  const cycles = cyclesAfter(state.cycles, asks, commanded ?? state.commanded, config, now);
  const { sensed, isSensed: isComplete, release, phaseMap, effects, generation } = state;
  // Each second's step is written out: naming the fields is quicker than copying them.
  return { state: { sensed, isSensed: isComplete, commanded: commanded ?? state.commanded, judged, release, cycles, phaseMap, passedAt: now.mono, passedWall: now.wall, effects: effects + writes.length, generation }, effects: writes };
}

function deviceStates(state: GuardMachineState, requests: readonly AskedPower[], byHand: Readonly<Record<DeviceId, ByHand>>, now: Now): readonly DeviceState[] {
  return Object.values(state.sensed.devices).map((device) => {
    const { descriptor, report, heardWall } = device;
    const isManaged = requests.some((request) => request.device === descriptor.id);
    const commanded = isManaged ? state.commanded[descriptor.id] : undefined;
    const hand = byHand[descriptor.id];
    const stands = isManaged ? standing(commanded?.command ?? null, device, presentReport(device, now), now) : ({ state: 'unmanaged', reason: null } as const);
    return { descriptor, report, heardWall, asked: commanded?.command?.setpoint ?? null, state: stands.state, reason: stands.reason, decidedBy: commanded?.decidedBy ?? null, byHand: hand ? { want: hand.want, until: hand.until } : null };
  });
}

/** These are remembered until the next reading, tick, act or signal, which is at most a second away. */
const ONLY_HEARD: ReadonlySet<string> = new Set(['report', 'written', 'capabilities']);

/** A person who does not want to wait, or says what the home generates, is answered. */
function answersTo(event: GuardEvent, state: GuardMachineState, config: GuardConfig, now: Now): readonly HouseholderAnswerEffect[] {
  if (event.kind !== 'householder' || (event.act.kind !== 'skip-delay' && event.act.kind !== 'generation')) return [];
  const reason = event.act.kind === 'generation' && config.generation != null ? 'said-by-home-file' : null;
  return [{ id: `${effectId(now, 'guard', state.effects)}/person`, kind: 'householder-answer', act: event.id, outcome: reason ? 'refused' : 'done', reason }];
}


/** Clips every request by the one order and writes what comes out: the only machine that commands a device. */
export function guardMachine(config: GuardConfig): Machine<GuardMachineState, GuardEvent, Facts> {
  return {
    name: 'guard',
    initial: initialGuardState,
    step(before, event, now, facts) {
      const { limits = [], phaseLimits = [], requests = [], calls = [] } = facts;
      const known = heard(before, event, config, now);
      if (ONLY_HEARD.has(event.kind)) return { state: known };
      const release = scheduled(called(released(known.release, limits, phaseLimits, config, now), calls, config, now), requests, known.sensed, config, now);
      const state = release === known.release ? known : { ...known, release };
      const asked = asksOf(requests, state, config, now);
      const pass = passOf(state, config, facts, asked, now);
      const asks = decide(asked, pass);
      const { state: next, effects } = write(state, judge(state.judged, pass.bounds, asks, now), asks, pass);
      const guard = guardState(next.judged, pass.bounds, asks, facts, { blind: pass.needsGrid && pass.gridState !== 'fresh', delayedUntil: delayedUntil(asks, pass) }, now);
      return { state: next, effects: event.kind === 'householder' ? [...effects, ...answersTo(event, next, config, now)] : effects, facts: { guard, metering: metering(next.sensed, config.generation ?? null, next.generation), grid: next.sensed.grid, devices: deviceStates(next, requests, facts.byHand ?? {}, now) } };
    },
  };
}
