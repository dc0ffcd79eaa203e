import type { AskedPower } from '../device/asked.ts';
import type { CapabilitiesEvent, ReportEvent } from '../device/event.ts';
import type { DeviceId } from '../device/device.ts';
import { gridState, measuredPower, nothingSensed, sense, type Sensed, type SensedDevice } from '../device/sense.ts';
import { effectId, type TickEvent } from '../machine/effect.ts';
import type { Machine } from '../machine/machine.ts';
import type { ReadingEvent } from '../meter/event.ts';
import type { Act, Policy } from '../plan/act.ts';
import { requested } from '../plan/respond.ts';
import type { Now } from '../time/now.ts';
import { clampPower, ZERO_POWER, type Watts } from '../units/power.ts';
import type { StandingCall, SignalFacts } from '../signal/call.ts';
import type { ContractWindow } from '../signal/contract.ts';
import type { SignedEvent } from '../signal/event.ts';
import type { HouseholderAnswerEffect, HouseholderEvent } from '../wish/householder.ts';
import { bySource } from './call.ts';
import { choose, type Choices } from './choose.ts';
import type { Choice, Chosen } from './chosen.ts';
import { withheldAfter, type Withheld } from './comfort.ts';
import { chargingHours } from './defaultHours.ts';
import type { ActsEvent, FollowConfig, FollowFacts, PauseEvent } from './event.ts';
import { afterAct } from './hand.ts';
import { confirmed, nextRequest } from './loop.ts';
import { standingOverrides, type Overrides } from './override.ts';
import { paused, standingPause, type Pause } from './pause.ts';
import { runAfter, runPower, stopped, type Run } from './run.ts';

export type FollowEvent = ReadingEvent | ReportEvent | CapabilitiesEvent | ActsEvent | PauseEvent | TickEvent | HouseholderEvent | SignedEvent;

export interface FollowState {
  readonly sensed: Sensed;
  readonly revision: number;
  readonly acts: readonly Act[];
  readonly pause: Pause | null;
  /** When vehicles do not charge by themselves, as a person has chosen; left out before that. */
  readonly hours?: readonly ContractWindow[];
  readonly overrides: Overrides;
  readonly withheld: Withheld;
  readonly runs: Readonly<Record<DeviceId, Run>>;
  /** Last request in W of the devices that follow the grid. */
  readonly following: Readonly<Record<DeviceId, Watts>>;
  readonly effects: number;
}

export const initialFollowState: FollowState = { sensed: nothingSensed, revision: 0, acts: [], pause: null, overrides: {}, withheld: {}, runs: {}, following: {}, effects: 0 };

/** Who works for the grid, and how. */
type GridPolicy = Extract<Policy, { kind: 'follow' | 'atLeast' }>;
const looksAtGrid = (policy: Policy): policy is GridPolicy => policy.kind === 'follow' || policy.kind === 'atLeast';
const range = (policy: GridPolicy): readonly [Watts, Watts] => [policy.kind === 'follow' ? policy.min : policy.power, policy.max];

/** One pass over the devices; `grid` is what the grid will be when those asked so far have moved. */
interface Pass {
  readonly isReading: boolean;
  readonly grid: number | null;
  readonly state: FollowState;
  /** Those of this pass so far: grows as the devices are asked. */
  readonly requests: AskedPower[];
}

/** A full store takes nothing and an empty one gives nothing, whatever is asked: the range says so to those after it. */
function within(policy: GridPolicy, { descriptor, report }: SensedDevice): GridPolicy {
  if (policy.kind !== 'follow' || descriptor.primitive.kind !== 'store' || !report || report.stored === null) return policy;
  const isEmpty = report.stored <= 0;
  const isFull = report.stored >= descriptor.primitive.capacity;
  return { ...policy, min: isEmpty ? clampPower(ZERO_POWER, policy.min, policy.max) : policy.min, max: isFull ? clampPower(ZERO_POWER, policy.min, policy.max) : policy.max };
}

/** Without a grid reading a follower rests: 0 W, as far as its range has it. */
function blind(policy: GridPolicy): Watts {
  const [low, high] = range(policy);
  return clampPower(ZERO_POWER, low, high);
}

