import type { Policy } from './act.ts';
import { reserveFloor, type Aim } from './aim.ts';
import { at } from './at.ts';
import type { PlanDevice } from './problem.ts';
import { durationOf, meanProfilePower } from './profile.ts';
import { nearestMode, requested, storedAfter, storePower } from './respond.ts';
import type { Scene } from './scene.ts';
import type { Steps } from './steps.ts';

/** What every device is told at every step: `policies[device][step]`, and when each profile begins (ms UTC), null = not. */
export interface Course {
  readonly policies: readonly (readonly Policy[])[];
  readonly starts: readonly (number | null)[];
}

/** How the home went. Work is in W·ms (3600 = 1 mWh). */
export interface Simulated {
  /** A number a slot. */
  readonly importWork: Float64Array;
  readonly exportWork: Float64Array;
  /** Per device: charged plus discharged at the terminals of a store, 0 else. */
  readonly throughput: Float64Array;
  /** mWh per device after the last step; 0 for what stores nothing. */
  readonly stored: Float64Array;
  /** Per aim: mWh short at the worst moment, or ms late. */
  readonly deficit: Float64Array;
  /** Work above the limits after everything that can be cut was cut. */
  readonly excess: number;
  /** W at the grid per step, and per device and step (`device * steps + step`). */
  readonly grid: Float64Array;
  readonly power: Float64Array;
}

interface Run {
  readonly scene: Scene;
  readonly steps: Steps;
  readonly course: Course;
  readonly stored: Float64Array;
  readonly power: Float64Array;
}

const isFollower = (policy: Policy): boolean => policy.kind === 'follow' || policy.kind === 'atLeast';

/** W of one device at one step, within its physics. */
function devicePower({ scene, steps, course, stored }: Run, index: number, step: number, policy: Policy, others: number): number {
  const { primitive, stored: known } = at(scene.problem.devices, index);
  const asked = requested(policy, others);
  switch (primitive.kind) {
    case 'store':
      return known === null ? 0 : storePower(primitive, at(stored, index), asked, at(steps.length, step));
    case 'profile': {
      const begin = at(course.starts, index);
      const from = at(steps.start, step);
      return begin === null ? 0 : meanProfilePower(primitive, begin, from, from + at(steps.length, step));
    }
    case 'envelope':
      return Math.min(Math.max(asked, primitive.min), primitive.max);
    case 'modes':
      return nearestMode(primitive.powers, asked);
    case 'inflexible':
      return 0;
  }
}

/** W that a guard can take off a device: its import for an import limit, a store's discharge for an export limit. */
function sheddable({ primitive }: PlanDevice, power: number, direction: 1 | -1): number {
  if (primitive.kind === 'store') return Math.max(0, direction * power);
  if (direction < 0) return 0;
  if (primitive.kind === 'envelope') return Math.max(0, power - Math.max(0, primitive.min));
  return primitive.kind === 'modes' ? Math.max(0, power - Math.min(...primitive.powers)) : 0;
}

/** The same clipping for every plan and for none: reduces what can be reduced until the limit is kept. */
function guard(run: Run, step: number, grid: number, limit: number, direction: 1 | -1): number {
  let over = direction * grid - limit;
  const devices = run.scene.problem.devices;
  for (let index = 0; over > 0 && index < devices.length; index++) {
    const place = index * run.steps.start.length + step;
    const cut = Math.min(over, sheddable(at(devices, index), at(run.power, place), direction));
    run.power[place] = at(run.power, place) - direction * cut;
    over -= cut;
  }
  return direction * (over + limit);
}

/** Sets every device's power at a step and tells the power at the grid: followers come after those that do not look. */
function settle(run: Run, step: number, base: number): number {
  const { scene, steps, course, power } = run;
  const count = scene.problem.devices.length;
  let grid = base;
  for (let pass = 0; pass < 2; pass++) {
    for (let index = 0; index < count; index++) {
      const policy = at(at(course.policies, index), step);
      if (isFollower(policy) !== (pass === 1)) continue;
      const asked = devicePower(run, index, step, policy, grid);
      power[index * steps.start.length + step] = asked;
      grid += asked;
    }
  }
  const slot = at(steps.slot, step);
  const importing = at(scene.importLimit, slot);
  const exporting = at(scene.exportLimit, slot);
  if (grid > importing) grid = guard(run, step, grid, importing, 1);
  return -grid > exporting ? guard(run, step, grid, exporting, -1) : grid;
}

function store(run: Run, step: number, throughput: Float64Array): void {
  const length = at(run.steps.length, step);
  run.scene.problem.devices.forEach(({ primitive, stored }, index) => {
    if (primitive.kind !== 'store' || stored === null) return;
    const power = at(run.power, index * run.steps.start.length + step);
    throughput[index] = at(throughput, index) + Math.abs(power) * length;
    run.stored[index] = storedAfter(primitive, at(run.stored, index), power, length);
  });
}

/** How far an aim is missed at the end of a step; what is not judged then misses nothing. */
function missed(aim: Aim, run: Run, start: number, end: number, begin: number): number {
  if (aim.kind === 'reserve') return reserveFloor(aim, end - begin) - at(run.stored, aim.device);
  if (aim.kind === 'storedBy') return start < aim.by && aim.by <= end ? aim.level - at(run.stored, aim.device) : 0;
  return 0;
}

/** ms late of a run, or that it begins too early; one never begun is as late as one begun at the horizon's end. */
function lateness(aim: Extract<Aim, { kind: 'readyBy' }>, run: Run, horizonEnd: number): number {
  const { primitive, runningSince } = at(run.scene.problem.devices, aim.device);
  if (primitive.kind !== 'profile') return 0;
  const begin = at(run.course.starts, aim.device);
  const starts = begin === null || (begin < aim.from && runningSince === null) ? horizonEnd : begin;
  return Math.max(0, starts + durationOf(primitive) - aim.by);
}

/**
 * Plays a course against the forecast.
 * @param deviation standard deviations that the inflexible load differs from its forecast in every slot.
 */
export function simulate(scene: Scene, steps: Steps, course: Course, deviation = 0): Simulated {
  const { slots, devices, inflexible, spread } = scene.problem;
  const count = steps.start.length;
  const run: Run = { scene, steps, course, stored: Float64Array.from(devices, ({ stored }) => stored ?? 0), power: new Float64Array(devices.length * count) };
  const result = { importWork: new Float64Array(slots.length), exportWork: new Float64Array(slots.length), throughput: new Float64Array(devices.length), deficit: new Float64Array(scene.aims.length), grid: new Float64Array(count) };
  const begin = at(slots, 0).start;
  let excess = 0;
  for (let step = 0; step < count; step++) {
    const slot = at(steps.slot, step);
    const start = at(steps.start, step);
    const length = at(steps.length, step);
    const grid = settle(run, step, at(inflexible, slot) + deviation * at(spread, slot));
    const into = grid > 0 ? result.importWork : result.exportWork;
    into[slot] = at(into, slot) + Math.abs(grid) * length;
    result.grid[step] = grid;
    excess += Math.max(0, grid - at(scene.importLimit, slot), -grid - at(scene.exportLimit, slot)) * length;
    store(run, step, result.throughput);
    scene.aims.forEach((aim, index) => (result.deficit[index] = Math.max(at(result.deficit, index), missed(aim, run, start, start + length, begin))));
  }
  const end = at(slots, slots.length - 1).end;
  scene.aims.forEach((aim, index) => {
    if (aim.kind === 'readyBy') result.deficit[index] = lateness(aim, run, end);
  });
  return { ...result, excess, stored: run.stored, power: run.power };
}
