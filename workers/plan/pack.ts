import { at } from '#domain/plan/at.ts';
import { presentShare } from '#domain/plan/presence.ts';
import type { PlanDevice } from '#domain/plan/problem.ts';
import type { Store } from '#domain/plan/respond.ts';
import type { Scene } from '#domain/plan/scene.ts';
import { lengthOf } from '#domain/time/instant.ts';

/** The end (exclusive) of the run of slots from `first` that cost the same and in which the store only takes from the grid. */
function runEnd({ problem }: Scene, first: number, powers: Float64Array, others: Float64Array): number {
  let slot = first;
  const alike = (index: number): boolean =>
    problem.importPrice[index] === problem.importPrice[first] && problem.exportPrice[index] === problem.exportPrice[first] && at(powers, index) >= 0 && at(others, index) >= 0;
  while (slot < powers.length && alike(slot)) slot++;
  return slot;
}

/** Whether charging earlier leaves as much in a store: not where it leaks, is drawn from, or takes heat better at one hour than another. */
export const isPackable = ({ primitive, demand, cop }: PlanDevice): boolean => primitive.kind === 'store' && !demand && !cop && !primitive.curve && primitive.lossShare === undefined;

/** Charging that costs the same in neighbouring slots is moved to the earliest of them. Powers and loads in W per slot. */
export function packEarliest(scene: Scene, device: PlanDevice, store: Store, powers: Float64Array, others: Float64Array): Float64Array {
  const packed = powers.slice();
  for (let first = 0; first < powers.length; ) {
    const end = Math.max(first + 1, runEnd(scene, first, powers, others));
    if (at(powers, first) >= 0 && at(others, first) >= 0) refill(scene, device, store, packed, others, first, end);
    first = end;
  }
  return packed;
}

/** Takes the energy out of slots [first, end) and puts it back from the front, within rating and limit. */
function refill(scene: Scene, device: PlanDevice, store: Store, packed: Float64Array, others: Float64Array, first: number, end: number): void {
  let work = 0;
  for (let slot = first; slot < end; slot++) work += at(packed, slot) * lengthOf(at(scene.problem.slots, slot));
  for (let slot = first; slot < end; slot++) {
    const length = lengthOf(at(scene.problem.slots, slot));
    const rating = store.maxCharge * presentShare(device, at(scene.problem.slots, slot));
    const room = Math.max(0, Math.min(rating, at(scene.importLimit, slot) - at(others, slot)));
    const power = Math.min(room, work / length);
    packed[slot] = power;
    work -= power * length;
  }
}