/** A new boot knows nothing of what was asked; a pause or an override that is over is forgotten. */
function settle(before: FollowState, event: { readonly kind: string }, now: Now): FollowState {
  // A state kept by an earlier version lacks what this one remembers.
  const state = before.sensed.boot === now.boot ? before : { ...initialFollowState, ...before, following: {} };
  const pause = standingPause(state.pause, now);
  const overrides = standingOverrides(state.overrides, now);
  const sensed = sense(state.sensed, event, now);
  const isSame = pause === state.pause && overrides === state.overrides && sensed === state.sensed;
  if (isSame) return state;
  return { ...state, sensed, pause, overrides };
}

interface Heard {
  readonly state: FollowState;
  readonly effects: readonly HouseholderAnswerEffect[];
}

function heard(state: FollowState, event: FollowEvent, now: Now): Heard {
  if (event.kind === 'acts') return { state: { ...state, revision: event.revision, acts: event.acts }, effects: [] };
  if (event.kind === 'pause') return { state: { ...state, pause: standingPause(paused(state.pause, event, now), now) }, effects: [] };
  return event.kind === 'householder' ? byPerson(state, event, now) : { state, effects: [] };
}

/** What a person decides holds at once; the host says `done` when it is kept. */
function byPerson(state: FollowState, { id, act }: HouseholderEvent, now: Now): Heard {
  if (act.kind === 'charging-hours') return answered({ ...state, hours: act.except }, id, null, now);
  const after = afterAct(state.overrides, act, state.sensed, now);
  return after ? answered({ ...state, overrides: after.overrides }, id, after.reason, now) : { state, effects: [] };
}

function answered(before: FollowState, act: string, reason: string | null, now: Now): Heard {
  const effects = before.effects + 1;
  const answer: HouseholderAnswerEffect = { id: effectId(now, 'follow', effects), kind: 'householder-answer', act, outcome: reason === null ? 'done' : 'refused', reason };
  return { state: { ...before, effects }, effects: [answer] };
}

function ask(pass: Pass, device: SensedDevice, power: Watts, decidedBy: AskedPower['decidedBy']): Pass {
  pass.requests.push({ device: device.descriptor.id, power, decidedBy });
  return pass;
}

function followGrid(pass: Pass, device: SensedDevice, policy: GridPolicy, chosen: Chosen, now: Now): Pass {
  const { id } = device.descriptor;
  const state = gridState(pass.state.sensed, now);
  // Nothing can be followed on VA: how much less the power is nobody knows.
  if (state === 'lost' || pass.state.sensed.grid?.least !== undefined) return remember(ask(pass, device, blind(policy), 'sense'), id, blind(policy));
  const does = confirmed(device, now);
  const before = pass.state.following[id] ?? does?.power;
  if (before === undefined) return pass;
  const grid = pass.state.sensed.grid;
  const moves = pass.isReading && state === 'fresh' && does !== null && pass.grid !== null && grid !== null;
  const [low, high] = range(policy);
  const next = clampPower(moves ? nextRequest(policy, pass.grid, does, before, grid.reading.period) : before, low, high);
  const asked = remember(ask(pass, device, next, state === 'fresh' ? chosen.decidedBy : 'sense'), id, next);
  return does === null ? asked : { ...asked, grid: gridAfter(pass.grid, policy, does.power) };
}

/** The first follower takes all it can: those after it see only what is left beyond its range. */
const gridAfter = (grid: number | null, policy: GridPolicy, does: Watts): number | null => grid === null ? null : grid - does + requested(policy, grid - does);

const remember = (pass: Pass, id: DeviceId, power: Watts): Pass =>
  pass.state.following[id] === power ? pass : { ...pass, state: { ...pass.state, following: { ...pass.state.following, [id]: power } } };

function forget(state: FollowState, id: DeviceId): FollowState {
  if (!(id in state.following)) return state;
  return { ...state, following: Object.fromEntries(Object.entries(state.following).filter(([known]) => known !== id)) };
}

