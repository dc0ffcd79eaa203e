import { at } from '#domain/plan/at.ts';
import type { Scene } from '#domain/plan/scene.ts';
import { HOUR, MINUTE } from '#domain/time/instant.ts';

/** Beyond two hours on and off is a duty cycle: it is decided again before it is executed (optimiser, 3.4). */
const EXACT = 2 * HOUR;
const QUARTER = 15 * MINUTE;

/** Whether a slot is decided by whole numbers. */
export const isNear = ({ problem: { slots } }: Scene, slot: number): boolean => at(slots, slot).start - at(slots, 0).start < EXACT;

/** Near slots that are decided as one, and whether by whole numbers; far slots each on their own. */
export interface Grain {
  readonly slots: readonly number[];
  readonly whole: boolean;
}

/** @param least ms that a decision lasts at least. */
export function grainsOf(scene: Scene, least = 0): readonly Grain[] {
  const { slots } = scene.problem;
  const begin = at(slots, 0).start;
  const length = Math.max(QUARTER, least);
  const grains = new Map<string, number[]>();
  slots.forEach(({ start }, slot) => {
    const key = isNear(scene, slot) ? `near ${Math.floor((start - begin) / length)}` : `far ${slot}`;
    grains.set(key, [...(grains.get(key) ?? []), slot]);
  });
  return [...grains].map(([key, own]) => ({ slots: own, whole: key.startsWith('near') }));
}
