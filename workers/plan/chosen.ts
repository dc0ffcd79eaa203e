import type { Policy } from '#domain/plan/act.ts';
import { at } from '#domain/plan/at.ts';
import { choicesOf, chosenPolicy } from '#domain/plan/keepChoices.ts';
import type { Store } from '#domain/plan/respond.ts';
import type { Scene } from '#domain/plan/scene.ts';
import type { SlotChoice } from '#domain/wish/slotChoice.ts';

/** What a person has decided for a device, slot by slot; a slot that a choice covers in part is the choice's. */
export function wantedInSlots({ problem }: Scene, device: number): readonly (SlotChoice['want'] | undefined)[] {
  const choices = choicesOf(problem, at(problem.devices, device).id);
  return problem.slots.map(({ start, end }) => choices.find((one) => one.start < end && start < one.end)?.want);
}

/** The same as policies; undefined where the planner is free. */
export function chosenInSlots(scene: Scene, device: number): readonly (Policy | undefined)[] {
  const { primitive } = at(scene.problem.devices, device);
  return wantedInSlots(scene, device).map((want) => (want ? (chosenPolicy(primitive, want) ?? undefined) : undefined));
}

/** W of charging that rating and import limit leave room for beside the forecast: the guard must not have to cut a plan. */
export const chargeRoom = ({ importLimit, problem }: Scene, store: Store, slot: number): number =>
  Math.max(0, Math.min(store.maxCharge, Math.floor(at(importLimit, slot) - at(problem.inflexible, slot))));
