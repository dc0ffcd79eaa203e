import type { Policy } from './act.ts';
import { reserveFloor, type Aim } from './aim.ts';
import { at } from './at.ts';
import { guardCut } from './guardCut.ts';
import type { PlanDevice, PlanProblem } from './problem.ts';
import { durationOf, meanProfilePower, type Profile } from './profile.ts';
import { presenceIn } from './presence.ts';
import { contentGain, requested, storePower, type Store } from './respond.ts';
import type { Scene } from './scene.ts';
import type { Course, Simulated } from './simulated.ts';
import type { Steps } from './steps.ts';
import { Switching } from './switching.ts';
import { Warmth } from './warmth.ts';

const isGenerator = ({ primitive }: PlanDevice): boolean => primitive.kind === 'envelope' && primitive.min < 0;

/** Who looks at the grid; what may not export looks at it too. */
const isFollower = ({ primitive }: PlanDevice, policy: Policy): boolean =>
  policy.kind === 'follow' || policy.kind === 'atLeast' || (primitive.kind === 'store' && primitive.exports === false && policy.kind === 'hold' && policy.power < 0);

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
  private readonly presence: readonly (Float64Array | null)[];
  private readonly generates: boolean;
  private readonly switching: Switching;
  private readonly warmth: Warmth;
  /** ms of its course that each pausable profile has run, and when it was done. */
  private readonly ran: Float64Array;
  private readonly done: Float64Array;

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
    this.presence = devices.map((device) => presenceIn(device, steps));
    this.generates = devices.some(isGenerator);
    this.switching = new Switching(devices.length);
    this.warmth = new Warmth(scene.problem);
    this.ran = new Float64Array(devices.length);
    this.done = new Float64Array(devices.length);
  }

  get begun(): Float64Array {
    return this.switching.starts;
  }

  get burnt(): Float64Array {
    return this.warmth.burnt;
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
      this.judge(from, from + ms, begin, index);
    }
    this.judgeRuns(course);
    return this;
  }

  private reset(): void {
    this.excess = 0;
    for (const sums of [this.importWork, this.exportWork, this.throughput, this.deficit]) sums.fill(0);
    this.warmth.reset();
    for (let index = 0; index < this.devices.length; index++) {
      const device = this.devices[index];
      this.stored[index] = device?.stored ?? 0;
      this.ran[index] = device?.ran ?? 0;
      this.done[index] = Infinity;
      this.switching.reset(index, device?.primitive.kind === 'modes' ? device.runningSince : null);
    }
  }

  /** Every device's power in a step, and what it leaves at the grid: those that look at the grid come after those that do not. */
  private settle(course: Course, step: number, base: number, from: number, ms: number): number {
    let grid = base;
    let followers = false;
    this.warmth.begin(this.steps.slot[step] ?? 0);
    for (let index = 0; index < this.devices.length; index++) {
      const policy = course.policies[index]?.[step];
      const device = this.devices[index];
      if (!policy || !device) continue;
      if (isFollower(device, policy)) {
        followers = true;
        continue;
      }
      grid += this.power[index] = this.respond(index, device, policy, grid, { step, begin: course.starts[index] ?? null, from, ms });
    }
    if (followers) grid = this.follow(course, step, grid, from, ms);
    return this.limited ? this.guard(step, grid) : grid;
  }

  /** What generates comes last: it is curtailed only by what nobody else takes. */
  private follow(course: Course, step: number, others: number, from: number, ms: number): number {
    const taken = this.followOf(false, course, step, others, from, ms);
    return this.generates ? this.followOf(true, course, step, taken, from, ms) : taken;
  }

  private followOf(generating: boolean, course: Course, step: number, others: number, from: number, ms: number): number {
    let grid = others;
    for (let index = 0; index < this.devices.length; index++) {
      const policy = course.policies[index]?.[step];
      const device = this.devices[index];
      if (policy && device && generating === isGenerator(device) && isFollower(device, policy)) grid += this.power[index] = this.respond(index, device, policy, grid, { step, begin: course.starts[index] ?? null, from, ms });
    }
    return grid;
  }

  /** W of one device within its physics. */
  private respond(index: number, device: PlanDevice, policy: Policy, others: number, moment: Moment): number {
    const there = this.presence[index]?.[moment.step] ?? 1;
    if (there === 0) return 0;
    const { primitive } = device;
    switch (primitive.kind) {
      case 'store':
        return device.stored === null ? 0 : this.storeResponds(index, device, primitive, requested(policy, others), others, moment.ms, there);
      case 'profile':
        return primitive.pausable ? this.runsOn(index, primitive, policy, moment) : begunPower(primitive, moment);
      case 'envelope':
        return Math.min(Math.max(requested(policy, others), primitive.min, -(device.generation?.[this.steps.slot[moment.step] ?? 0] ?? Infinity)), primitive.max);
      case 'modes': {
        const power = this.switching.settle(index, primitive, requested(policy, others), moment.from);
        return this.warmth.heats(index) ? this.warmth.fitting(index, primitive, power, this.stored, moment.ms) : power;
      }
      case 'inflexible':
        return 0;
    }
  }

  /** @param there share of the time that it is there. */
  private storeResponds(index: number, device: PlanDevice, store: Store, asked: number, others: number, ms: number, there: number): number {
    const left = (this.stored[index] ?? 0) + this.warmth.coming(index, ms);
    const power = storePower(store, left, asked, ms * there, this.warmth.cop(device)) * there;
    return store.exports === false && power < 0 ? Math.max(power, -Math.max(0, others)) : power;
  }

  /** A course that may be halted goes on wherever it is told to. */
  private runsOn(index: number, profile: Profile, policy: Policy, { from, ms }: Moment): number {
    const ran = this.ran[index] ?? 0;
    const runs = policy.kind === 'run' ? Math.min(ms, durationOf(profile) - ran) : 0;
    if (runs <= 0) return 0;
    this.ran[index] = ran + runs;
    if (ran + runs >= durationOf(profile)) this.done[index] = from + runs;
    return (meanProfilePower(profile, 0, ran, ran + runs) * runs) / ms;
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
    this.warmth.bring(this.power, ms);
    for (let index = 0; index < this.devices.length; index++) {
      const device = this.devices[index];
      if (device?.primitive.kind !== 'store' || device.stored === null) continue;
      const power = this.power[index] ?? 0;
      this.throughput[index] = (this.throughput[index] ?? 0) + Math.abs(power) * ms;
      const before = this.stored[index] ?? 0;
      const level = (this.stored[index] = this.warmth.settled(index, before + contentGain(device.primitive, before, power, ms, this.warmth.cop(device)), device.primitive, ms));
      const levels = this.levels[index];
      if (levels) levels[slot] = level;
    }
  }

  /** Notes the worst that each aim of a store has been missed by. */
  private judge(start: number, end: number, begin: number, slot: number): void {
    const { aims } = this.scene;
    for (let index = 0; index < aims.length; index++) {
      const aim = aims[index];
      if (!aim || aim.kind === 'readyBy') continue;
      if (aim.kind === 'served') {
        this.deficit[index] = this.warmth.unserved[aim.device] ?? 0;
        continue;
      }
      if (aim.kind === 'reserve' && aim.floors) {
        const floor = end === this.scene.problem.slots[slot]?.end ? (aim.floors[slot] ?? 0) : 0;
        this.deficit[index] = Math.max(this.deficit[index] ?? 0, floor - (this.stored[aim.device] ?? 0));
        continue;
      }
      const judged = aim.kind === 'reserve' || (start < aim.by && aim.by <= end);
      if (!judged) continue;
      const wanted = aim.kind === 'reserve' ? reserveFloor(aim, end - begin) : aim.level;
      this.deficit[index] = Math.max(this.deficit[index] ?? 0, wanted - (this.stored[aim.device] ?? 0));
    }
  }

  private judgeRuns(course: Course): void {
    this.scene.aims.forEach((aim, index) => {
      if (aim.kind === 'readyBy') this.deficit[index] = lateness(this.scene, aim, course, this.done);
    });
  }
}

