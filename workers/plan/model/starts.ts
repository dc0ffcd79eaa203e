import type { Aim } from '#domain/plan/aim.ts';
import { choicesOf, startKeeps } from '#domain/plan/keepChoices.ts';
import { durationOf, type Profile } from '#domain/plan/profile.ts';
import type { Scene } from '#domain/plan/scene.ts';
import { at } from '#domain/plan/at.ts';
import { HOUR, MINUTE, type Instant } from '#domain/time/instant.ts';

/** Every slot may begin a run in the next two hours, then every half-hour (optimiser: starts beyond add nothing but binaries). */
const EVERY_SLOT = 2 * HOUR;
const HALF_HOUR = 30 * MINUTE;

/** The moments a profile may begin at so that it ends in time, earliest first; the earliest of all is among them unless a person has decided otherwise. */
export function feasibleStarts(scene: Scene, aim: Extract<Aim, { kind: 'readyBy' }>, profile: Profile): readonly Instant[] {
  const begin = at(scene.problem.slots, 0).start;
  const latest = aim.by - durationOf(profile);
  const open = ({ start }: { readonly start: Instant }): boolean => start > aim.from && start <= latest && (start - begin < EVERY_SLOT || start % HALF_HOUR === 0);
  const choices = choicesOf(scene.problem, at(scene.problem.devices, aim.device).id);
  const starts = [aim.from, ...scene.problem.slots.filter(open).map(({ start }) => start)];
  return choices.length === 0 ? starts : starts.filter((start) => startKeeps(choices, profile, start));
}
