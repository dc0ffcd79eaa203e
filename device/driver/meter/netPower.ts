import type { Watts } from '#domain/units/power.ts';

/** Meters print no finer than a thousandth: rounding there takes away what the subtraction of doubles leaves behind. */
export const lessIn = (more: number, less: number): number => Math.round((more - less) * 1000) / 1000;

/**
 * Import less export in W, or the sum with its sign where the meter gives that: IEC 62056-61 codes 1.7.0, 2.7.0, 16.7.0.
 * A meter that has no export measures import only; where it has one that was not told, the difference is not known.
 * @param base what is added to the codes: 0 for the connection, 20, 40 and 60 for its phases.
 * @param value of a code, W; null where it was not told. @param mayHave whether the meter may have the code all the same.
 */
export function netPower(value: (obis: string) => number | null, base: number, mayHave: (obis: string) => boolean): Watts | null {
  const net = value(`1-0:${base + 16}.7.0`);
  if (net !== null) return (net + 0) as Watts;
  const exported = `1-0:${base + 2}.7.0`;
  const [taken, given] = [value(`1-0:${base + 1}.7.0`), value(exported)];
  return taken === null || (given === null && mayHave(exported)) ? null : (lessIn(taken, given ?? 0) as Watts);
}