/** A step while a device is asked: `begin` is when its profile begins. */
interface Moment {
  readonly step: number;
  readonly begin: number | null;
  readonly from: number;
  readonly ms: number;
}

const begunPower = (profile: Profile, { begin, from, ms }: Moment): number =>
  begin === null || begin >= from + ms || begin + durationOf(profile) <= from ? 0 : meanProfilePower(profile, begin, from, from + ms);

/** ms late of a run; one never begun, begun too early to count, or before what it waits for, is as late as one begun at the horizon's end. */
function lateness({ problem }: Scene, aim: Extract<Aim, { kind: 'readyBy' }>, course: Course, done: Float64Array): number {
  const { primitive, runningSince, after } = at(problem.devices, aim.device);
  if (primitive.kind !== 'profile') return 0;
  const horizon = at(problem.slots, problem.slots.length - 1).end;
  if (primitive.pausable) return Math.max(0, Math.min(at(done, aim.device), horizon + durationOf(primitive)) - aim.by);
  const begin = at(course.starts, aim.device);
  const counts = begin !== null && (runningSince !== null || (begin >= aim.from && begin >= readyAfter(problem, course, after)));
  return Math.max(0, (counts ? begin : horizon) + durationOf(primitive) - aim.by);
}

/** When what an appliance waits for is done; nothing that does not run is waited for. */
function readyAfter({ devices }: PlanProblem, { starts }: Course, before: string | undefined): number {
  const index = devices.findIndex(({ id }) => id === before);
  const primitive = devices[index]?.primitive;
  const begin = starts[index];
  return primitive?.kind === 'profile' && begin !== null && begin !== undefined ? begin + durationOf(primitive) : -Infinity;
}