function request(pass: Pass, { device, chosen }: Choice, now: Now): Pass {
  const { descriptor } = device;
  if (looksAtGrid(chosen.policy)) return followGrid(pass, device, within(chosen.policy, device), chosen, now);
  const known = pass.state.runs[descriptor.id];
  const run = runOf(known, device, chosen, now);
  const state = forget(run && run !== known ? { ...pass.state, runs: { ...pass.state.runs, [descriptor.id]: run } } : pass.state, descriptor.id);
  const running = chosen.stops ? null : runPower(run, descriptor, now);
  const power = chosen.policy.kind === 'hold' ? chosen.policy.power : ZERO_POWER;
  return ask(state === pass.state ? pass : { ...pass, state }, device, running ?? power, running === null ? chosen.decidedBy : whoRuns(chosen));
}

/** A person's hand ends a run; a firm call only keeps it waiting. */
function runOf(known: Run | undefined, { descriptor }: SensedDevice, chosen: Chosen, now: Now): Run | undefined {
  if (known && chosen.stops) return chosen.decidedBy === 'override' ? stopped(known, now) : known;
  return runAfter(known, descriptor, chosen, now);
}

const whoRuns = ({ policy, decidedBy }: Chosen): AskedPower['decidedBy'] => (policy.kind === 'run' ? decidedBy : 'plan');

/** Heat that a call has kept away is remembered; the same memory while nothing changes. */
function withholding(state: FollowState, choices: readonly Choice[], requests: readonly AskedPower[], now: Now): FollowState {
  let withheld: Withheld = state.withheld;
  for (const { device } of choices) {
    const { id } = device.descriptor;
    const asked = requests.find((one) => one.device === id);
    const isAway = asked !== undefined && asked.power <= 0 && (asked.decidedBy === 'event' || asked.decidedBy === 'dispatch');
    const lease = withheldAfter(withheld[id], device, isAway, now);
    if (lease === withheld[id]) continue;
    const { [id]: _gone, ...others } = withheld;
    withheld = lease ? { ...others, [id]: lease } : others;
  }
  return withheld === state.withheld ? state : { ...state, withheld };
}

const NOBODY: readonly DeviceId[] = [];

/** Devices of running calls that may be left, on which a person's word stands. */
function overridden(calls: readonly StandingCall[], { overrides, pause }: FollowState): readonly DeviceId[] {
  if (calls.length === 0) return NOBODY;
  const called = bySource(calls, 'event').flatMap(({ devices }) => devices);
  return called.filter((id) => pause !== null || id in overrides);
}

/** After any other event the requests stand. */
/** It learns from these too. */
const SENSED = ['report', 'capabilities'] as const;
const ASKS_ANEW: ReadonlySet<string> = new Set(['reading', 'tick', 'acts', 'pause', 'householder', 'signed']);
const NO_CALLS: readonly StandingCall[] = [];

/** Turns acts, calls and the meter into one request a device, at every reading; anything else may change the policy, not the loop. */
export function followMachine(config: FollowConfig): Machine<FollowState, FollowEvent, FollowFacts & SignalFacts> {
  return {
    name: 'follow',
    initial: initialFollowState,
    hears: new Set([...SENSED, ...ASKS_ANEW]),
    step(before, event, now, { calls = NO_CALLS }) {
      const { state, effects } = heard(settle(before, event, now), event, now);
      if (!ASKS_ANEW.has(event.kind)) return { state };
      const choices: Choices = { calls, overrides: state.overrides, acts: state.acts, pause: state.pause, withheld: state.withheld, runs: state.runs, config: state.hours && config.defaultHours ? { ...config, defaultHours: { ...config.defaultHours, except: state.hours } } : config };
      const start: Pass = { isReading: event.kind === 'reading' && state.sensed.grid?.heardAt === now.mono, grid: measuredPower(state.sensed), state, requests: [] };
      const chosen = choose(Object.values(state.sensed.devices), choices, now);
      const pass = chosen.reduce<Pass>((so, choice) => request(so, choice, now), start);
      return { state: withholding(pass.state, chosen, pass.requests, now), effects, facts: { requests: pass.requests, overridden: overridden(calls, state), byHand: state.overrides, charging: chargingHours(state.sensed, config.defaultHours, state.hours) } };
    },
  };
}
