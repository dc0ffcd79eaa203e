import type { AskedPower } from '../device/asked.ts';
import type { CapabilitiesEvent, ReportEvent } from '../device/event.ts';
import type { DeviceId } from '../device/device.ts';
import { gridState, nothingSensed, sense, type Sensed, type SensedDevice } from '../device/sense.ts';
import type { TickEvent } from '../machine/effect.ts';
import type { Machine } from '../machine/machine.ts';
import type { ReadingEvent } from '../meter/event.ts';
import type { Act, Policy } from '../plan/act.ts';
import { requested } from '../plan/respond.ts';
import type { Instant } from '../time/instant.ts';
import type { Now } from '../time/now.ts';
import { clampPower, ZERO_POWER, type Watts } from '../units/power.ts';
import { choose, isOver, type Chosen } from './choose.ts';
import type { ActsEvent, FollowConfig, FollowFacts, PauseEvent } from './event.ts';
import { confirmed, nextRequest } from './loop.ts';
import { runAfter, runPower, type Run } from './run.ts';

export type FollowEvent = ReadingEvent | ReportEvent | CapabilitiesEvent | ActsEvent | PauseEvent | TickEvent;

export interface FollowState {
  readonly sensed: Sensed;
  readonly revision: number;
  readonly acts: readonly Act[];
  readonly pause: { readonly until: Instant | null } | null;
  readonly runs: Readonly<Record<DeviceId, Run>>;
  /** Last request in W of the devices that follow the grid. */
  readonly following: Readonly<Record<DeviceId, Watts>>;
}

export const initialFollowState: FollowState = { sensed: nothingSensed, revision: 0, acts: [], pause: null, runs: {}, following: {} };

/** Who works for the grid, and how. */
type GridPolicy = Extract<Policy, { kind: 'follow' | 'atLeast' }>;
const looksAtGrid = (policy: Policy): policy is GridPolicy => policy.kind === 'follow' || policy.kind === 'atLeast';
const range = (policy: GridPolicy): readonly [Watts, Watts] => [policy.kind === 'follow' ? policy.min : policy.power, policy.max];

/** One pass over the devices; `grid` is what the grid will be when those asked so far have moved. */
interface Pass {
  readonly isReading: boolean;
  readonly grid: number | null;
  readonly state: FollowState;
  readonly requests: readonly AskedPower[];
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

/** A new boot knows nothing of what was asked; a pause that is over is forgotten. */
function settle(state: FollowState, event: { readonly kind: string }, now: Now): FollowState {
  const following = state.sensed.boot === now.boot ? state.following : {};
  const pause = state.pause && isOver(state.pause.until, now) ? null : state.pause;
  const sensed = sense(state.sensed, event, now);
  const isSame = following === state.following && pause === state.pause && sensed === state.sensed;
  if (isSame) return state;
  const { revision, acts, runs } = state;
  return { sensed, revision, acts, pause, runs, following };
}

function heard(state: FollowState, event: FollowEvent): FollowState {
  if (event.kind === 'acts') return { ...state, revision: event.revision, acts: event.acts };
  if (event.kind === 'pause') return { ...state, pause: event.on ? { until: event.until } : null };
  return state;
}

function ask(pass: Pass, device: SensedDevice, power: Watts, decidedBy: AskedPower['decidedBy']): Pass {
  return { ...pass, requests: [...pass.requests, { device: device.descriptor.id, power, decidedBy }] };
}

function followGrid(pass: Pass, device: SensedDevice, policy: GridPolicy, chosen: Chosen, now: Now): Pass {
  const { id } = device.descriptor;
  const state = gridState(pass.state.sensed, now);
  if (state === 'lost') return remember(ask(pass, device, blind(policy), 'sense'), id, blind(policy));
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

function request(pass: Pass, device: SensedDevice, config: FollowConfig, now: Now): Pass {
  const { descriptor } = device;
  const chosen = choose(descriptor, { acts: pass.state.acts, pause: pass.state.pause, config }, now);
  if (!chosen) return pass;
  if (looksAtGrid(chosen.policy)) return followGrid(pass, device, within(chosen.policy, device), chosen, now);
  const run = runAfter(pass.state.runs[descriptor.id], descriptor, chosen, now);
  const state = forget(run && run !== pass.state.runs[descriptor.id] ? { ...pass.state, runs: { ...pass.state.runs, [descriptor.id]: run } } : pass.state, descriptor.id);
  const running = runPower(run, descriptor, now);
  const power = chosen.policy.kind === 'hold' ? chosen.policy.power : ZERO_POWER;
  return ask({ ...pass, state }, device, running ?? power, running === null ? chosen.decidedBy : 'plan');
}

/** After any other event the requests stand. */
const ASKS_ANEW: ReadonlySet<string> = new Set(['reading', 'tick', 'acts', 'pause']);

/** Turns acts and the meter into one request a device, at every reading; anything else may change the policy, not the loop. */
export function followMachine(config: FollowConfig): Machine<FollowState, FollowEvent, FollowFacts> {
  return {
    name: 'follow',
    initial: initialFollowState,
    step(before, event, now) {
      const state = heard(settle(before, event, now), event);
      if (!ASKS_ANEW.has(event.kind)) return { state };
      const start: Pass = { isReading: event.kind === 'reading' && state.sensed.grid?.heardAt === now.mono, grid: state.sensed.grid?.power ?? null, state, requests: [] };
      const devices = Object.values(state.sensed.devices);
      const pass = devices.reduce<Pass>((so, device) => request(so, device, config, now), start);
      return { state: pass.state, facts: { requests: pass.requests } };
    },
  };
}
