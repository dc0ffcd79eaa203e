import type { PowerRange } from '#domain/device/primitive.ts';
import { at } from '#domain/plan/at.ts';
import { grainsOf } from './grain.ts';
import type { Hold } from '../solver/solver.ts';
import type { Site } from './part.ts';
import type { Term } from './sparse.ts';

/** Whether some ranges leave out powers: from nothing on is no step. */
export const hasSteps = (ranges: readonly PowerRange[]): boolean => ranges.length > 1 || ranges.some(({ min }) => min > 0);

/**
 * A power is 0 or within one of its ranges, by whole numbers in the next two hours; beyond them a duty cycle may be
 * anything below the highest. @param power terms in kW per slot. @param there share of each slot that the device is there.
 * @returns per slot and range the column that says that the power is in it; empty where no whole number does.
 */
export function addRanges({ builder, scene }: Site, ranges: readonly PowerRange[], power: readonly (readonly Term[])[], there: Float64Array): readonly (readonly number[])[] {
  const said: (readonly number[])[] = power.map(() => []);
  if (!hasSteps(ranges)) return said;
  for (const { slots, whole } of grainsOf(scene)) {
    if (!whole) continue;
    const inRange = ranges.map((range) => ({ range, column: builder.column({ upper: 1, whole: true }) }));
    builder.row(-Infinity, 1, inRange.map(({ column }) => ({ column, value: 1 })));
    for (const slot of slots) {
      const share = at(there, slot) / 1_000;
      said[slot] = inRange.map(({ column }) => column);
      builder.row(-Infinity, 0, [...at(power, slot), ...inRange.map(({ range, column }) => ({ column, value: -range.max * share }))]);
      builder.row(0, Infinity, [...at(power, slot), ...inRange.map(({ range, column }) => ({ column, value: -range.min * share }))]);
    }
  }
  return said;
}

/** What holds the columns of {@link addRanges} in a slot to one of its ranges, or to none of them. */
export const holdsOf = (inRange: readonly number[], range: number | null): readonly Hold[] => inRange.map((column, index) => (index === range ? { column, lower: 1, upper: 1 } : { column, lower: 0, upper: 0 }));
