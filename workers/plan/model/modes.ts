import type { Primitive } from '#domain/device/device.ts';
import { at } from '#domain/plan/at.ts';
import { HOUR } from '#domain/time/instant.ts';
import type { Part, Site } from './part.ts';
import type { Term } from './sparse.ts';

/** Beyond two hours a mode is a duty cycle: it is decided again before it is executed. */
const EXACT = 2 * HOUR;

/** A device of a few fixed powers: exactly one a slot. */
export function addModes({ builder, scene }: Site, device: number, { powers }: Extract<Primitive, { kind: 'modes' }>): Part {
  const begin = at(scene.problem.slots, 0).start;
  const power = scene.problem.slots.map(({ start }): readonly Term[] => {
    const whole = start - begin < EXACT;
    const terms = powers.map((watts) => ({ column: builder.column({ upper: 1, whole }), value: watts / 1_000 }));
    builder.row(1, 1, terms.map(({ column }) => ({ column, value: 1 })));
    return terms;
  });
  return { device, power, starts: [] };
}
