import type { Primitive } from '#domain/device/device.ts';
import type { Part, Site } from './part.ts';

/** A device of any power between two. */
export function addEnvelope({ builder, scene }: Site, device: number, { min, max }: Extract<Primitive, { kind: 'envelope' }>): Part {
  const power = scene.problem.slots.map(() => [{ column: builder.column({ lower: min / 1_000, upper: max / 1_000 }), value: 1 }]);
  return { device, power, starts: [] };
}
