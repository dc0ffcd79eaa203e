import type { DeviceId } from '../device/device.ts';
import { lengthOf, type Instant, after } from '../time/instant.ts';
import type { Act, Policy } from './act.ts';
import { runningUntil } from './aim.ts';
import { at } from './at.ts';
import type { PlanDevice, PlanProblem } from './problem.ts';
import { durationOf } from './profile.ts';
import type { Course } from './simulated.ts';
import type { Steps } from './steps.ts';

/** The policy in force at each step: the first act in list order that covers its start, else the device's own default. */
function policiesOf(device: PlanDevice, acts: readonly Act[], steps: Steps): readonly Policy[] {
  const own = acts.filter((act) => act.device === device.id);
  const policies = new Array<Policy>(steps.start.length).fill(device.neutral);
  for (const { interval, policy } of [...own].reverse()) {
    for (let step = firstFrom(steps, interval.start); step < policies.length && at(steps.start, step) < interval.end; step++) policies[step] = policy;
  }
  return policies;
}

/** Number of the first step that starts at or after an instant. */
function firstFrom({ start }: Steps, instant: number): number {
  let low = 0;
  let high = start.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at(start, middle) < instant) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** When a profile begins: already, at its first `run` that is still to come, or not at all. */
function startOf(device: PlanDevice, acts: readonly Act[], from: Instant): number | null {
  if (device.primitive.kind !== 'profile') return null;
  if (device.runningSince !== null) return device.runningSince;
  const starts = acts.filter((act) => act.device === device.id && act.policy.kind === 'run' && act.interval.start >= from).map(({ interval }) => interval.start);
  return starts.length === 0 ? null : Math.min(...starts);
}

/** Acts as what every device is told at every step. */
export function courseOf(problem: PlanProblem, acts: readonly Act[], steps: Steps): Course {
  const from = at(problem.slots, 0).start;
  return {
    policies: problem.devices.map((device) => policiesOf(device, acts, steps)),
    starts: problem.devices.map((device) => startOf(device, acts, from)),
  };
}

/**
 * The acts of doing nothing where people asked for something: an appliance starts as soon as it may.
 * Everything else is left at its own default, which needs no act.
 */
export function promptRuns(problem: PlanProblem): readonly Act[] {
  const runs = new Map<DeviceId, Act>();
  const wanted = problem.wishes.flatMap((wish) => (wish.kind === 'readyBy' ? [wish] : []));
  // Whatever waits for another comes after it.
  for (const waiting of [false, true]) {
    for (const wish of wanted) {
      const device = problem.devices.find(({ id }) => id === wish.device);
      if (device?.primitive.kind !== 'profile' || (device.after !== undefined) !== waiting || isRunning(device)) continue;
      const start = Math.max(wish.from, at(problem.slots, 0).start, runs.get(device.after ?? '')?.interval.end ?? 0, runningUntil(problem, device.after)) as Instant;
      runs.set(device.id, { device: device.id, interval: { start, end: after(start, durationOf(device.primitive) - (device.ran ?? 0)) }, policy: { kind: 'run' } });
    }
  }
  return [...runs.values()];
}

/** What runs goes on by itself, unless it can be halted. */
const isRunning = ({ primitive, runningSince }: PlanDevice): boolean => runningSince !== null && !(primitive.kind === 'profile' && primitive.pausable);

/** Neighbouring acts of one device that ask the same, as one. */
export function joinActs(acts: readonly Act[]): readonly Act[] {
  const joined: Act[] = [];
  for (const act of acts) {
    const last = joined.at(-1);
    const same = last?.device === act.device && last.interval.end === act.interval.start && act.policy.kind !== 'run' && JSON.stringify(last.policy) === JSON.stringify(act.policy);
    if (last && same) joined[joined.length - 1] = { ...last, interval: { start: last.interval.start, end: act.interval.end } };
    else joined.push(act);
  }
  return joined;
}

/** The part of some acts from an instant on; a run that began before is dropped, it goes on by itself. */
export function actsFrom(acts: readonly Act[], from: Instant): readonly Act[] {
  return acts.flatMap((act) => {
    if (act.interval.start >= from) return [act];
    if (act.policy.kind === 'run' || act.interval.end <= from) return [];
    return [{ ...act, interval: { start: from, end: act.interval.end } }];
  });
}

/** The part of some acts before an instant; a run is kept whole. */
export function actsUntil(acts: readonly Act[], until: Instant): readonly Act[] {
  return acts.flatMap((act) => {
    if (act.interval.start >= until) return [];
    if (act.policy.kind === 'run' || act.interval.end <= until) return [act];
    const interval = { start: act.interval.start, end: until };
    return lengthOf(interval) > 0 ? [{ ...act, interval }] : [];
  });
}
