import type { Act } from '#domain/plan/act.ts';
import { at } from '#domain/plan/at.ts';
import { compare } from '#domain/plan/compare.ts';
import { evaluate } from '#domain/plan/evaluate.ts';
import type { Scene } from '#domain/plan/scene.ts';
import { after, lengthOf, type Instant } from '#domain/time/instant.ts';
import { feasibleStarts } from './model/starts.ts';
import type { Candidate } from './search.ts';

const moved = (act: Act, start: Instant): Act => ({ ...act, interval: { start, end: after(start, lengthOf(act.interval)) } });

function startsBefore(scene: Scene, act: Act): readonly Instant[] {
  const index = scene.problem.devices.findIndex(({ id }) => id === act.device);
  const aim = scene.aims.find((one) => one.device === index && one.kind === 'readyBy');
  const device = scene.problem.devices[index];
  if (aim?.kind !== 'readyBy' || device?.primitive.kind !== 'profile') return [];
  return feasibleStarts(scene, aim, device.primitive).filter((start) => start < act.interval.start);
}

/** Moves each run to the earliest start that is no worse: ties are broken here, not by a solver's path. */
export function earliestRuns(scene: Scene, found: Candidate): Candidate {
  return found.acts.reduce((best, _, index): Candidate => {
    const act = at(best.acts, index);
    if (act.policy.kind !== 'run') return best;
    for (const start of startsBefore(scene, act)) {
      const acts = best.acts.with(index, moved(act, start));
      const evaluation = evaluate(scene.problem, acts);
      if (compare(evaluation, best.evaluation) !== 'worse') return { acts, evaluation };
    }
    return best;
  }, found);
}
