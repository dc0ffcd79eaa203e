import { HOUR } from '../time/instant.ts';
import type { Policy } from './act.ts';
import { at } from './at.ts';
import { courseOf } from './course.ts';
import type { PlanDevice, PlanProblem } from './problem.ts';
import { durationOf } from './profile.ts';
import type { Course } from './simulated.ts';
import type { Steps } from './steps.ts';
import { NO_WEIGHTS } from './planWeights.ts';

/** Two set-points no further apart than this are one to whoever looks, W. */
const ALIKE = 100;

const near = (one: number, other: number): boolean => Math.abs(one - other) <= ALIKE;

/** Whether two policies ask about the same. */
function isAlike(one: Policy, other: Policy): boolean {
  if (one === other) return true;
  if (one.kind === 'hold') return other.kind === 'hold' && near(one.power, other.power);
  if (one.kind === 'follow') return other.kind === 'follow' && near(one.min, other.min) && near(one.max, other.max) && near(one.grid, other.grid);
  if (one.kind === 'atLeast') return other.kind === 'atLeast' && near(one.power, other.power) && near(one.max, other.max);
  return other.kind === 'run';
}

const isOn = (policy: Policy | undefined): boolean => policy?.kind === 'hold' && policy.power > 0;

/** A start from rest; the first step is none, for it may have been on before. */
function startsOf({ primitive }: PlanDevice, policies: readonly Policy[]): number {
  if (primitive.kind !== 'modes' && primitive.kind !== 'envelope') return 0;
  let starts = 0;
  for (let step = 1; step < policies.length; step++) if (isOn(policies[step]) && !isOn(policies[step - 1])) starts++;
  return starts;
}

function hoursChanged(policies: readonly Policy[], before: readonly Policy[], { start, length }: Steps, until: number): number {
  let ms = 0;
  for (let step = 0; step < policies.length && (start[step] ?? 0) < until; step++) if (!isAlike(at(policies, step), at(before, step))) ms += at(length, step);
  return ms / HOUR;
}

/** A run moved counts as long as it was moved, at most its own length: it is one change, wherever it goes. */
function hoursMoved({ primitive }: PlanDevice, start: number | null, before: number | null): number {
  if (primitive.kind !== 'profile' || before === null || start === before) return 0;
  return Math.min(start === null ? Infinity : Math.abs(start - before), durationOf(primitive)) / HOUR;
}

/**
 * Micro that a course costs in unrest: starts of devices with a few powers, and hours in which a device is told otherwise
 * than by the plan that runs, as far as that reaches.
 */
export function unrestOf(problem: PlanProblem, steps: Steps): (course: Course) => number {
  const { devices, running, weights = NO_WEIGHTS } = problem;
  const acts = running?.acts ?? [];
  const until = Math.max(0, ...acts.map(({ interval }) => interval.end));
  const before = acts.length > 0 && weights.change > 0 ? courseOf(problem, acts, steps) : undefined;
  if (!before && weights.switching === 0) return () => 0;
  return ({ policies, starts }) =>
    devices.reduce((sum, device, index) => {
      const own = at(policies, index);
      const hours = before ? hoursChanged(own, at(before.policies, index), steps, until) + hoursMoved(device, at(starts, index), at(before.starts, index)) : 0;
      return sum + hours * weights.change + startsOf(device, own) * weights.switching;
    }, 0);
}
