import type { PowerRange } from '#domain/device/primitive.ts';
import { at } from '#domain/plan/at.ts';
import { grainsOf } from './grain.ts';
import type { Site } from './part.ts';
import type { Term } from './sparse.ts';

/** Whether the relaxation of some ranges says anything: from nothing on is no step. */
const hasSteps = (ranges: readonly PowerRange[]): boolean => ranges.length > 1 || ranges.some(({ min }) => min > 0);

/**
 * A power is 0 or within one of its ranges, by whole numbers in the next two hours; beyond them a duty cycle may be
 * anything below the highest. @param power terms in kW per slot. @param there share of each slot that the device is there.
 */
export function addRanges({ builder, scene }: Site, ranges: readonly PowerRange[], power: readonly (readonly Term[])[], there: Float64Array): void {
  if (!hasSteps(ranges)) return;
  for (const { slots, whole } of grainsOf(scene)) {
    if (!whole) continue;
    const inRange = ranges.map((range) => ({ range, column: builder.column({ upper: 1, whole: true }) }));
    builder.row(-Infinity, 1, inRange.map(({ column }) => ({ column, value: 1 })));
    for (const slot of slots) {
      const share = at(there, slot) / 1_000;
      builder.row(-Infinity, 0, [...at(power, slot), ...inRange.map(({ range, column }) => ({ column, value: -range.max * share }))]);
      builder.row(0, Infinity, [...at(power, slot), ...inRange.map(({ range, column }) => ({ column, value: -range.min * share }))]);
    }
  }
}
