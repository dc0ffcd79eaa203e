import type { Aim } from '#domain/plan/aim.ts';
import { choicesOf, startKeeps } from '#domain/plan/keepChoices.ts';
import type { PlanDevice } from '#domain/plan/problem.ts';
import { durationOf, type Profile } from '#domain/plan/profile.ts';
import type { Scene } from '#domain/plan/scene.ts';
import { at } from '#domain/plan/at.ts';
import { HOUR, MINUTE, type Instant } from '#domain/time/instant.ts';

/** Every slot may begin a run in the next two hours, then every half-hour (optimiser: starts beyond add nothing but binaries). */
const EVERY_SLOT = 2 * HOUR;
const HALF_HOUR = 30 * MINUTE;

/** How much later than it is wanted an appliance may be begun where a limit may leave it no room in time. */
const LATEST = 3 * HOUR;

/** The most W that a device takes. */
function mostOf({ primitive }: PlanDevice): number {
  if (primitive.kind === 'store') return primitive.maxCharge;
  if (primitive.kind === 'envelope') return primitive.max;
  return primitive.kind === 'inflexible' ? 0 : Math.max(...primitive.powers);
}

/** Whether a limit leaves too little in some slot of a wish for all devices together at their highest. */
function isCramped({ problem, importLimit }: Scene, aim: Extract<Aim, { kind: 'readyBy' }>): boolean {
  const most = problem.devices.reduce((sum, device) => sum + mostOf(device), 0);
  return problem.slots.some(({ start, end }, slot) => end > aim.from && start < aim.by && at(importLimit, slot) - at(problem.inflexible, slot) < most);
}

/** The moments a profile may begin at so that it ends in time, or a little late where limits leave no room, earliest first; the earliest of all is among them unless a person has decided otherwise. */
export function feasibleStarts(scene: Scene, aim: Extract<Aim, { kind: 'readyBy' }>, profile: Profile): readonly Instant[] {
  const begin = at(scene.problem.slots, 0).start;
  const latest = Math.min(aim.by + (isCramped(scene, aim) ? LATEST : 0), at(scene.problem.slots, scene.problem.slots.length - 1).end) - durationOf(profile);
  const open = ({ start }: { readonly start: Instant }): boolean => start > aim.from && start <= latest && (start - begin < EVERY_SLOT || start % HALF_HOUR === 0);
  const choices = choicesOf(scene.problem, at(scene.problem.devices, aim.device).id);
  const starts = [aim.from, ...scene.problem.slots.filter(open).map(({ start }) => start)];
  return choices.length === 0 ? starts : starts.filter((start) => startKeeps(choices, profile, start));
}
