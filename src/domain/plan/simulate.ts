import type { Policy } from './act.ts';
import { reserveFloor, type Aim } from './aim.ts';
import { at } from './at.ts';
import { guardCut } from './guardCut.ts';
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

/** How the home went. Work is in W·ms (3600 = 1 mWh). The arrays are written anew by the next play. */
export interface Simulated {
  /** A number a slot. */
  readonly importWork: Float64Array;
  readonly exportWork: Float64Array;
  /** Per device: charged plus discharged at the terminals of a store, 0 else. */
  readonly throughput: Float64Array;
  /** mWh per device after the last step; 0 for what stores nothing. */
  readonly stored: Float64Array;
  /** mWh per device at the end of each slot; 0 for what stores nothing. */
  readonly levels: readonly Float64Array[];
  /** Per aim: mWh short at the worst moment, or ms late. */
  readonly deficit: Float64Array;
  /** Work above the limits after everything that can be cut was cut. */
  readonly excess: number;
  /** W at the grid per step. */
  readonly grid: Float64Array;
}

const isFollower = ({ kind }: Policy): boolean => kind === 'follow' || kind === 'atLeast';

/**
 * Plays courses against the forecast of one scene, over and over: the planner's descent asks it thousands of times, so
 * its arrays are made once.
 */
export class Player implements Simulated {
  readonly importWork: Float64Array;
  readonly exportWork: Float64Array;
  readonly throughput: Float64Array;
  readonly stored: Float64Array;
  readonly levels: readonly Float64Array[];
  readonly deficit: Float64Array;
  readonly grid: Float64Array;
  excess = 0;
  private readonly scene: Scene;
  private readonly steps: Steps;
  private readonly devices: readonly PlanDevice[];
  /** W of each device in the step at hand. */
  private readonly power: Float64Array;
  private readonly limited: boolean;

  constructor(scene: Scene, steps: Steps) {
    const { slots, devices } = scene.problem;
    this.scene = scene;
    this.steps = steps;
    this.devices = devices;
    this.importWork = new Float64Array(slots.length);
    this.exportWork = new Float64Array(slots.length);
    this.throughput = new Float64Array(devices.length);
    this.stored = new Float64Array(devices.length);
    this.levels = devices.map(() => new Float64Array(slots.length));
    this.power = new Float64Array(devices.length);
    this.deficit = new Float64Array(scene.aims.length);
    this.grid = new Float64Array(steps.start.length);
    this.limited = scene.problem.limits.length > 0;
  }

  /** @param deviation standard deviations that the inflexible load differs from its forecast in every slot. */
  play(course: Course, deviation = 0): Simulated {
    this.reset();
    const { slot, length, start } = this.steps;
    const { inflexible, spread } = this.scene.problem;
    const begin = start[0] ?? 0;
    for (let step = 0; step < slot.length; step++) {
      const index = slot[step] ?? 0;
      const ms = length[step] ?? 0;
      const from = start[step] ?? 0;
      const grid = this.settle(course, step, (inflexible[index] ?? 0) + deviation * (spread[index] ?? 0), from, ms);
      this.grid[step] = grid;
      if (grid > 0) this.importWork[index] = (this.importWork[index] ?? 0) + grid * ms;
      else this.exportWork[index] = (this.exportWork[index] ?? 0) - grid * ms;
      if (this.limited) this.excess += Math.max(0, grid - (this.scene.importLimit[index] ?? Infinity), -grid - (this.scene.exportLimit[index] ?? Infinity)) * ms;
      this.store(ms, index);
      this.judge(from, from + ms, begin);
    }
    this.judgeRuns(course);
    return this;
  }

  private reset(): void {
    this.excess = 0;
    for (const sums of [this.importWork, this.exportWork, this.throughput, this.deficit]) sums.fill(0);
    for (let index = 0; index < this.devices.length; index++) this.stored[index] = this.devices[index]?.stored ?? 0;
  }

