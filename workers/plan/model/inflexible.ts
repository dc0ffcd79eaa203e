import { at } from '#domain/plan/at.ts';
import type { Scene } from '#domain/plan/scene.ts';
import { runningPower } from './profile.ts';

/** kW per slot of everything that no plan moves: the forecast, and appliances that have begun. */
export function basePower(scene: Scene): Float64Array {
  const base = Float64Array.from(scene.problem.inflexible, (watts) => watts / 1_000);
  for (const { primitive, runningSince } of scene.problem.devices) {
    if (primitive.kind !== 'profile' || runningSince === null) continue;
    runningPower({ scene }, primitive, runningSince).forEach((power, slot) => (base[slot] = at(base, slot) + power));
  }
  return base;
}
