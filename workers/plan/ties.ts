import type { Act } from '#domain/plan/act.ts';
import { compareKept } from '#domain/plan/compare.ts';
import { courseOf } from '#domain/plan/course.ts';
import { evaluate } from '#domain/plan/evaluate.ts';
import type { Scene } from '#domain/plan/scene.ts';
import { slotSteps } from '#domain/plan/steps.ts';
import { after, lengthOf, type Instant } from '#domain/time/instant.ts';
import { feasibleStarts } from './model/starts.ts';
import { scorer } from './score.ts';
import type { Candidate, Search } from './search.ts';
import type { Weights } from './weights.ts';

const moved = (act: Act, start: Instant): Act => ({ ...act, interval: { start, end: after(start, lengthOf(act.interval)) } });

function startsBefore(scene: Scene, act: Act): readonly Instant[] {
  const index = scene.problem.devices.findIndex(({ id }) => id === act.device);
  const aim = scene.aims.find((one) => one.device === index && one.kind === 'readyBy');
  const device = scene.problem.devices[index];
  if (aim?.kind !== 'readyBy' || device?.primitive.kind !== 'profile') return [];
  return feasibleStarts(scene, aim, device.primitive).filter((start) => start < act.interval.start);
}

/** Currency by which the quick score may differ from the exact price. */
const SCREEN = 0.001;

/** The quick score of acts, and whether other acts can be as good: only those are priced exactly. */
function screen(scene: Scene, weights: Weights, acts: readonly Act[]): (other: readonly Act[]) => boolean {
  const steps = slotSteps(scene.problem.slots);
  const score = scorer(scene, weights);
  const { weighed } = score(courseOf(scene.problem, acts, steps));
  return (other) => score(courseOf(scene.problem, other, steps)).weighed <= weighed + SCREEN;
}

/** Moves each run to the earliest start that is no worse: ties are broken here, not by a solver's path. */
export function earliestRuns(search: Search): Candidate {
  const { scene, weights, best: found } = search;
  const asGood = screen(scene, weights, found.acts);
  return found.acts.reduce((best, act, index): Candidate => {
    if (act.policy.kind !== 'run') return best;
    for (const start of startsBefore(scene, act)) {
      const acts = best.acts.with(index, moved(act, start));
      if (!asGood(acts)) continue;
      const evaluation = evaluate(scene.problem, acts);
      if (compareKept(evaluation, best.evaluation) !== 'worse' && !search.isBelowNothing({ acts, evaluation }) && evaluation.forecastObjective <= best.evaluation.forecastObjective) return { acts, evaluation };
    }
    return best;
  }, found);
}
