import { after, type Instant } from '#domain/time/instant.ts';

/** How far a meter's clock is from the home's, in ms to add to the meter's; null before its first telegram. */
export type Anchor = number | null;

/** A meter's clock may be this wrong and is taken as it is: below the age at which a reading is stale. */
const TOLERANCE = 10_000;

/**
 * The home's time of a telegram: the meter's own, moved by what its clock is wrong. The shift stays until it no longer
 * fits, so that times keep the meter's steady pace and do not jump to and fro with the network's delay.
 */
export function anchored(anchor: Anchor, stamp: Instant, wall: Instant): { readonly at: Instant; readonly anchor: number } {
  const fits = [anchor ?? 0, 0].find((shift) => Math.abs(stamp + shift - wall) <= TOLERANCE);
  return fits === undefined ? { at: wall, anchor: wall - stamp } : { at: after(stamp, fits), anchor: fits };
}