  /** Every device's power in a step, and what it leaves at the grid: those that look at the grid come after those that do not. */
  private settle(course: Course, step: number, base: number, from: number, ms: number): number {
    let grid = base;
    let followers = false;
    for (let index = 0; index < this.devices.length; index++) {
      const policy = course.policies[index]?.[step];
      if (!policy) continue;
      if (isFollower(policy)) {
        followers = true;
        continue;
      }
      grid += this.power[index] = this.respond(index, policy, grid, course.starts[index] ?? null, from, ms);
    }
    if (followers) grid = this.follow(course, step, grid, from, ms);
    return this.limited ? this.guard(step, grid) : grid;
  }

  private follow(course: Course, step: number, others: number, from: number, ms: number): number {
    let grid = others;
    for (let index = 0; index < this.devices.length; index++) {
      const policy = course.policies[index]?.[step];
      if (policy && isFollower(policy)) grid += this.power[index] = this.respond(index, policy, grid, course.starts[index] ?? null, from, ms);
    }
    return grid;
  }

  /** W of one device within its physics; `begin` is when its profile begins. */
  private respond(index: number, policy: Policy, others: number, begin: number | null, from: number, ms: number): number {
    const device = this.devices[index];
    if (!device) return 0;
    const { primitive } = device;
    switch (primitive.kind) {
      case 'store':
        return device.stored === null ? 0 : storePower(primitive, this.stored[index] ?? 0, requested(policy, others), ms);
      case 'profile':
        return begin === null || begin >= from + ms || begin + durationOf(primitive) <= from ? 0 : meanProfilePower(primitive, begin, from, from + ms);
      case 'envelope':
        return Math.min(Math.max(requested(policy, others), primitive.min), primitive.max);
      case 'modes':
        return nearestMode(primitive.powers, requested(policy, others));
      case 'inflexible':
        return 0;
    }
  }

  /** The same clipping for every plan and for none. */
  private guard(step: number, grid: number): number {
    const slot = this.steps.slot[step] ?? 0;
    const importing = this.scene.importLimit[slot] ?? Infinity;
    const exporting = this.scene.exportLimit[slot] ?? Infinity;
    const cut = grid > importing ? guardCut(this.devices, this.power, grid, importing, 1) : grid;
    return -cut > exporting ? guardCut(this.devices, this.power, cut, exporting, -1) : cut;
  }

  private store(ms: number, slot: number): void {
    for (let index = 0; index < this.devices.length; index++) {
      const device = this.devices[index];
      if (device?.primitive.kind !== 'store' || device.stored === null) continue;
      const power = this.power[index] ?? 0;
      this.throughput[index] = (this.throughput[index] ?? 0) + Math.abs(power) * ms;
      const level = (this.stored[index] = storedAfter(device.primitive, this.stored[index] ?? 0, power, ms));
      const levels = this.levels[index];
      if (levels) levels[slot] = level;
    }
  }

  /** Notes the worst that each aim of a store has been missed by. */
  private judge(start: number, end: number, begin: number): void {
    const { aims } = this.scene;
    for (let index = 0; index < aims.length; index++) {
      const aim = aims[index];
      if (!aim || aim.kind === 'readyBy') continue;
      const judged = aim.kind === 'reserve' || (start < aim.by && aim.by <= end);
      if (!judged) continue;
      const wanted = aim.kind === 'reserve' ? reserveFloor(aim, end - begin) : aim.level;
      this.deficit[index] = Math.max(this.deficit[index] ?? 0, wanted - (this.stored[aim.device] ?? 0));
    }
  }

  private judgeRuns(course: Course): void {
    this.scene.aims.forEach((aim, index) => {
      if (aim.kind === 'readyBy') this.deficit[index] = lateness(this.scene, aim, at(course.starts, aim.device));
    });
  }
}

/** ms late of a run; one never begun, or begun too early to count, is as late as one begun at the horizon's end. */
function lateness({ problem }: Scene, aim: Extract<Aim, { kind: 'readyBy' }>, begin: number | null): number {
  const { primitive, runningSince } = at(problem.devices, aim.device);
  if (primitive.kind !== 'profile') return 0;
  const counts = begin !== null && (begin >= aim.from || runningSince !== null);
  const start = counts ? begin : at(problem.slots, problem.slots.length - 1).end;
  return Math.max(0, start + durationOf(primitive) - aim.by);
}
