import type { EnvelopePrimitive } from '#domain/device/primitive.ts';
import { at } from '#domain/plan/at.ts';
import type { Part, Site } from './part.ts';

/** A device of any power between two; one that generates no more than sun or wind allow. */
export function addEnvelope({ builder, scene }: Site, device: number, { min, max }: EnvelopePrimitive): Part {
  const { generation } = at(scene.problem.devices, device);
  const power = scene.problem.slots.map((_, slot) => [{ column: builder.column({ lower: Math.max(min, -(generation?.[slot] ?? Infinity)) / 1_000, upper: max / 1_000 }), value: 1 }]);
  return { device, power, starts: [] };
}
