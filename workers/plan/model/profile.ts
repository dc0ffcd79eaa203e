import { DAY } from '#domain/plan/tolerance.ts';
import { at } from '#domain/plan/at.ts';
import { durationOf, meanProfilePower, type Profile } from '#domain/plan/profile.ts';
import { lengthOf, type Instant } from '#domain/time/instant.ts';
import type { Part, Site, StartChoice } from './part.ts';
import type { Term } from './sparse.ts';
import { feasibleStarts } from './starts.ts';

/** Its share of each slot if it began then, in kW; a slot it does not touch is left out. */
function foldInto(power: Term[][], { scene }: Site, profile: Profile, choice: StartChoice): void {
  const end = choice.start + durationOf(profile);
  scene.problem.slots.forEach((slot, index) => {
    if (slot.end <= choice.start || slot.start >= end) return;
    at(power, index).push({ column: choice.column, value: meanProfilePower(profile, choice.start, slot.start, slot.end) / 1_000 });
  });
}

/** An appliance somebody wants done: one whole-number column a start, or it is missed and paid for by rank. */
export function addProfile(site: Site, device: number, profile: Profile): Part | undefined {
  const { builder, scene, lacks } = site;
  const aim = scene.aims.find((one) => one.device === device && one.kind === 'readyBy');
  if (aim?.kind !== 'readyBy') return undefined;
  const horizonEnd = at(scene.problem.slots, scene.problem.slots.length - 1).end;
  const begin = (start: number, whole: boolean): number => {
    const column = builder.column({ upper: 1, whole });
    const late = start + durationOf(profile) - aim.by;
    if (late > 0) lacks.add(aim.rank, column, late / DAY);
    return column;
  };
  const starts = feasibleStarts(scene, aim, profile).map((start) => ({ start, column: begin(start, true) }));
  // As late as if it began when the horizon ends.
  const missed = begin(horizonEnd, false);
  builder.row(1, 1, [...starts.map(({ column }) => ({ column, value: 1 })), { column: missed, value: 1 }]);
  const power: Term[][] = scene.problem.slots.map(() => []);
  for (const choice of starts) foldInto(power, site, profile, choice);
  return { device, power, starts };
}

/** kW per slot of a run that has begun and cannot be stopped. */
export function runningPower({ scene }: Pick<Site, 'scene'>, profile: Profile, since: Instant): readonly number[] {
  return scene.problem.slots.map((slot) => (lengthOf(slot) > 0 ? meanProfilePower(profile, since, slot.start, slot.end) / 1_000 : 0));
}
