import type { Act } from '#domain/plan/act.ts';
import { courseOf } from '#domain/plan/course.ts';
import type { PlanDevice, PlanProblem } from '#domain/plan/problem.ts';
import { sceneOf } from '#domain/plan/scene.ts';
import { Player } from '#domain/plan/simulate.ts';
import { minuteSteps } from '#domain/plan/steps.ts';
import { largeHome } from './largeHome.ts';

/** Load that turns out above what was forecast. */
const MORE = 1.05;

/** The large home a slot later: its window shifted, its devices where the plan has brought them, its load forecast anew, and the plan running. */
export function slotLater(seed: number, problem: PlanProblem, acts: readonly Act[]): PlanProblem {
  const first = problem.slots[0];
  if (!first) return problem;
  const steps = minuteSteps(problem.slots);
  const course = courseOf(problem, acts, steps);
  const { levels } = new Player(sceneOf(problem), steps).play(course);
  const last = steps.slot.lastIndexOf(0);
  const next = largeHome(seed, first.end - first.start);
  const brought = (device: PlanDevice, index: number): PlanDevice => {
    const begun = course.starts[index] ?? null;
    const policy = course.policies[index]?.[last];
    const isOn = device.primitive.kind === 'modes' && policy?.kind === 'hold' && policy.power > 0;
    return { ...device, stored: device.stored === null ? null : (levels[index]?.[0] ?? null), runningSince: begun !== null && begun < first.end ? (begun as typeof first.start) : isOn ? first.start : null };
  };
  return { ...next, inflexible: next.inflexible.map((power) => power * MORE), devices: next.devices.map(brought), running: { acts, revision: problem.revision } };
}
